/* Exact decimal numbers: an integer and how many of its digits stand behind the point. */
#ifndef ORM_BASE_DECIMAL_H
#define ORM_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ORM_DECIMAL_PRECISION = 18, /* digits that fit every int64_t */
    ORM_DECIMAL_SIZE = 21       /* bytes of the longest text: a sign, "0.", the digits */
};

typedef enum orm_decimal_problem {
    ORM_DECIMAL_GOOD = 0,
    ORM_DECIMAL_NO_NUMBER,
    ORM_DECIMAL_TOO_FINE, /* more places than the scale that are not zero */
    ORM_DECIMAL_TOO_LARGE /* more than 18 digits */
} orm_decimal_problem;

/* The largest number of so many digits; precision is at most 18. */
int64_t orm__decimal_largest(unsigned precision);

/* Writes all places of the scale, and a NUL; returns the length. The number has at most 18
 * digits. */
size_t orm__decimal_write(int64_t scaled, unsigned scale, char text[ORM_DECIMAL_SIZE + 1]);

/* Reads [+-]digits[.digits] as a number of that scale. *scaled_out: set only if it is GOOD. */
orm_decimal_problem orm__decimal_read(const char *text, size_t size, unsigned scale,
                                      int64_t *scaled_out);

#endif
