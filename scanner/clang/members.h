/* Members: from clang's declarations to those of the model, and the structs that are nested. */
#ifndef SCANNER_CLANG_MEMBERS_H
#define SCANNER_CLANG_MEMBERS_H

#include "clang/ctype.h"

/* What members have in common. */
typedef struct scan_structs {
    scan_enums enums;
    scan_list known; /* structs that have been described, each once */
    const scan_list *(*marks_of)(void *ctx, CXCursor definition); /* those of its typedefs too */
    void *ctx;
} scan_structs;

/* Fills members and fields. name: of the struct, to name an enumeration without a name. False:
 * reported. */
bool scan_members_read(scan_unit *unit, scan_structs *structs, CXCursor cursor, const char *name,
                       scan_struct *into);

/* True where a member with ORM_COLUMN holds or points to the struct of this definition. */
bool scan_members_is_nested(const scan_structs *structs, CXCursor cursor);

#endif
