/* Numbers of floating point as text: the same in every locale, and the same number again when
 * read. */
#ifndef ORM_BASE_REAL_H
#define ORM_BASE_REAL_H

#include <stdbool.h>
#include <stddef.h>

enum {
    ORM_REAL_SIZE = 31,    /* bytes of the longest text that is written, without its NUL */
    ORM_REAL_LONGEST = 800 /* bytes of the longest text that is read */
};

/* Writes a finite number with a point or an exponent behind it ("1.0"), and a NUL; returns the
 * length. */
size_t orm__real_write(double real, char text[ORM_REAL_SIZE + 1]);

/* The same with as few digits as read back as the same number: of a float, as the same float. */
size_t orm__real_write_shortest(double real, bool is_float, char text[ORM_REAL_SIZE + 1]);

/* Reads [-]digits[.digits][e[+-]digits]. False: it is longer than that, or too large for a
 * double. */
bool orm__real_read(const char *text, size_t size, double *real_out);

#endif
