/* What the layers above need of orm_arena beyond the public header: marks, zeroed memory. */
#ifndef ORM_BASE_ARENA_H
#define ORM_BASE_ARENA_H

#include <orm/arena.h>

/* A point to fall back to. Valid until the arena is reset or falls back to an earlier one. */
typedef struct orm_arena_mark {
    void *block;
    size_t used;
} orm_arena_mark;

orm_arena_mark orm__arena_mark(const orm_arena *arena);

/* Forgets what was allocated since the mark. */
void orm__arena_back_to(orm_arena *arena, orm_arena_mark mark);

/* size bytes that begin at a multiple of alignment, a power of two; not zeroed. NULL: no memory. */
void *orm__arena_aligned(orm_arena *arena, size_t size, size_t alignment);

/* Zeroed memory for count * size bytes. NULL: no memory, or the product overflows. */
void *orm__arena_zeroed(orm_arena *arena, size_t count, size_t size);

#endif
