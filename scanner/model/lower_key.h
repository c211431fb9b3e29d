/* The part of lowering that makes keys, indexes and foreign keys. */
#ifndef SCANNER_MODEL_LOWER_KEY_H
#define SCANNER_MODEL_LOWER_KEY_H

#include "model/model.h"

/* Fills those of entities[index], which stand in the model's order. False: no memory. */
bool scan_lower_keys(const scan_model *model, orm_entity *const *entities, orm_arena *arena,
                     uint16_t index);

/* The lowered entity; NULL = it is none of the model's. */
orm_entity *scan_lower_find(const scan_model *model, orm_entity *const *entities,
                            const scan_entity *entity);

#endif
