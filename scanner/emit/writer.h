/* Writing C: texts that are broken where a line would be too long. Knows the shape of C, not what
 * is written. Sticky like its buffer: one look at the end;
 * what is written of another buffer's text fails with it (a text that is NULL). */
#ifndef SCANNER_EMIT_WRITER_H
#define SCANNER_EMIT_WRITER_H

#include "base/buffer.h"
#include <orm/value.h>

/* How long a line of code may be, if it can be broken at all. */
#define SCAN_WRITER_COLUMNS 100

/* open item, item, ... close newline, with items written flat ("db, row"): as many in a line as
 * fit, the others below the first one. */
void scan_writer_fill(orm_buffer *to, const char *open, const char *items, const char *close);

/* An initialiser written flat ("{ .a = 1, .b = { 2 } }"), indented and with a comma and newline
 * behind it: as it is where it fits, else each of its items in a line of its own. */
void scan_writer_initialiser(orm_buffer *to, size_t indent, const char *flat);

/* Appends text as a C string literal, in ASCII. */
void scan_writer_string(orm_buffer *to, const char *text, size_t size);

/* Appends a value as an initialiser of orm_value, flat. */
void scan_writer_value(orm_buffer *to, const orm_value *value);

/* Appends fields by index: "(const uint16_t[]){ 0, 1 }". */
void scan_writer_indexes(orm_buffer *to, const uint16_t *indexes, uint16_t count);

#endif
