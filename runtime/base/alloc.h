/* Checked allocation over the program's allocator. Owns no memory itself. */
#ifndef ORM_BASE_ALLOC_H
#define ORM_BASE_ALLOC_H

#include <orm/alloc.h>
#include <stdbool.h>
#include <stddef.h>

/* The allocator to use for the one that a program handed in: malloc for NULL or an empty one. */
orm_allocator orm__alloc_or_default(const orm_allocator *allocator);

/* count * size bytes, not zeroed / zeroed. NULL: no memory, or the product overflows. */
void *orm__alloc_array(const orm_allocator *allocator, size_t count, size_t size);
void *orm__alloc_zeroed(const orm_allocator *allocator, size_t count, size_t size);

/* Gives size bytes back; NULL is allowed. */
void orm__alloc_free(const orm_allocator *allocator, void *pointer, size_t size);

/* Makes room for at least need items of item_size in *array (capacity items now). False: no memory,
 * everything as it was. */
bool orm__alloc_grow(const orm_allocator *allocator, void **array, size_t *capacity, size_t need,
                     size_t item_size);

/* A NUL-terminated copy; free with strlen + 1 bytes. NULL: no memory. */
char *orm__alloc_text(const orm_allocator *allocator, const char *text);

#endif
