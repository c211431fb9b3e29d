/* A scan from the command line to its files: parse, walk, apply, resolve, check, lower, try, emit,
 * write. */
#ifndef SCANNER_PIPELINE_H
#define SCANNER_PIPELINE_H

#include "options.h"

enum {
    SCAN_EXIT_OK = 0,
    SCAN_EXIT_PROBLEMS = 1, /* the headers have errors */
    SCAN_EXIT_FAILED = 2,   /* wrong usage, or a file cannot be read or written */
    SCAN_EXIT_STALE = 3     /* --check: a file is not what would be written */
};

/* Runs a scan; returns the program's exit status. Problems go to errors. is_last: the process ends
 * behind it, so that no memory is given back. */
int scan_pipeline_run(const scan_options *options, FILE *errors, bool is_last);

#endif
