/* Entities that are no table of their own: a part takes from its whole what the database makes of
 * its columns, and none keeps what makes tables. */
#ifndef SCANNER_MODEL_PART_H
#define SCANNER_MODEL_PART_H

#include "model/apply.h"

/* Before the members become columns: which entity each part is of; what its members do not say of
 * their types, as those of the same name in the whole say it. */
void scan_part_find(scan_context *context, const scan_model *model);

/* When all columns are known: names, types, keys. */
void scan_part_resolve(scan_context *context, const scan_model *model);

/* The whole's field that is the column of this one; NULL = none, which has been reported. */
const scan_field *scan_part_own(const scan_entity *whole, const scan_field *field);

#endif
