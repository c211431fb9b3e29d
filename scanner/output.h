/* Writing the results: all files or none, each at once, and only those whose text has changed. Or
 * telling which those are. */
#ifndef SCANNER_OUTPUT_H
#define SCANNER_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/buffer.h"
#include "diag.h"

typedef struct scan_output {
    const char *path;
    orm_buffer text;
    char *temporary; /* while it is being written; owned */
} scan_output;

/* How many of the files are missing or have another text; the diag learns of each. Writes
 * nothing. */
size_t scan_output_count_stale(const scan_output *outputs, size_t count, scan_diag *diag);

/* False: one of the files cannot be written, and the diag knows which and why. */
bool scan_output_write(scan_output *outputs, size_t count, scan_diag *diag);

#endif
