/* ORM_MEMBER: from an expression that names a member to a field. */
#ifndef SCANNER_CLANG_MAP_MEMBER_H
#define SCANNER_CLANG_MAP_MEMBER_H

#include "clang/annotate.h"
#include "clang/members.h"

/* What the members are of. */
typedef struct scan_mapped {
    const char *name; /* of the entity */
    CXType type;      /* of its struct */
} scan_mapped;

/* Adds the member of an ORM_MEMBER to a list of scan_field *. variable: what the macro declares.
 * False: reported. */
bool scan_map_member_read(scan_unit *unit, scan_structs *structs, CXCursor variable,
                          const scan_mapped *of, scan_list *fields);

#endif
