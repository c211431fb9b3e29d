/* Owns the monotonic clock. */
/* clock_gettime and clock_nanosleep are no part of C11 */
#define _POSIX_C_SOURCE 200809L
#include "base/clock.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

int64_t orm__clock_now(void)
{
    struct timespec now = { 0 };
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * ORM_CLOCK_SECOND + now.tv_nsec;
}

int orm__clock_left_ms(int64_t when)
{
    int64_t left = when - orm__clock_now();
    if (left <= 0) {
        return 0;
    }
    int64_t ms = (left - 1) / ORM_CLOCK_MILLISECOND + 1;
    return ms > INT_MAX ? INT_MAX : (int)ms;
}

void orm__clock_sleep_until(int64_t when)
{
    const struct timespec end = { .tv_sec = (time_t)(when / ORM_CLOCK_SECOND),
                                  .tv_nsec = (long)(when % ORM_CLOCK_SECOND) };
    while (when > 0 && clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR) {
    }
}
