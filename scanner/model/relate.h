/* Relations to the entities and fields that they mean. */
#ifndef SCANNER_MODEL_RELATE_H
#define SCANNER_MODEL_RELATE_H

#include "model/apply.h"

/* Fills the targets and pairs of all relations; part of scan_resolve_model, behind all fields.
 * Reports what cannot be resolved; whether it makes sense is check's. */
void scan_relate_model(scan_context *context, const scan_model *model);

#endif
