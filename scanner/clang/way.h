/* The structs that the length of a column lies in. */
#ifndef SCANNER_CLANG_WAY_H
#define SCANNER_CLANG_WAY_H

#include "clang/members.h"

/* Describes structs and unions by value, of the struct that the cursor defines, that a size, count
 * or null_flag of own's fields names as the way to its member: what has no column in it is not
 * looked into else. */
void scan_way_describe(scan_unit *unit, scan_structs *structs, CXCursor cursor,
                       const scan_struct *own);

#endif
