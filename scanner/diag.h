/* Diagnostics: collects what is wrong, with places, and prints it in clang's manner. All problems
 * of a run are reported, not the first. Owns the collected texts. */
#ifndef SCANNER_DIAG_H
#define SCANNER_DIAG_H

#include "model/model.h"
#include <orm/alloc.h>
#include "base/buffer.h"
#include <stdio.h>

typedef struct scan_diag scan_diag;

/* NULL: no memory. Owned: scan_diag_free. */
scan_diag *scan_diag_new(void);
void scan_diag_free(scan_diag *diag);

ORM_PRINTF(3, 4) void scan_diag_error(scan_diag *diag, scan_place place, const char *format, ...);
ORM_PRINTF(3, 4) void scan_diag_warning(scan_diag *diag, scan_place place, const char *format, ...);
/* Belongs to the error or warning before it. */
ORM_PRINTF(3, 4) void scan_diag_note(scan_diag *diag, scan_place place, const char *format, ...);

/* Something could not be done for want of memory: an error, said once. */
void scan_diag_no_memory(scan_diag *diag);
bool scan_diag_lacks_memory(const scan_diag *diag);

/* malloc, and the diag knows when it has no memory: a scan whose arena is built on it cannot succeed
 * by overlooking that. */
orm_allocator scan_diag_allocator(scan_diag *diag);

/* A buffer on the same. */
void scan_diag_buffer_init(scan_diag *diag, orm_buffer *buffer);

/* Running out of memory counts as one. */
size_t scan_diag_error_count(const scan_diag *diag);

/* Prints all as file:line:col: error: text, with the source line and a caret where the file can be
 * read, sorted as they came; ends with a count. */
void scan_diag_print(const scan_diag *diag, FILE *to);

#endif
