/* Which of clang's errors matter to the tables. */
#ifndef SCANNER_CLANG_TOUCH_H
#define SCANNER_CLANG_TOUCH_H

#include "clang/unit.h"

/* Whether nothing that is annotated rests on what an error is about. Only of errors about the
 * meaning of one declaration that can be said: others may have cost more of the source than they
 * show. */
bool scan_touch_is_harmless(scan_unit *unit, CXDiagnostic diagnostic);

#endif
