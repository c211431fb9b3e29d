/* Integers that the member does not hold. */
#include <orm/annotations.h>
#include <stdint.h>

#define LIMIT 70000

struct ORM_TABLE(s) s {
    int8_t a ORM_COLUMN(default = 300);
    uint8_t b ORM_COLUMN(default = -1);
    int16_t c ORM_COLUMN(default = LIMIT);
    uint64_t d ORM_COLUMN(default = 9223372036854775808);
    int64_t e ORM_COLUMN(default = 0xFFFFFFFFFFFFFFFFF);
    int32_t f ORM_COLUMN(default = 1.5);
    float g ORM_COLUMN(default = 1e39);
};
