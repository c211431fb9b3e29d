/* Nested structs to columns: a member that holds or points to a struct becomes the columns of that
 * struct's members. */
#ifndef SCANNER_MODEL_FLATTEN_H
#define SCANNER_MODEL_FLATTEN_H

#include "model/apply.h"

/* Replaces the fields of an entity that are structs, or pointers to structs or scalars, by what is in
 * them, and adds the members of those structs and the groups behind pointers. Applies the
 * annotations in them. What cannot be flattened is reported and left out. */
void scan_flatten_entity(scan_context *context, scan_entity *entity);

#endif
