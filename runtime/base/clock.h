/* The clock that deadlines and durations are measured by: it never jumps. */
#ifndef ORM_BASE_CLOCK_H
#define ORM_BASE_CLOCK_H

#include <stdint.h>

#define ORM_CLOCK_SECOND INT64_C(1000000000)
#define ORM_CLOCK_MILLISECOND INT64_C(1000000)

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t orm__clock_now(void);

/* Milliseconds from now until then, rounded up, for poll(2); 0 = it has passed. */
int orm__clock_left_ms(int64_t when);

/* Sleeps until the clock shows this; signals do not shorten it. */
void orm__clock_sleep_until(int64_t when);

#endif
