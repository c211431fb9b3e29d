/* Where a select may lock its rows. */
#ifndef ORM_QUERY_LOCK_H
#define ORM_QUERY_LOCK_H

#include <orm/query.h>

/* MISUSE where a query asks for a lock that would not hold, on either engine. Asked before each
 * select; query: NULL = none. */
orm_status orm__lock_check(const orm_db *db, const orm_query *query, orm_error *error);

#endif
