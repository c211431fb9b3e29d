/* How long to wait before something is tried again: longer each time, and never two alike, so that
 * those who got in each other's way do not meet again. */
#ifndef ORM_DB_BACKOFF_H
#define ORM_DB_BACKOFF_H

#include <stdint.h>

/* Where the random numbers come from; starts as zeros, and seeds itself. */
typedef struct orm_backoff {
    uint64_t state;
} orm_backoff;

/* Nanoseconds to wait after that many attempts, from 1. */
int64_t orm__backoff_delay(orm_backoff *backoff, unsigned attempts);

#endif
