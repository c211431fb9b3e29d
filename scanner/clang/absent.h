/* Annotations in a header that does not include orm/annotations.h. */
#ifndef SCANNER_CLANG_ABSENT_H
#define SCANNER_CLANG_ABSENT_H

#include "clang/unit.h"

/* Reports each file in which clang stumbled over an annotation that nothing before it defines.
 * True: there is one, and the other errors may follow from that. */
bool scan_absent_report(scan_unit *unit);

#endif
