/* Annotations that nothing has. */
#ifndef SCANNER_CLANG_LOST_H
#define SCANNER_CLANG_LOST_H

#include "clang/annotate.h"
#include "clang/enumeration.h"

/* Remembers that an annotation has been looked at. location: of its attribute. */
void scan_lost_note(scan_unit *unit, const scan_mark *mark, CXSourceLocation location);

/* Reports the annotations of the own headers that have not been looked at, though the compiler has
 * seen them; and what is wrong in labels of enumerations that no member has. Not those of a
 * declaration in which there is an error: clang may have passed over them. enums: CXCursor *, the
 * enumerations of the headers. */
void scan_lost_report(scan_unit *unit, const scan_list *enums);

#endif
