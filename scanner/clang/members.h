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

/* Fills members, fields, and whether it is broken. name: of the struct, to name an enumeration
 * without a name. */
void scan_members_read(scan_unit *unit, scan_structs *structs, CXCursor cursor, const char *name,
                       scan_struct *into);

/* Describes one member's type, and the struct that it holds or points to. name: of the struct that
 * it is a member of. */
scan_type scan_members_describe(scan_unit *unit, scan_structs *structs, CXCursor field,
                                const char *name);

/* The same of an item of a member that is an array, or of an array's in it. */
scan_type scan_members_describe_item(scan_unit *unit, scan_structs *structs, CXCursor field,
                                     CXType item, const char *name);

/* The struct of a type, with its members. fallback: a name for one without a name. NULL: no memory,
 * or a struct with more members than can be; reported. */
scan_struct *scan_members_struct(scan_unit *unit, scan_structs *structs, CXType type,
                                 const char *fallback);

/* Fills the model's list of all that have been described. */
void scan_members_list(scan_unit *unit, const scan_structs *structs, scan_model *model);

/* True where a member with ORM_COLUMN holds or points to the struct of this definition. */
bool scan_members_is_nested(const scan_structs *structs, CXCursor cursor);

#endif
