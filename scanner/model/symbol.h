/* Names of the model as parts of C names in the generated code. */
#ifndef SCANNER_MODEL_SYMBOL_H
#define SCANNER_MODEL_SYMBOL_H

#include "base/buffer.h"

/* The target's name: what cannot stand in a C name becomes '_'. symbol: room for strlen(name) + 2
 * bytes. */
void scan_symbol_make(const char *name, char *symbol);

/* Appends a member's: "address.city" as address_city, "lines[0].text" as lines_0_text. */
void scan_symbol_append(orm_buffer *to, const char *member);

/* The same, byte by byte: what comes next in it, and moves on; NUL at the end. */
char scan_symbol_next(const char **member);

#endif
