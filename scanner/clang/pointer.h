/* Pointers in types. */
#ifndef SCANNER_CLANG_POINTER_H
#define SCANNER_CLANG_POINTER_H

#include "clang/unit.h"

/* The name of a member of a struct, or of a struct in it, that is more than its own bytes: a
 * pointer, a flexible array. NULL: there is none, or no memory, which the diag knows. */
const char *scan_pointer_find(scan_unit *unit, CXType type);

#endif
