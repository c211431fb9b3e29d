/* The path of an ORM_MEMBER: the members that it goes through, and the items of arrays in it. */
#ifndef SCANNER_CLANG_MAP_PATH_H
#define SCANNER_CLANG_MAP_PATH_H

#include "clang/unit.h"

/* A member in the path, with the indexes behind it. */
typedef struct scan_path_part {
    CXCursor member;
    CXType type;       /* of the member, or of its item that is meant */
    const char *items; /* "[1]", "[2][0]"; "" = all of the member is meant */
    size_t skipped;    /* bytes of the member before that item, on the target */
} scan_path_part;

/* Adds the parts to a list of scan_path_part *, from the last to the first. variable: what
 * ORM_MEMBER declares; place and written: of the path. False: it leads nowhere, reported. */
bool scan_map_path_read(scan_unit *unit, CXCursor variable, scan_place place, const char *written,
                        scan_list *parts);

#endif
