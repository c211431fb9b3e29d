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

/* The bytes of the name that text begins with; 0 = it begins with none. */
unsigned scan_source_text_name_size(const char *text, size_t size);

#endif
