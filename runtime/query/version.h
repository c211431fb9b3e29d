/* The version of a row: what it becomes with an update, in the database and in the member. */
#ifndef ORM_QUERY_VERSION_H
#define ORM_QUERY_VERSION_H

#include "query/call.h"

/* The value that was bound as the version's next one becomes that, where column and member hold it.
 * Errors: CONVERSION. */
orm_status orm__version_raise(orm_call *c, orm_value *next_out);

/* Stores it into the member, once the row has it. */
orm_status orm__version_store(orm_call *c, void *row, const orm_value *next);

#endif
