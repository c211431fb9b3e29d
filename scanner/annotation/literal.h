/* The contents of C string literals. */
#ifndef SCANNER_ANNOTATION_LITERAL_H
#define SCANNER_ANNOTATION_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

/* Unescapes the size bytes between two quotes into out (room for size bytes is enough; not
 * NUL-terminated). Returns NULL, or what is wrong and *wrong_at_out, a byte of text. */
const char *scan_literal_unescape(const char *text, size_t size, char *out, size_t *size_out,
                                  size_t *wrong_at_out);

/* True where the bytes are text that every engine takes: UTF-8 without a NUL. */
bool scan_literal_is_text(const char *text, size_t size);

#endif
