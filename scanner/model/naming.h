/* Names of columns in a style, and names of one engine's own. */
#ifndef SCANNER_MODEL_NAMING_H
#define SCANNER_MODEL_NAMING_H

#include "model/apply.h"

/* The name in the style, after what stands before it ("" = nothing): in camelCase the first letter
 * depends on that. In the arena, or the name itself. NULL: no memory, reported. */
const char *scan_naming_apply(scan_context *context, scan_naming naming, const char *before,
                              const char *name);

/* Makes a small letter of ASCII a capital; other characters stay. */
void scan_naming_raise(char *letter);

/* What separates the name of a struct from those of its members: "_" or nothing. */
const char *scan_naming_glue(scan_naming naming);

/* Adds a name (or type, or text) of one engine's own; no memory is reported. */
void scan_naming_add(scan_context *context, orm_dialect_name **names, const char *dialect,
                     const char *name);

#endif
