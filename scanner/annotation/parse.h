/* The annotation language: the raw text between the parentheses of ORM_TABLE(...),
 * ORM_COLUMN(...) and their like to arguments. Clang-free; fuzzed. Knows the grammar, not which keys exist
 * (annotation/known).
 *
 *     arguments = [ argument { "," argument } ]
 *     argument  = path [ "=" value | "(" [ items ] ")" ] | string
 *     items     = item { "," item }
 *     item      = path [ "=" value ] | string         (a list stands in no list)
 *     path      = identifier { ( "." | "->" ) identifier }       (kept with dots)
 *     value     = path | string | [ "-" | "+" ] number | ( "-" | "+" ) identifier
 *
 * Strings are C string literals, adjacent ones are joined; one alone is a positional value. A
 * positional path is a key alone. */
#ifndef SCANNER_ANNOTATION_PARSE_H
#define SCANNER_ANNOTATION_PARSE_H

#include <orm/arena.h>
#include "model/model.h"

/* What is wrong, and where: bytes of the text before it, blanks outside of strings not counted. */
typedef struct scan_syntax_error {
    size_t at;
    char message[160];
} scan_syntax_error;

/* Parses text (size bytes; need not be NUL-terminated). Results live in the arena. False: *error
 * says why (a message "out of memory" where that is the reason). Fills key_at, value_at and
 * value_end, no places. */
bool scan_annotation_parse(const char *text, size_t size, orm_arena *arena,
                           scan_annotation *annotation_out, scan_syntax_error *error);

#endif
