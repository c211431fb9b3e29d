/* Numbers that look random and are the same for the same seed: of the generator and of the programs
 * that it writes. */
#ifndef TESTS_FUZZ_HEADERS_DICE_H
#define TESTS_FUZZ_HEADERS_DICE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct dice {
    uint64_t state;
} dice;

/* Seeds that lie side by side give unlike numbers (splitmix64). */
static inline uint64_t dice_next(dice *d)
{
    uint64_t x = d->state += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

/* 0 to count - 1; 0 for a count of 0. */
static inline unsigned dice_below(dice *d, unsigned count)
{
    return count == 0 ? 0 : (unsigned)(dice_next(d) % count);
}

/* True once in count times. */
static inline bool dice_one_in(dice *d, unsigned count)
{
    return dice_below(d, count) == 0;
}

#endif
