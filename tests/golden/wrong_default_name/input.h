/* Names that no constant of the header has. */
#include <orm/annotations.h>
#include <stdint.h>

#include <math.h>

#define RATE 0.5
#define DIGITS 20
#define MINUS_ONE (-1)
extern int limit;

struct ORM_TABLE(s) s {
    int32_t a ORM_COLUMN(default = LIMIT);
    int32_t b ORM_COLUMN(default = limit);
    int32_t c ORM_COLUMN(default = -LIMIT);
    int32_t d ORM_COLUMN(default = -RATE);
    double e ORM_COLUMN(default = NAN);
    double f ORM_COLUMN(default = -HUGE_VAL);
    double g ORM_COLUMN(default = limit);
    int32_t h ORM_COLUMN(default = -INT32_MIN);
    uint32_t i ORM_COLUMN(default = -DIGITS);
    int64_t j ORM_COLUMN(type = decimal, precision = LIMIT);
    int64_t k ORM_COLUMN(type = decimal, precision = DIGITS);
    int64_t l ORM_COLUMN(type = decimal, precision = 4, scale = MINUS_ONE);
    int64_t m ORM_COLUMN(type = decimal, precision = RATE);
    int64_t n ORM_COLUMN(type = decimal, precision = 0);
    int64_t o ORM_COLUMN(type = decimal, precision = 4, default = RATE);
    int64_t p ORM_COLUMN(type = decimal, precision = 1, default = DIGITS);
    char *q ORM_COLUMN(name = -DIGITS);
};
