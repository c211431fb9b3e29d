/* C types: from clang's to the scanner's classes, with the reason where a type is no column. */
#ifndef SCANNER_CLANG_CTYPE_H
#define SCANNER_CLANG_CTYPE_H

#include "clang/unit.h"

/* The enumerations met so far, so that members of one type share one. */
typedef struct scan_enums {
    scan_list cursors; /* CXCursor * of the definitions */
    scan_list enums;   /* scan_enum *, in the same order */
} scan_enums;

/* Describes the type of a member. entity and member: to name an enumeration without a name. The
 * unit's diag knows where memory ran out. */
scan_type scan_ctype_describe(scan_unit *unit, scan_enums *enums, CXCursor field,
                              const char *entity, const char *member);

/* The same of an item of a member that is an array. */
scan_type scan_ctype_describe_item(scan_unit *unit, scan_enums *enums, CXType item,
                                   const char *entity, const char *member);

/* The type of an array's items, with the names of its typedefs. */
CXType scan_ctype_item(CXType array);

#endif
