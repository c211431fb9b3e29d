/* The source of an annotation as its author wrote it: with comments, blanks and line ends. Clang-
 * free. */
#ifndef SCANNER_CLANG_SOURCE_TEXT_H
#define SCANNER_CLANG_SOURCE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct scan_source_text {
    const char *text; /* from the macro's name on; moved by enter */
    size_t size;
    const char *start; /* the macro's name; set by enter */
} scan_source_text;

/* Steps behind the opening parenthesis of NAME(, where NAME begins with prefix. False: the text is
 * no such call. */
bool scan_source_text_enter(scan_source_text *source, const char *prefix);

/* Where the byte stands that has at bytes of the arguments before it: comments do not count, nor do
 * blanks outside of strings. Behind the last one it is the closing parenthesis. */
const char *scan_source_text_at(const scan_source_text *source, size_t at);

/* Names in a file, one after the other. Begin: text and end, the rest zeroed. */
typedef struct scan_source_names {
    const char *text, *end;
    const char *next;  /* NULL = not begun */
    bool is_in_line;   /* something stands before next in its line */
    char before;       /* what stands before the name that was found; '\0' = nothing */
    const char *found; /* the name */
    unsigned size;     /* of it */
} scan_source_names;

/* Goes on to the next name that begins with prefix and stands in no comment, string or directive.
 * False: there is none. */
bool scan_source_text_find(scan_source_names *names, const char *prefix);

/* Goes on to the next token, which ends at next: a name, a literal, a number, or one byte of
 * anything else, in no comment or directive. NULL: there is none. */
const char *scan_source_text_step(scan_source_names *names);

/* The bounds of the declaration around a place in a file: up to the ';' outside of all braces, or
 * the end of a function's body. */
void scan_source_text_around(const char *text, size_t size, size_t at, size_t *begin_out,
                             size_t *end_out);

/* Where the next token begins: behind blanks and comments. */
const char *scan_source_text_skip(const char *text, const char *end);

/* The bytes of the name that text begins with; 0 = it begins with none. */
unsigned scan_source_text_name_size(const char *text, size_t size);

#endif
