/* What is said of a member where it stands, for a column that names it from elsewhere: in
 * columns(...) of a struct around it, or by the path of an ORM_MEMBER. */
#ifndef SCANNER_MODEL_SAID_H
#define SCANNER_MODEL_SAID_H

#include "model/apply.h"

typedef struct scan_said {
    const scan_field
        *field;      /* of the member, or of a wrapper that it is all of; NULL = nothing is said */
    const char *way; /* to the struct of that field, from the entity on */
    const scan_struct *home; /* that struct */
    scan_annotation own;     /* what the ORM_MEMBER says itself */
    bool is_copy;            /* a struct on the way has a table of its own */
    bool is_secret;          /* what it is a part of is redacted */
    bool is_named;           /* whoever names the member says what its column is called */
    bool is_whole; /* what the path has come to is one column as it is: a wrapper, a union */
} scan_said;

/* Goes on to this member, or this item of it, of a struct that the way leads to. */
void scan_said_enter(scan_said *said, const scan_struct *home, const char *way, const char *name,
                     const scan_type *type);

/* Adds to an annotation what is said and not overruled by it; *said_out is that part. False: no
 * memory, reported. */
bool scan_said_join(scan_context *context, const scan_said *said, scan_annotation *annotation,
                    scan_annotation *said_out);

/* Adds the way from one struct to the other, of the field that says it, to what the field's columns
 * have before their names. False: no memory, reported. */
bool scan_said_prefix(scan_context *context, scan_naming naming, const scan_said *said,
                      const char *from, scan_field *field);

/* Reports members of an entity that would bring a part of a key alone. */
void scan_said_check_keys(scan_context *context, const scan_entity *entity);

/* Where a field is named from: what its ORM_MEMBER says itself; of others all. Borrowed. */
const scan_annotation *scan_said_own(const scan_field *field);

/* Fills what a field's annotation says and, as far as it does not, what is said of its member where
 * that stands; its keys and indexes get what its columns have before their names. Owned by
 * model/apply. False: no memory, reported. */
bool scan_apply_said(scan_context *context, scan_entity *entity, const scan_said *said,
                     scan_field *field);

#endif
