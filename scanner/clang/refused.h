/* What clang says of a command line that it cannot parse with: nothing, so each flag is tried
 * alone. */
#ifndef SCANNER_CLANG_REFUSED_H
#define SCANNER_CLANG_REFUSED_H

#include "clang/unit.h"

/* Reports the flags of the request that clang refuses; code: its error for all of them. */
void scan_refused_report(scan_unit *unit, enum CXErrorCode code);

#endif
