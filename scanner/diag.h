/* Diagnostics: collects what is wrong, with places. All problems of a run are reported, not the
 * first. Owns the collected texts; how they look is diag_text's and diag_json's. */
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

/* What would put right the error, warning or note before it: text instead of the bytes at place. A
 * NULL text or a place of unknown size does nothing. */
void scan_diag_fix(scan_diag *diag, scan_place place, const char *text);

/* Something could not be done for want of memory: an error, said once. */
void scan_diag_no_memory(scan_diag *diag);
bool scan_diag_lacks_memory(const scan_diag *diag);

/* malloc, and the diag knows when it has no memory: a scan whose arena is built on it cannot
 * succeed by overlooking that. */
orm_allocator scan_diag_allocator(scan_diag *diag);

/* A buffer on the same. */
void scan_diag_buffer_init(scan_diag *diag, orm_buffer *buffer);

/* Moves what a buffer holds into the arena; the buffer is gone. NULL: no memory, and the diag
 * knows. */
const char *scan_diag_keep_text(scan_diag *diag, orm_buffer *buffer, orm_arena *arena);

/* Running out of memory counts as one. */
size_t scan_diag_error_count(const scan_diag *diag);

/* Whether there is an error at one of the two places, or between them: they are in one file. */
bool scan_diag_has_error(const scan_diag *diag, const scan_place *from, const scan_place *to);

/* Prints as file:line:col: error: text, with the source line, a caret and what would put it right
 * where that is known; sorted by place, each once, not more than limit errors and warnings (0 =
 * all); ends with a count. */
void scan_diag_print(scan_diag *diag, size_t limit, FILE *to);

/* The same as one line of JSON (docs/diagnostics.md), also where there is nothing to say. */
void scan_diag_print_json(scan_diag *diag, size_t limit, FILE *to);

#endif
