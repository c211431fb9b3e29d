/* Annotations on a cursor: from clang's attributes to parsed arguments with their places. */
#ifndef SCANNER_CLANG_ANNOTATE_H
#define SCANNER_CLANG_ANNOTATE_H

#include "clang/unit.h"

typedef enum scan_annotation_kind {
    SCAN_ANNOTATION_TABLE,
    SCAN_ANNOTATION_COLUMN,
    SCAN_ANNOTATION_LABEL,
    SCAN_ANNOTATION_BELONGS_TO,
    SCAN_ANNOTATION_HAS_ONE,
    SCAN_ANNOTATION_HAS_MANY,
    SCAN_ANNOTATION_MANY_TO_MANY,
    SCAN_ANNOTATION_MAP,
    SCAN_ANNOTATION_MEMBER,
    SCAN_ANNOTATION_CONVERTER
} scan_annotation_kind;

/* One attribute as clang has it. */
typedef struct scan_mark {
    scan_annotation_kind kind;
    scan_place place;
    scan_contents source; /* from the place to its file's end; nothing = in no file */
    const char *text;     /* the arguments */
    size_t at;            /* bytes between the parenthesis and text, counted without blanks */
} scan_mark;

/* Adds the annotations of ours on a cursor to a list of scan_mark *, in source order. */
void scan_annotate_list(scan_unit *unit, CXCursor cursor, scan_list *marks);

/* The first mark of this kind; NULL = there is none, or no list. Borrowed. */
const scan_mark *scan_annotate_find(const scan_list *marks, scan_annotation_kind kind);

/* True where one of the marks is an ORM_TABLE. NULL has none. */
bool scan_annotate_has_table(const scan_list *marks);

/* The bytes of a text, counted without blanks. */
size_t scan_annotate_size(const char *text);

/* Takes the first argument off the mark, which is C and none of ours: up to the next comma. NULL:
 * no memory, and the diag knows. */
const char *scan_annotate_take(scan_unit *unit, scan_mark *mark);

/* NONE of what is no relation's. */
orm_relation_kind scan_annotate_relation(scan_annotation_kind kind);

/* Parses a mark's arguments. False: an argument has a syntax error, or no memory; the diag
 * knows. */
bool scan_annotate_parse(scan_unit *unit, const scan_mark *mark, scan_annotation *annotation_out);

/* "ORM_TABLE", "ORM_COLUMN", ...; and what it belongs to: "a member of a struct". Static. */
const char *scan_annotate_name(scan_annotation_kind kind);
const char *scan_annotate_home(scan_annotation_kind kind);

#endif
