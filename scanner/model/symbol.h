/* The target's name in the symbols of the generated code. */
#ifndef SCANNER_MODEL_SYMBOL_H
#define SCANNER_MODEL_SYMBOL_H

/* name as part of a C name: what cannot stand in one becomes '_'. symbol: room for strlen(name) + 2
 * bytes. */
void scan_symbol_make(const char *name, char *symbol);

#endif
