/* Owns the chunks of instances. */
#include "query/batch.h"

enum { FIRST_CHUNK_ROWS = 16, LARGEST_CHUNK_SIZE = 1 << 18 };

static size_t next_capacity(const orm_batch *batch, size_t row_size)
{
    size_t capacity = batch->last == NULL ? FIRST_CHUNK_ROWS : batch->last->capacity * 2;
    if (capacity * row_size > LARGEST_CHUNK_SIZE) {
        capacity = LARGEST_CHUNK_SIZE / row_size;
    }
    return capacity == 0 ? 1 : capacity;
}

orm_batch_chunk *orm__batch_grow(orm_batch *batch, const orm_entity *entity)
{
    size_t capacity = next_capacity(batch, entity->size);
    orm_batch_chunk *added = orm__arena_zeroed(&batch->arena, 1, sizeof *added);
    void *memory = orm__arena_take(&batch->arena, capacity * entity->size, entity->align);
    if (added == NULL || memory == NULL) {
        return NULL;
    }
    added->capacity = capacity;
    added->rows = memory;
    *(batch->last == NULL ? &batch->first : &batch->last->next) = added;
    batch->last = added;
    return added;
}

void orm__batch_clear(orm_batch *batch)
{
    orm_arena_reset(&batch->arena);
    batch->first = batch->last = NULL;
    batch->count = 0;
}
