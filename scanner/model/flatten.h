/* Nested structs to columns: a member that holds or points to a struct becomes the columns of that
 * struct's members. */
#ifndef SCANNER_MODEL_FLATTEN_H
#define SCANNER_MODEL_FLATTEN_H

#include "model/flattening.h"

/* Replaces the fields of an entity that are structs, or pointers to structs or scalars, by what is
 * in them, and adds the members of those structs and the groups behind pointers. Applies the
 * annotations in them. What cannot be flattened is reported and left out. */
void scan_flatten_entity(scan_context *context, scan_entity *entity);

/* Follows a field whose names are the entity's to the end of its way: what it is becomes columns.
 * scope: what it is in. */
void scan_flatten_type(scan_flattening *f, const scan_scope *scope, scan_field *field);

#endif
