/* What every unit test includes: cmocka with the headers that it wants first, and numbers that look
 * random but are the same in every run. */
#ifndef TESTS_SUPPORT_UNIT_H
#define TESTS_SUPPORT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those four first */
#include <cmocka.h>
#include <orm/error.h>
#include <string.h>

/* main's whole body: runs the tests as a group. */
#define UNIT_MAIN(tests)                                    \
    int main(void)                                          \
    {                                                       \
        return cmocka_run_group_tests((tests), NULL, NULL); \
    }

/* The next number of a sequence (xorshift); *seed: not 0. */
static inline uint64_t unit_random(uint64_t *seed)
{
    uint64_t x = *seed;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    *seed = x;
    return x;
}

/* The next number below a limit. */
static inline size_t unit_below(uint64_t *seed, size_t limit)
{
    return (size_t)(unit_random(seed) % limit);
}

/* A number that is often near an edge: few bits, or all but few. */
static inline uint64_t unit_edge(uint64_t *seed)
{
    uint64_t number = unit_random(seed) >> (unit_random(seed) % 64);
    uint64_t near = (UINT64_C(1) << (unit_random(seed) % 64)) + unit_random(seed) % 3 - 1;
    switch (unit_random(seed) % 4) {
    case 0:
        return near;
    case 1:
        return 0 - near;
    case 2:
        return 0 - number;
    default:
        return number;
    }
}

static inline void unit_fill(void *memory, size_t size, uint64_t *seed)
{
    unsigned char *byte = memory;
    for (size_t i = 0; i < size; i++) {
        byte[i] = (unsigned char)unit_random(seed);
    }
}

/* The message says it; a failing assertion shows what it says instead. */
static inline void unit_assert_error(const orm_error *error, orm_status status, const char *part)
{
    if (error->status != status || strstr(error->message, part) == NULL) {
        fail_msg("%s: \"%s\" instead of \"%s\"", orm_status_name(error->status), error->message,
                 part);
    }
}

#endif
