/* Timestamps are signed 64-bit integers or time_t. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int32_t a ORM_COLUMN(type = timestamp);
    uint64_t b ORM_COLUMN(type = timestamp);
    char *c ORM_COLUMN(type = timestamp);
    double d ORM_COLUMN(type = timestamp, default = now);
};
