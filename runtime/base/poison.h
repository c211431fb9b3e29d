/* Memory that is kept but forgotten: where AddressSanitizer watches, using it is an error, as using
 * freed memory is. Elsewhere these do nothing. */
#ifndef ORM_BASE_POISON_H
#define ORM_BASE_POISON_H

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define ORM_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ORM_POISONS 1
#endif
#endif

#ifdef ORM_POISONS
#include <sanitizer/asan_interface.h>

/* Bytes that lie between one piece of memory and the next of the same block, so that a step beyond
 * its end is an error, too. */
enum { ORM_FENCE = 16 };

static inline void orm__poison(void *memory, size_t size)
{
    __asan_poison_memory_region(memory, size);
}

static inline void orm__unpoison(void *memory, size_t size)
{
    __asan_unpoison_memory_region(memory, size);
}
#else
enum { ORM_FENCE = 0 };

static inline void orm__poison(void *memory, size_t size)
{
    (void)memory;
    (void)size;
}

static inline void orm__unpoison(void *memory, size_t size)
{
    (void)memory;
    (void)size;
}
#endif

#endif
