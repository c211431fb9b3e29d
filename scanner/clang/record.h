/* Structs: from clang's declarations to entities of the model. */
#ifndef SCANNER_CLANG_RECORD_H
#define SCANNER_CLANG_RECORD_H

#include "clang/annotate.h"
#include "clang/members.h"

/* A struct that a header of the target defines, or maps. */
typedef struct scan_record {
    CXCursor cursor; /* the definition; of a mapping its function */
    int header;      /* index in the request's headers */
    scan_list marks; /* scan_mark *: its own and those of its typedefs */
} scan_record;

/* The entity of an annotated struct. NULL: it has no name, or no memory; the diag knows. */
scan_entity *scan_record_read(scan_unit *unit, scan_structs *structs, const scan_record *record);

/* Reports annotations on members of a struct that is no table; but not where that is a guess. */
void scan_record_refuse_columns(scan_unit *unit, CXCursor cursor, bool is_guess);

#endif
