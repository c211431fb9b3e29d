/* Owns the daemon's counted arrays. */
#include "real/daemon/array.h"

#include <orm/arena.h>
#include <string.h>

/* What stands before the first item, as wide as any item is aligned. */
typedef union array_head {
    size_t count;
    max_align_t align;
} array_head;

void *array_new(struct orm_arena *arena, size_t count, size_t size)
{
    array_head *head = orm_arena_alloc(arena, sizeof *head + count * size);
    if (head == NULL) {
        return NULL;
    }
    head->count = count;
    memset(head + 1, 0, count * size);
    return head + 1;
}

void *array_copy(struct orm_arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = array_new(arena, count, size);
    if (copy != NULL && count > 0) {
        memcpy(copy, items, count * size);
    }
    return copy;
}

size_t array_count(const void *items)
{
    return items == NULL ? 0 : ((const array_head *)items)[-1].count;
}
