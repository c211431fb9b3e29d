/* Names of a nested struct's members as the entity knows them. */
#ifndef SCANNER_MODEL_RESCOPE_H
#define SCANNER_MODEL_RESCOPE_H

#include "model/apply.h"

/* A struct that is being flattened, with the structs around it; the entity's own has no outer. */
typedef struct scan_scope scan_scope;
struct scan_scope {
    const scan_scope *outer;
    const scan_struct *nested; /* NULL = the entity itself */
    const char *member;        /* the way to what holds it: "home"; "" = the entity itself */
    const char *path;          /* of it in the struct of its group; "" = it is the group's */
    uint16_t group;
    size_t first_bit; /* as scan_field.first_bit */
    const char *column_prefix;
    bool is_prefix_styled; /* as scan_field.is_prefix_styled */
    bool is_listed;        /* as scan_member.is_listed */
    scan_place holder;     /* as scan_field.holder */
};

/* "way.name", or the one of them where the other is "". NULL: no memory, reported. */
const char *scan_rescope_join(scan_context *context, const char *way, const char *name);

/* prefix and name as one. NULL: no memory, reported. */
const char *scan_rescope_prefix(scan_context *context, const char *prefix, const char *name);

/* Makes a field of the scope's struct one of the entity: all names in it get the way to them.
 * False: no memory, reported. */
bool scan_rescope_field(scan_context *context, const scan_scope *scope, scan_field *field);

/* Gives what a field's annotation names the way to it: auxiliary members, {member} in texts, and to
 * its keys and indexes what the field's column has before its name. False: no memory, reported. */
bool scan_rescope_said(scan_context *context, const char *way, scan_field *field);

/* Gives the names that a field's annotation says what its column has before them. False: no memory,
 * reported. */
bool scan_rescope_names(scan_context *context, scan_field *field);

/* Fills what the columns of a field's struct have before their names, of the scope that is *to.
 * False: no memory, reported. */
bool scan_rescope_enter(scan_context *context, scan_naming naming, const scan_field *field,
                        scan_scope *to);

/* Fills the names of a field's column: as annotated or as the member is called, with the prefixes
 * of the structs around it. False: no memory, reported. */
bool scan_rescope_column(scan_context *context, scan_naming naming, scan_field *field);

#endif
