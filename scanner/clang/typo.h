/* Annotations that are not written right. */
#ifndef SCANNER_CLANG_TYPO_H
#define SCANNER_CLANG_TYPO_H

#include "clang/unit.h"

/* Reports what looks like an annotation and is none, where clang found an error: in its line, or
 * next behind it. True: there is one, and the error is no more than that. */
bool scan_typo_report(scan_unit *unit, CXSourceLocation location);

#endif
