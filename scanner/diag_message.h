/* Diagnostics as they are kept: for the files that print them. */
#ifndef SCANNER_DIAG_MESSAGE_H
#define SCANNER_DIAG_MESSAGE_H

#include "diag.h"

typedef enum scan_severity {
    SCAN_SEVERITY_ERROR,
    SCAN_SEVERITY_WARNING,
    SCAN_SEVERITY_NOTE
} scan_severity;

typedef struct scan_message {
    scan_severity severity;
    scan_place place;
    scan_place head; /* of the error or warning that a note belongs to; else its own */
    size_t number;   /* of the error or warning, in the order of coming; its notes have the same */
    size_t order;    /* in the order of coming */
    char *text;
    scan_place fix_place; /* what fix is to stand for */
    char *fix;            /* NULL = none is known */
    bool is_hidden;       /* said before, or beyond the limit */
} scan_message;

/* What is to be shown, sorted, and how many are errors and warnings. */
typedef struct scan_report {
    const scan_message *messages;
    size_t count;
    size_t errors, warnings; /* without those said twice; with those beyond the limit */
    size_t shown;            /* errors and warnings */
    bool no_memory;
} scan_report;

/* Sorts by place, hides what was said before and what lies beyond limit (0 = none). Borrowed until
 * the next diagnostic. */
scan_report scan_diag_report(scan_diag *diag, size_t limit);

#endif
