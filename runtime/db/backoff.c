/* Owns the length of the pauses between attempts, and the random numbers for it. */
/* getentropy is no part of C11 */
#define _DEFAULT_SOURCE
#include "db/backoff.h"

#include <sys/random.h>

#include "base/clock.h"

/* A pause is up to FIRST, then up to twice that, ..., up to LONGEST. */
#define FIRST (4 * ORM_CLOCK_MILLISECOND)
#define LONGEST (256 * ORM_CLOCK_MILLISECOND)

/* Without random numbers of the system's the time and an address are better than nothing. */
static uint64_t find_seed(const orm_backoff *backoff)
{
    uint64_t seed = 0;
    if (getentropy(&seed, sizeof seed) != 0) {
        seed = (uint64_t)orm__clock_now() ^ (uint64_t)(uintptr_t)backoff;
    }
    return seed | 1;
}

/* splitmix64 */
static uint64_t next_random(orm_backoff *backoff)
{
    if (backoff->state == 0) {
        backoff->state = find_seed(backoff);
    }
    backoff->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t bits = backoff->state;
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94D049BB133111EB);
    return bits ^ (bits >> 31);
}

int64_t orm__backoff_delay(orm_backoff *backoff, unsigned attempts)
{
    int64_t most = FIRST;
    for (unsigned i = 1; i < attempts && most < LONGEST; i++) {
        most *= 2;
    }
    return (int64_t)(next_random(backoff) % (uint64_t)most);
}
