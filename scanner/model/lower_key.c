/* Owns the keys, indexes and foreign keys of a lowered entity. */
#include "model/lower_key.h"

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/gather.h"

/* ---- keys ---- */

static bool lower_primary_key(const scan_entity *entity, orm_arena *arena, orm_key *key)
{
    uint16_t *fields = orm__arena_zeroed(arena, (size_t)entity->field_count + 1, sizeof *fields);
    if (fields == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].primary_key) {
            fields[key->field_count++] = i;
        }
    }
    key->fields = key->field_count == 0 ? NULL : fields;
    return true;
}

static bool lower_uniques(const scan_entity *entity, orm_arena *arena, orm_entity *lowered)
{
    uint16_t count = 0;
    const scan_gathered *gathered = scan_gather_uniques(entity, arena, &count);
    orm_key *keys = orm__arena_zeroed(arena, (size_t)count + 1, sizeof *keys);
    if (gathered == NULL || keys == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        keys[i] = (orm_key){ .name = gathered[i].name,
                             .fields = gathered[i].fields,
                             .field_count = gathered[i].field_count };
    }
    lowered->uniques = keys;
    lowered->unique_count = count;
    return true;
}

static bool lower_indexes(const scan_entity *entity, orm_arena *arena, orm_entity *lowered)
{
    uint16_t count = 0;
    const scan_gathered *gathered = scan_gather_indexes(entity, arena, &count);
    orm_index *indexes = orm__arena_zeroed(arena, (size_t)count + 1, sizeof *indexes);
    if (gathered == NULL || indexes == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        const scan_table_key *key = gathered[i].key;
        indexes[i] = (orm_index){ .name = gathered[i].name,
                                  .fields = gathered[i].fields,
                                  .field_count = gathered[i].field_count,
                                  .is_unique = key != NULL && key->unique,
                                  .where = key == NULL ? NULL : key->where };
    }
    lowered->indexes = indexes;
    lowered->index_count = count;
    return true;
}

/* ---- foreign keys ---- */

orm_entity *scan_lower_find(const scan_model *model, orm_entity *const *entities,
                            const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < model->entity_count && model->entities[i] != entity) {
        i++;
    }
    return entities[i];
}

/* Of one column. Its target is filled by the caller. */
static bool lower_reference(const scan_reference *reference, uint16_t field, orm_arena *arena,
                            orm_foreign_key *key)
{
    uint16_t *indexes = orm_arena_alloc(arena, 2 * sizeof *indexes);
    if (indexes == NULL) {
        return false;
    }
    indexes[0] = field;
    indexes[1] = reference->target_field;
    *key = (orm_foreign_key){ .fields = &indexes[0],
                              .target_fields = reference->outside == NULL ? &indexes[1] : NULL,
                              .outside = reference->outside,
                              .field_count = 1,
                              .on_delete = reference->on_delete,
                              .on_update = reference->on_update };
    return true;
}

static orm_foreign_key lower_table_reference(const scan_table_reference *reference)
{
    return (orm_foreign_key){ .name = reference->name,
                              .fields = reference->fields,
                              .target_fields = reference->target_fields,
                              .outside = reference->outside,
                              .field_count = reference->field_count,
                              .on_delete = reference->on_delete,
                              .on_update = reference->on_update };
}

static size_t count_references(const scan_entity *entity)
{
    size_t count = entity->reference_count;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        count += entity->fields[i].reference != NULL;
    }
    return count;
}

static bool lower_foreign_keys(const scan_model *model, orm_entity *const *entities,
                               orm_arena *arena, uint16_t index)
{
    const scan_entity *entity = model->entities[index];
    orm_foreign_key *keys = orm__arena_zeroed(arena, count_references(entity) + 1, sizeof *keys);
    uint16_t count = 0;
    for (uint16_t i = 0; keys != NULL && i < entity->field_count; i++) {
        const scan_reference *reference = entity->fields[i].reference;
        if (reference == NULL) {
            continue;
        }
        if (!lower_reference(reference, i, arena, &keys[count])) {
            return false;
        }
        if (reference->outside == NULL) {
            keys[count].target = scan_lower_find(model, entities, reference->target);
        }
        count++;
    }
    for (uint16_t i = 0; keys != NULL && i < entity->reference_count; i++) {
        const scan_table_reference *reference = &entity->references[i];
        keys[count] = lower_table_reference(reference);
        if (reference->outside == NULL) {
            keys[count].target = scan_lower_find(model, entities, reference->target);
        }
        count++;
    }
    entities[index]->foreign_keys = keys;
    entities[index]->foreign_key_count = count;
    return keys != NULL;
}

bool scan_lower_keys(const scan_model *model, orm_entity *const *entities, orm_arena *arena,
                     uint16_t index)
{
    const scan_entity *entity = model->entities[index];
    orm_entity *lowered = entities[index];
    return lower_primary_key(entity, arena, &lowered->primary_key) &&
           lower_uniques(entity, arena, lowered) && lower_indexes(entity, arena, lowered) &&
           lower_foreign_keys(model, entities, arena, index);
}
