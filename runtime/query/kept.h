/* Values that outlive what they borrow from: parameters of a window, answers to the program. */
#ifndef ORM_QUERY_KEPT_H
#define ORM_QUERY_KEPT_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/value.h>

/* Copies of the values and of all that they borrow, in the arena. NULL: no memory. */
const orm_value *orm__kept_params(orm_arena *arena, const orm_value *values, size_t count);

/* The same for one value, whose text then has a NUL behind it. arena: may be NULL where the value
 * points to nothing. Errors: MISUSE (no arena), NO_MEMORY. */
orm_status orm__kept_value(orm_arena *arena, const orm_value *value, orm_value *copy_out,
                           orm_error *error);

/* A value as programs see it: a driver's integer that need not be one (orm/sys/driver.h) is one. */
orm_value orm__kept_plain(const orm_value *value);

#endif
