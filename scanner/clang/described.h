/* Types that were described. */
#ifndef SCANNER_CLANG_DESCRIBED_H
#define SCANNER_CLANG_DESCRIBED_H

#include "clang/unit.h"

/* As it was kept; NULL = it was not. Borrowed. */
const scan_type *scan_described_find(scan_unit *unit, CXType type);

/* Keeps what all members of the type are, unless it is one that is called as a member is. */
void scan_described_keep(scan_unit *unit, CXType type, const scan_type *is);

#endif
