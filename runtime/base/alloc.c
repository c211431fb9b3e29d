/* Owns the default allocator (malloc) and the overflow checks; no memory of its own. */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *resize_with_malloc(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    (void)ctx;
    (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

orm_allocator orm__alloc_or_default(const orm_allocator *allocator)
{
    if (allocator != NULL && allocator->resize != NULL) {
        return *allocator;
    }
    return (orm_allocator){ .resize = resize_with_malloc };
}

void *orm__alloc_array(const orm_allocator *allocator, size_t count, size_t size)
{
    if (size != 0 && count > PTRDIFF_MAX / size) {
        return NULL;
    }
    size_t total = count * size;
    return total == 0 ? NULL : allocator->resize(allocator->ctx, NULL, 0, total);
}

void *orm__alloc_zeroed(const orm_allocator *allocator, size_t count, size_t size)
{
    void *pointer = orm__alloc_array(allocator, count, size);
    if (pointer != NULL) {
        memset(pointer, 0, count * size);
    }
    return pointer;
}

void orm__alloc_free(const orm_allocator *allocator, void *pointer, size_t size)
{
    if (pointer != NULL) {
        (void)allocator->resize(allocator->ctx, pointer, size, 0);
    }
}

bool orm__alloc_grow(const orm_allocator *allocator, void **array, size_t *capacity, size_t need,
                     size_t item_size)
{
    const size_t most = PTRDIFF_MAX / item_size;
    if (need <= *capacity) {
        return true;
    }
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < need) {
        wanted = wanted > most / 2 ? need : wanted * 2;
    }
    if (wanted > most) {
        return false;
    }
    void *grown =
        allocator->resize(allocator->ctx, *array, *capacity * item_size, wanted * item_size);
    if (grown == NULL) {
        return false;
    }
    *array = grown;
    *capacity = wanted;
    return true;
}

char *orm__alloc_text(const orm_allocator *allocator, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = orm__alloc_array(allocator, size, 1);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}
