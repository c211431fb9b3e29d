/* Rows to ask about. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "tasks.orm.h"

/* Stores two people (keys 1 and 2) and six tasks (keys 1 to 6). */
orm_status sample_store(orm_db *db);

/* Prints the tasks that a query selects, one line each, below a title. */
orm_status sample_print(orm_db *db, const char *title, const orm_query *query);

#endif
