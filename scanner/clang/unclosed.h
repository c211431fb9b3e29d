/* What is opened in a header and not closed in it. */
#ifndef SCANNER_CLANG_UNCLOSED_H
#define SCANNER_CLANG_UNCLOSED_H

#include "clang/unit.h"

/* Reports a comment, an annotation's parenthesis or a brace that swallows the rest of its file.
 * True: there is one, and all else that clang says follows from it. */
bool scan_unclosed_report(scan_unit *unit);

#endif
