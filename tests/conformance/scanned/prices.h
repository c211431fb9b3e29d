/* Decimals and times that are calculated with where they lie. */
#ifndef CONFORMANCE_SCANNED_PRICES_H
#define CONFORMANCE_SCANNED_PRICES_H

#include <orm/annotations.h>
#include <stdint.h>
#include <time.h>

struct ORM_TABLE(price) price {
    int64_t id ORM_COLUMN(primary_key);
    int64_t net ORM_COLUMN(type = decimal, precision = 12, scale = 2);
    int64_t tax ORM_COLUMN(type = decimal, precision = 6, scale = 2);
    int64_t maybe ORM_COLUMN(type = decimal, precision = 12, scale = 2, null_if = -1);
    int64_t rate ORM_COLUMN(type = decimal, precision = 6, scale = 4);
    char written[20] ORM_COLUMN(type = decimal, precision = 12, scale = 2);
    int32_t pieces ORM_COLUMN();
    time_t until ORM_COLUMN(type = timestamp, unit = s);
    int64_t at_us ORM_COLUMN(type = timestamp);
    int64_t at_ns ORM_COLUMN(type = timestamp, unit = ns);
    struct timespec spec ORM_COLUMN(null_if = 0);
    int32_t day ORM_COLUMN(type = date);
};

#endif
