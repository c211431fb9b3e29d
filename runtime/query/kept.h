/* Parameters that outlive the call that bound them: those of a window. */
#ifndef ORM_QUERY_KEPT_H
#define ORM_QUERY_KEPT_H

#include <orm/arena.h>
#include <orm/value.h>

/* Copies of the values and of all that they borrow, in the arena. NULL: no memory. */
const orm_value *orm__kept_params(orm_arena *arena, const orm_value *values, size_t count);

#endif
