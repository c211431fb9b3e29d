/* C's numeric literals, with an optional sign. */
#ifndef SCANNER_ANNOTATION_NUMBER_H
#define SCANNER_ANNOTATION_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

typedef struct scan_number {
    bool is_real; /* written with a point or an exponent */
    bool negative;
    bool overflow;      /* an integer that 64 bits do not hold */
    uint64_t magnitude; /* of an integer */
    double real;        /* with its sign; of an integer too */
} scan_number;

/* Reads text as written: "-5", "0x1Fu", "1e-3". False: it is no number (number_out untouched). */
bool scan_number_read(const char *text, scan_number *number_out);

/* What a float becomes of it in C: an integer is rounded once, a double again. For numbers that a
 * float can hold. */
float scan_number_single(const scan_number *number);

#endif
