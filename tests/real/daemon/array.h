/* Counted arrays, as a daemon's allocator makes them: the number of items stands before the first
 * one, so that a pointer is all that a struct has of an array. NULL has none. */
#ifndef REAL_DAEMON_ARRAY_H
#define REAL_DAEMON_ARRAY_H

#include <stddef.h>

struct orm_arena;

/* count items of size bytes, all zero; NULL: no memory. They live as long as the arena. */
void *array_new(struct orm_arena *arena, size_t count, size_t size);

/* The same, with the items that are given. */
void *array_copy(struct orm_arena *arena, const void *items, size_t count, size_t size);

/* What array_new was asked for. */
size_t array_count(const void *items);

#endif
