/* Numbers that mean the same in another type: nothing is rounded, nothing wraps. */
#ifndef ORM_ROW_EXACT_H
#define ORM_ROW_EXACT_H

#include <stdbool.h>
#include <stdint.h>

/* 2^63: the first double above all of int64_t. */
#define ORM_EXACT_LIMIT 9223372036854775808.0

/* False: a fraction, NaN, or out of range; *integer_out is untouched. */
static inline bool orm__exact_integer(double real, int64_t *integer_out)
{
    if (!(real >= -ORM_EXACT_LIMIT && real < ORM_EXACT_LIMIT) || (double)(int64_t)real != real) {
        return false;
    }
    *integer_out = (int64_t)real;
    return true;
}

/* False: a double has no such number; *real_out is untouched. */
static inline bool orm__exact_real(int64_t integer, double *real_out)
{
    double real = (double)integer;
    int64_t back;
    if (!orm__exact_integer(real, &back) || back != integer) {
        return false;
    }
    *real_out = real;
    return true;
}

#endif
