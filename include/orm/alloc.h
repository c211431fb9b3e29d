/* The allocator that a program may hand in. The library owns none of its state. */
#ifndef ORM_ALLOC_H
#define ORM_ALLOC_H

#include <orm/export.h>
#include <stddef.h>

ORM_BEGIN_DECLS

/* One function does all: pointer NULL allocates, new_size 0 frees (and returns NULL), else it
 * resizes and keeps the contents. old_size is the size last asked for (0 with a NULL pointer);
 * new_size is never more than PTRDIFF_MAX. Returns NULL where there is no memory; the old block is
 * then still valid. Results are aligned for any type. Called only by the thread that uses the
 * object it was given to. */
typedef struct orm_allocator {
    void *(*resize)(void *ctx, void *pointer, size_t old_size, size_t new_size);
    void *ctx;
} orm_allocator;

ORM_END_DECLS

#endif
