/* Finding what an annotation says, and where. */
#ifndef SCANNER_ANNOTATION_ARGUMENT_H
#define SCANNER_ANNOTATION_ARGUMENT_H

#include "model/model.h"

/* Whether a value or a key is more than one name: "address.city", "lines[0]". */
bool scan_argument_is_path(const char *name);

/* The one identifier that is the value, behind a sign if it has one. NULL: the value is none.
 * Borrowed. */
const char *scan_argument_name(const scan_argument *argument);

/* The first argument with this key; NULL = none. Borrowed. */
const scan_argument *scan_argument_find(const scan_annotation *annotation, const char *key);

/* Whether there is one. */
bool scan_argument_says(const scan_annotation *annotation, const char *key);

/* Where an argument's key and value stand; the annotation's own place where it is not known. */
scan_place scan_argument_key_place(const scan_annotation *annotation,
                                   const scan_argument *argument);
scan_place scan_argument_value_place(const scan_annotation *annotation,
                                     const scan_argument *argument);

/* Where the value of a key stands, of a key alone the key; without it the annotation's place. */
scan_place scan_argument_place_of(const scan_annotation *annotation, const char *key);

/* The place if text is what stands there, byte for byte; else one of unknown size: a string has
 * quotes, a long value may go on in the next line. */
scan_place scan_argument_exactly(scan_place place, const char *text);

/* Where a text stands in the string of an argument, if that can be told: in one line, without
 * escapes. Else the string's own place, of unknown size. */
scan_place scan_argument_inside(const scan_annotation *annotation, const scan_argument *argument,
                                const char *text);

/* The same of "table.member" and the part of it that is the member, or the table. */
scan_place scan_argument_table_of(scan_place place, const char *table, const char *member);
scan_place scan_argument_member_of(scan_place place, const char *table, const char *member);

#endif
