/* The part of resolving that belongs to a table as a whole. */
#ifndef SCANNER_MODEL_RESOLVE_TABLE_H
#define SCANNER_MODEL_RESOLVE_TABLE_H

#include "model/apply.h"

/* Members and targets of index(...), unique(...) and foreign_key(...); one that is reported has no
 * fields. After the fields of all entities are known. */
void scan_resolve_table(scan_context *context, const scan_model *model, scan_entity *entity);

#endif
