/* Finding a row by its primary key for the library itself: no hook is called. */
#ifndef ORM_QUERY_FIND_H
#define ORM_QUERY_FIND_H

#include <orm/crud.h>

/* As orm_find. A failure is the handle's. */
orm_status orm__find_row(orm_db *db, const orm_entity *entity, const orm_value *key, void *row_out,
                         orm_arena *arena);

#endif
