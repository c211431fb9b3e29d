/* Deleting as a write of rows: the entity's slot. */
#ifndef ORM_QUERY_DELETE_H
#define ORM_QUERY_DELETE_H

#include "query/write.h"

/* Begins the delete; by_version: of a row that has one, only if it is that of the row. Errors:
 * MISUSE (no primary key), those of prepare. */
orm_status orm__delete_open(orm_write *write, bool by_version);

#endif
