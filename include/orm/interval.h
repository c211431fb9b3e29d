/* A span of time in the three parts that databases keep apart: how long a month is, and a day,
 * depends on where the span begins. A member of this type is a column:
 *
 *     struct ORM_TABLE(plan) plan {
 *         int64_t id            ORM_COLUMN(primary_key);
 *         orm_interval period   ORM_COLUMN();
 *         orm_interval *notice  ORM_COLUMN();
 *     };
 *
 * PostgreSQL's type is interval. SQLite has none: there it is TEXT in the form of ISO 8601,
 * "P1Y2M3DT4H5M6.789S". Each part has its own sign, and no part becomes another one: 12 months are
 * a year, but 30 days are no month and 24 hours no day.
 *
 * Owns no function; needs no other header of the library. */
#ifndef ORM_INTERVAL_H
#define ORM_INTERVAL_H

#include <stdint.h>

/* Any values but two: all parts INT32_MAX and INT64_MAX, or all INT32_MIN and INT64_MIN, which are
 * PostgreSQL's infinities. */
typedef struct orm_interval {
    int32_t months;
    int32_t days;
    int64_t microseconds;
} orm_interval;

#endif
