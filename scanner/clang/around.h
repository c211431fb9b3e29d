/* Errors in the neighbourhood: what else is wrong there may be what follows from them. */
#ifndef SCANNER_CLANG_AROUND_H
#define SCANNER_CLANG_AROUND_H

#include "clang/unit.h"

/* Whether an error has been reported in the declaration of a file that the place is in. */
bool scan_around_has_error(scan_unit *unit, CXFile file, unsigned at);

#endif
