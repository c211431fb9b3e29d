/* Owns the text of doubles. printf and strtod use the decimal separator of the process's locale,
 * perhaps of several bytes; what is written and read here has a point. */
#include "base/real.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_SEPARATOR = 16, ALL_DIGITS = 17 };

static size_t write_digits(double real, int count, char text[ORM_REAL_SIZE + 1])
{
    char digits[ORM_REAL_SIZE + LONGEST_SEPARATOR];
    (void)snprintf(digits, sizeof digits, "%.*g", count, real);
    int whole = (int)strspn(digits, "+-0123456789");
    const char *rest = digits + whole;
    const char *fraction = rest + strcspn(rest, "e0123456789");
    /* a number without either would be an integer */
    bool has_fraction = fraction != rest;
    int size = snprintf(text, ORM_REAL_SIZE + 1, "%.*s%s%s", whole, digits,
                        has_fraction ? "." : ".0", has_fraction ? fraction : rest);
    return size < 0 ? 0 : (size_t)size;
}

size_t orm__real_write(double real, char text[ORM_REAL_SIZE + 1])
{
    return write_digits(real, ALL_DIGITS, text);
}

size_t orm__real_write_shortest(double real, bool is_float, char text[ORM_REAL_SIZE + 1])
{
    int count = is_float ? FLT_DIG : DBL_DIG;
    double back = 0;
    size_t size = write_digits(real, count, text);
    while (count < ALL_DIGITS && (!orm__real_read(text, size, &back) ||
                                  (is_float ? (float)back != (float)real : back != real))) {
        size = write_digits(real, ++count, text);
    }
    return size;
}

/* What stands between the digits of 1.5 here. */
static size_t find_separator(char separator[LONGEST_SEPARATOR])
{
    int size = snprintf(separator, LONGEST_SEPARATOR, "%.1f", 1.5);
    size_t length = size < 3 || size >= LONGEST_SEPARATOR ? 0 : (size_t)size - 2;
    memmove(separator, separator + 1, length);
    return length;
}

bool orm__real_read(const char *text, size_t size, double *real_out)
{
    char digits[ORM_REAL_LONGEST + LONGEST_SEPARATOR];
    char separator[LONGEST_SEPARATOR];
    if (size > ORM_REAL_LONGEST) {
        return false;
    }
    const char *point = memchr(text, '.', size);
    size_t whole = point == NULL ? size : (size_t)(point - text);
    size_t end = whole;
    memcpy(digits, text, whole);
    if (point != NULL) {
        size_t length = find_separator(separator);
        memcpy(digits + end, separator, length);
        memcpy(digits + end + length, point + 1, size - whole - 1);
        end += length + size - whole - 1;
    }
    digits[end] = '\0';
    char *stop = digits;
    double real = strtod(digits, &stop);
    if (end == 0 || stop != digits + end || !isfinite(real)) {
        return false;
    }
    *real_out = real;
    return true;
}
