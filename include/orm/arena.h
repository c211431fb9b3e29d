/* Memory with one free: what find and its like read (strings, blobs) lives in an arena of the
 * caller. An arena owns its blocks; it does not own what they point to. One thread at a time. */
#ifndef ORM_ARENA_H
#define ORM_ARENA_H

#include <orm/alloc.h>
#include <orm/error.h>

ORM_BEGIN_DECLS

typedef struct orm_arena orm_arena;

/* A new, empty arena. allocator: NULL = malloc; copied. *arena_out: owned, orm_arena_free.
 * Errors: NO_MEMORY (*arena_out untouched). */
ORM_API ORM_MUST_CHECK orm_status orm_arena_new(const orm_allocator *allocator,
                                                orm_arena **arena_out);

/* Frees the arena and all that was allocated from it. NULL is allowed. */
ORM_API void orm_arena_free(orm_arena *arena);

/* Forgets all that was allocated from it, but keeps a block for what comes. NULL is allowed. */
ORM_API void orm_arena_reset(orm_arena *arena);

/* size bytes (0 is allowed), aligned for any type, not zeroed. Borrowed: valid until the arena is
 * reset or freed. NULL: no memory. */
ORM_API void *orm_arena_alloc(orm_arena *arena, size_t size);

/* A copy of size bytes with a NUL behind them, for texts and bytes: it is aligned for nothing else.
 * Borrowed as above. NULL: no memory. */
ORM_API char *orm_arena_copy(orm_arena *arena, const void *data, size_t size);

ORM_END_DECLS

#endif
