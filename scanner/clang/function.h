/* Functions that annotations name: what the headers declare. */
#ifndef SCANNER_CLANG_FUNCTION_H
#define SCANNER_CLANG_FUNCTION_H

#include "clang/unit.h"
#include "model/model.h"

/* Fills all of a function but its name. type: as clang calls the canonical one that it must
 * have. */
void scan_function_find(scan_unit *unit, const char *type, scan_function *function);

#endif
