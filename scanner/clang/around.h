/* Errors in the neighbourhood: what else is wrong there may be what follows from them. */
#ifndef SCANNER_CLANG_AROUND_H
#define SCANNER_CLANG_AROUND_H

#include "clang/unit.h"

/* Whether clang found an error in the lines of a declaration: what it makes of the rest is then a
 * guess. */
bool scan_around_is_guess(scan_unit *unit, CXCursor cursor);

/* The same but for what it only inherits from its type. */
bool scan_around_is_wrong(scan_unit *unit, CXCursor cursor);

/* Whether an error has been reported in the declaration of a file that the place is in. */
bool scan_around_has_error(scan_unit *unit, CXFile file, size_t at);

/* The same of the place of a cursor. */
bool scan_around_has_error_near(scan_unit *unit, CXCursor cursor);

#endif
