/* The relations of an entity in the contract's tables; part of scan_lower_model. */
#ifndef SCANNER_MODEL_LOWER_RELATION_H
#define SCANNER_MODEL_LOWER_RELATION_H

#include <orm/arena.h>
#include "model/model.h"

/* The tables that are being built: one for each entity of the model, in its order. */
typedef struct scan_lowered {
    const scan_model *model;
    orm_arena *arena;
    orm_entity **entities;
} scan_lowered;

/* end: of what has been placed in the struct; moved. False: no memory. */
bool scan_lower_relations(const scan_lowered *all, const scan_entity *entity, size_t *end,
                          orm_entity *lowered);

#endif
