/* What the layers above need of orm_arena beyond the public header: marks, zeroed memory, and the
 * taking of memory from a block that has room, which is inline. */
#ifndef ORM_BASE_ARENA_H
#define ORM_BASE_ARENA_H

#include <orm/arena.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/poison.h"

typedef struct orm_arena_block {
    struct orm_arena_block *next; /* the block before this one */
    size_t capacity;              /* of data */
    size_t used;
    alignas(max_align_t) unsigned char data[];
} orm_arena_block;

struct orm_arena {
    orm_allocator allocator;
    orm_arena_block *newest;
};

/* From a new block. Errors: NULL. */
void *orm__arena_take_new(orm_arena *arena, size_t size, size_t alignment);

/* size bytes that begin at a multiple of alignment, a power of two; not zeroed. NULL: no memory. */
static inline void *orm__arena_take(orm_arena *arena, size_t size, size_t alignment)
{
    orm_arena_block *from = arena->newest;
    if (from == NULL) {
        return orm__arena_take_new(arena, size, alignment);
    }
    uintptr_t unused = (uintptr_t)(from->data + from->used);
    size_t gap = (size_t)(-unused & (alignment - 1));
    size_t room = from->capacity - from->used;
    if (gap + ORM_FENCE > room || size > room - gap - ORM_FENCE) {
        return orm__arena_take_new(arena, size, alignment);
    }
    void *taken = from->data + from->used + gap;
    from->used += gap + size + ORM_FENCE;
    orm__unpoison(taken, size);
    return taken;
}

/* A copy of size bytes with a NUL behind them. NULL: no memory. */
static inline char *orm__arena_text(orm_arena *arena, const void *data, size_t size)
{
    char *copy = size == SIZE_MAX ? NULL : orm__arena_take(arena, size + 1, 1);
    if (copy != NULL) {
        if (size > 0) {
            memcpy(copy, data, size);
        }
        copy[size] = '\0';
    }
    return copy;
}

/* An arena that lies in something else. allocator: its own copy of one. */
static inline void orm__arena_init(orm_arena *arena, const orm_allocator *allocator)
{
    *arena = (orm_arena){ .allocator = *allocator };
}

/* Frees all that was taken from it. */
void orm__arena_fini(orm_arena *arena);

/* What the arena takes its own memory from. */
orm_allocator orm__arena_allocator(const orm_arena *arena);

/* orm_arena_reset, for nothing where nothing was taken. */
static inline void orm__arena_clear(orm_arena *arena)
{
    if (arena->newest != NULL && (arena->newest->used != 0 || arena->newest->next != NULL)) {
        orm_arena_reset(arena);
    }
}

/* A point to fall back to. Valid until the arena is reset or falls back to an earlier one. */
typedef struct orm_arena_mark {
    void *block;
    size_t used;
} orm_arena_mark;

static inline orm_arena_mark orm__arena_mark(const orm_arena *arena)
{
    const orm_arena_block *newest = arena->newest;
    return (orm_arena_mark){ .block = arena->newest, .used = newest == NULL ? 0 : newest->used };
}

/* Forgets what was allocated since the mark. */
void orm__arena_back_to(orm_arena *arena, orm_arena_mark mark);

/* Zeroed memory for count * size bytes. NULL: no memory, or the product overflows. */
void *orm__arena_zeroed(orm_arena *arena, size_t count, size_t size);

#endif
