/* The rows of a result, or of one window of it: instances in chunks of an arena. */
#ifndef ORM_QUERY_BATCH_H
#define ORM_QUERY_BATCH_H

#include <orm/meta.h>
#include "base/arena.h"

/* Instances side by side. */
typedef struct orm_batch_chunk {
    struct orm_batch_chunk *next;
    size_t count, capacity;
    unsigned char *rows; /* in the arena, aligned as the entity wants it */
} orm_batch_chunk;

typedef struct orm_batch {
    orm_arena arena;
    orm_batch_chunk *first, *last;
    size_t count;
} orm_batch;

/* A further chunk, larger than the last one; it is the last one then. NULL: no memory. */
orm_batch_chunk *orm__batch_grow(orm_batch *batch, const orm_entity *entity);

/* Forgets all rows, with all that lives in the arena. */
void orm__batch_clear(orm_batch *batch);

#endif
