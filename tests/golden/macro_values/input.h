/* Values that are names of C's: macros, enumerators, constants. */
#include <float.h>
#include <limits.h>
#include <orm/annotations.h>
#include <stdint.h>

#define NOTHING (-1)
#define TWICE(x) ((x) * 2)
#define COUNT TWICE(21)
enum { FALLBACK = COUNT + 1, unique = 3, primary_key = 4 };
#define RATE 0.25
#define DIGITS 12
#define references broken(
#define not_null also broken

struct ORM_TABLE(value) value {
    int64_t id     ORM_COLUMN(primary_key);
    int32_t a      ORM_COLUMN(null_if = NOTHING);
    int32_t b      ORM_COLUMN(null_if = INT_MIN, default = COUNT);
    uint64_t c     ORM_COLUMN(null_if = UINT64_MAX);
    uint8_t d      ORM_COLUMN(null_if = UINT8_MAX, default = FALLBACK);
    int64_t e      ORM_COLUMN(null_if = INT64_MIN, default = INT64_MAX);
    uint16_t f     ORM_COLUMN(unique, check = "{f} > 0", name = "F");
    double g       ORM_COLUMN(null_if = -0.1, default = 1e300);
    char *text     ORM_COLUMN(not_null);
    int64_t other  ORM_COLUMN(references = value.id);
    int64_t h      ORM_COLUMN(default = 0x10);
    double i       ORM_COLUMN(null_if = 0.30000000000000004);
    int32_t j      ORM_COLUMN(null_if = -INT32_MAX, default = - COUNT);
    int64_t k      ORM_COLUMN(null_if = -INT64_MAX, default = +COUNT);
    int64_t l      ORM_COLUMN(default = -UINT32_MAX, null_if = UINT32_MAX);
    double m       ORM_COLUMN(null_if = -DBL_MAX, default = RATE);
    float n        ORM_COLUMN(null_if = FLT_MAX, default = -COUNT);
    int64_t price  ORM_COLUMN(type = decimal, precision = DIGITS, scale = unique, default = -COUNT);
};
