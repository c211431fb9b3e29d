/* The annotation language: the raw text between the parentheses of ORM_TABLE(...), ORM_COLUMN(...)
 * and their like to arguments. Clang-free; fuzzed. Knows the grammar, not which keys exist
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
    size_t at, size; /* bytes of what is wrong; 0 = not known */
    char message[160];
    char fix[24]; /* what would put it right, instead of these bytes; "" = not known */
} scan_syntax_error;

/* Parses text (size bytes; need not be NUL-terminated). Results live in the arena. Fills key_at,
 * value_at and value_end, no places. False: *error says why. An argument that cannot be read has an
 * error of its own and neither value nor items, and those behind it are read nonetheless; only
 * without memory (a message "out of memory") there are none. */
bool scan_annotation_parse(const char *text, size_t size, orm_arena *arena,
                           scan_annotation *annotation_out, scan_syntax_error *error);

#endif
