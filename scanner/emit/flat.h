/* Initialisers written flat, item by item, and broken into lines at the end. */
#ifndef SCANNER_EMIT_FLAT_H
#define SCANNER_EMIT_FLAT_H

#include <stdint.h>
#include "base/buffer.h"

/* ".name = ", with a comma before it unless it is the first item since "{ ". */
void scan_flat_label(orm_buffer *flat, const char *name);

/* ".name = "text"", nothing for NULL. */
void scan_flat_text(orm_buffer *flat, const char *name, const char *text);

/* ".name = number", nothing for 0. */
void scan_flat_number(orm_buffer *flat, const char *name, uint32_t number);

/* Writes what was gathered as one initialiser and empties it. */
void scan_flat_end(orm_buffer *to, size_t indent, orm_buffer *flat);

#endif
