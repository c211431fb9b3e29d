/* Owns the allocator that takes a buffer's memory from an arena. */
#include "sql/arena_text.h"

#include <string.h>

/* What a buffer outgrows stays in the arena until that is freed: texts here are short. */
static void *resize_in_arena(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    if (new_size == 0) {
        return NULL;
    }
    void *grown = orm_arena_alloc(ctx, new_size);
    if (grown != NULL && pointer != NULL) {
        memcpy(grown, pointer, old_size < new_size ? old_size : new_size);
    }
    return grown;
}

void orm__arena_text_init(orm_buffer *buffer, orm_arena *arena)
{
    orm__buffer_init(buffer, &(orm_allocator){ .resize = resize_in_arena, .ctx = arena });
}
