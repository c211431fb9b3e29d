/* The command line of orm-scan. The texts of an options object are those of argv. */
#ifndef SCANNER_OPTIONS_H
#define SCANNER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "model/model.h"

typedef struct scan_options {
    const char *name, *output_dir;
    const char *depfile, *resource_dir, *database, *like; /* each: NULL = none */
    bool exports, check, help, version, json;             /* json: diagnostics as such */
    scan_naming naming; /* of columns whose table does not say it */
    size_t error_limit; /* of diagnostics shown; 0 = none */
    bool *outputs;      /* of emit/emit.h, by index: whether it is to be written */
    const char **headers, **includes;
    size_t header_count, include_count;
    const char *const *flags; /* the compiler's, behind "--" */
    size_t flag_count;
} scan_options;

/* Reads a command line. False: it is wrong, and why was written to errors. Owned:
 * scan_options_fini, also then. */
bool scan_options_parse(scan_options *options, int argc, const char *const *argv, FILE *errors);
void scan_options_fini(scan_options *options);

/* What --help prints. */
void scan_options_print_help(FILE *to);

#endif
