/* C constants by name: macros, enumerators, constants of the scanned unit. */
#ifndef SCANNER_CLANG_EVALUATE_H
#define SCANNER_CLANG_EVALUATE_H

#include "clang/unit.h"

typedef struct scan_constant {
    const char *expression;
    bool is_known;
    int64_t value;
} scan_constant;

/* A name that may be asked for: all that were noted are evaluated at once, at the first question.
 * expression: an identifier that lives as long as the unit. */
void scan_evaluate_note(scan_unit *unit, const char *expression);

#endif
