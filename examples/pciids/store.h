/* Storing the list. */
#ifndef STORE_H
#define STORE_H

#include <orm.h>

#include "list.h"

/* Drops this program's own tables, if they are there, and creates them anew. */
orm_status store_create_tables(orm_db *db);

/* Stores all rows in one transaction. On failure nothing is stored, and *line_out is the line of
 * the file whose row was refused (0: no row in particular). */
orm_status store_list(orm_db *db, const struct list *list, unsigned *line_out);

#endif
