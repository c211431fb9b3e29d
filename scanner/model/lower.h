/* Lowering the model to the tables of the contract, in memory: feeds the DDL and the hashes, so
 * that a scan prints what the runtime would run. Offsets are none of the struct's. */
#ifndef SCANNER_MODEL_LOWER_H
#define SCANNER_MODEL_LOWER_H

#include <orm/arena.h>
#include <orm/meta.h>
#include "model/model.h"

/* NULL: no memory. Lives in the arena. The model has been checked. */
const orm_schema *scan_lower_model(const scan_model *model, orm_arena *arena);

#endif
