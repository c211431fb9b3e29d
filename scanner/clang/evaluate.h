/* C constants by name: macros, enumerators, constants of the scanned unit. */
#ifndef SCANNER_CLANG_EVALUATE_H
#define SCANNER_CLANG_EVALUATE_H

#include "clang/unit.h"

typedef struct scan_constant {
    const char *expression;
    bool is_known;
    scan_number number;
    /* What it comes from: clang tells 64 bits of an integer without saying whether they have a
     * sign. */
    bool is_integer, is_real;
    uint64_t as_signed, as_unsigned;
} scan_constant;

/* A name that may be asked for: all that were noted are evaluated at once, at the first question.
 * expression: an identifier that lives as long as the unit. */
void scan_evaluate_note(scan_unit *unit, const char *expression);

#endif
