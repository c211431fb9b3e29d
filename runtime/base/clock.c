/* Owns the monotonic clock. */
/* clock_gettime and clock_nanosleep are no part of C11 */
#define _POSIX_C_SOURCE 200809L
#include "base/clock.h"

#include <errno.h>
#include <time.h>

int64_t orm__clock_now(void)
{
    struct timespec now = { 0 };
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * ORM_CLOCK_SECOND + now.tv_nsec;
}

void orm__clock_sleep_until(int64_t when)
{
    const struct timespec end = { .tv_sec = (time_t)(when / ORM_CLOCK_SECOND),
                                  .tv_nsec = (long)(when % ORM_CLOCK_SECOND) };
    while (when > 0 && clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR) {
    }
}
