/* What libclang writes to standard error by itself, which is no diagnostic of the scan's: kept from
 * there, and handed out instead. */
#ifndef SCANNER_CLANG_OVERHEARD_H
#define SCANNER_CLANG_OVERHEARD_H

#include <stdio.h>

#include "model/apply.h"

typedef struct scan_overheard {
    FILE *file;   /* NULL: nothing is kept, for want of a file */
    int standard; /* the descriptor that standard error has meanwhile */
} scan_overheard;

/* From here on, until scan_overheard_end. */
void scan_overheard_begin(scan_overheard *overheard);

/* Standard error is itself again. What was written, up to a few thousand bytes; in the arena, "" =
 * nothing. */
const char *scan_overheard_end(scan_overheard *overheard, scan_context *context);

#endif
