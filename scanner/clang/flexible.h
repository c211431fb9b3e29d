/* Structs that end in an array of no size: what follows them in memory is theirs too. */
#ifndef SCANNER_CLANG_FLEXIBLE_H
#define SCANNER_CLANG_FLEXIBLE_H

#include "clang/unit.h"

/* True for T[], and for T[0], as it was written before C had that. type: canonical. */
bool scan_flexible_is(CXType type);

/* The name of the array that a struct, or the last struct in it, ends in. NULL: in none, or no
 * memory, and the diag knows. */
const char *scan_flexible_find(scan_unit *unit, CXType type);

#endif
