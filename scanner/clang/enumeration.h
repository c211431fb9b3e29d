/* Enumerations: their labels in source order, and a name for the tables. */
#ifndef SCANNER_CLANG_ENUMERATION_H
#define SCANNER_CLANG_ENUMERATION_H

#include "clang/ctype.h"

/* The enumeration of a canonical type, made at the first call. fallback: its name where C gives it
 * none. NULL: no memory, and the diag knows. */
const scan_enum *scan_enumeration_find(scan_unit *unit, scan_enums *enums, CXType canonical,
                                       const char *fallback);

bool scan_enumeration_is_signed(CXType canonical);

#endif
