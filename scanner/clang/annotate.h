/* Annotations on a cursor: from clang's attributes to parsed arguments with their places. */
#ifndef SCANNER_CLANG_ANNOTATE_H
#define SCANNER_CLANG_ANNOTATE_H

#include "clang/unit.h"

typedef enum scan_annotation_kind {
    SCAN_ANNOTATION_TABLE,
    SCAN_ANNOTATION_COLUMN,
    SCAN_ANNOTATION_LABEL
} scan_annotation_kind;

/* One attribute as clang has it. */
typedef struct scan_mark {
    scan_annotation_kind kind;
    CXSourceLocation location;
    scan_place place;
    const char *text; /* the arguments */
} scan_mark;

/* Adds the annotations of ours on a cursor to a list of scan_mark *, in source order. */
void scan_annotate_list(scan_unit *unit, CXCursor cursor, scan_list *marks);

/* True where one of the marks is an ORM_TABLE. NULL has none. */
bool scan_annotate_has_table(const scan_list *marks);

/* Parses a mark's arguments. False: a syntax error, or no memory; the diag knows. */
bool scan_annotate_parse(scan_unit *unit, const scan_mark *mark, scan_annotation *annotation_out);

/* "ORM_TABLE", "ORM_COLUMN", "ORM_LABEL"; and what it belongs to: "a member of a struct". Static. */
const char *scan_annotate_name(scan_annotation_kind kind);
const char *scan_annotate_home(scan_annotation_kind kind);

#endif
