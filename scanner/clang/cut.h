/* Headers without the end of which an open quote, comment, brace or parenthesis makes something
 * else: what stands before can be read all the same. */
#ifndef SCANNER_CLANG_CUT_H
#define SCANNER_CLANG_CUT_H

#include "clang/unit.h"

/* Remembers what is opened at a place and not closed: the file ends before the declaration that it
 * is in. */
void scan_cut_note(scan_unit *unit, CXSourceLocation location);

/* The same of a condition: the file ends where the compiler begins to skip the rest of it, if it
 * does so, and the condition with the file. */
void scan_cut_note_condition(scan_unit *unit, CXSourceLocation location);

/* Lets the next parse see the headers so. False: nothing was noted, or no memory, and the diag
 * knows. */
bool scan_cut_apply(scan_unit *unit);

/* Whether any file ends before its text does. */
bool scan_cut_is_any(const scan_unit *unit);

/* Whether what is at a place follows from nothing that was cut off: true where nothing was. */
bool scan_cut_is_before(scan_unit *unit, CXSourceLocation location);

/* Whether a place itself is cut off. */
bool scan_cut_is_off(scan_unit *unit, CXSourceLocation location);

/* What a file says with what was cut off it. As scan_unit_contents. */
const char *scan_cut_contents(scan_unit *unit, CXFile file, size_t *size_out);

#endif
