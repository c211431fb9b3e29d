/* Owns the lowering of what stands on several columns: keys, unique constraints, indexes. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "sql/lowering.h"

static orm_status lower_names(const orm_lowering *l, const orm_entity *entity,
                              const uint16_t *fields, uint16_t count, orm_rel_names *names_out)
{
    const char **names = orm__arena_zeroed(l->arena, count, sizeof *names);
    if (names == NULL) {
        return orm__error_no_memory(l->error);
    }
    for (uint16_t i = 0; i < count; i++) {
        names[i] = orm__entity_column(&entity->fields[fields[i]].column, l->dialect->name);
    }
    *names_out = (orm_rel_names){ .names = names, .count = count };
    return ORM_OK;
}

/* Columns and name of what stands on fields of the entity itself. */
static orm_status lower_named(const orm_lowering *l, const orm_key *key, const char *suffix,
                              orm_rel_names *columns_out, const char **name_out)
{
    orm_status status = lower_names(l, l->entity, key->fields, key->field_count, columns_out);
    return status == ORM_OK ? orm__lower_name(l, key->name, columns_out, suffix, name_out) : status;
}

static orm_status lower_primary_key(const orm_lowering *l)
{
    const orm_key *key = &l->entity->primary_key;
    if (key->field_count == 0 || l->table->columns[key->fields[0]].is_key_itself) {
        return ORM_OK;
    }
    orm_status status = lower_names(l, l->entity, key->fields, key->field_count, &l->table->key);
    return status == ORM_OK ? orm__lower_name(l, key->name, NULL, "pkey", &l->table->key_name)
                            : status;
}

static orm_status lower_uniques(const orm_lowering *l)
{
    uint16_t count = l->entity->unique_count;
    orm_rel_unique *uniques = orm__arena_zeroed(l->arena, count, sizeof *uniques);
    if (uniques == NULL) {
        return orm__error_no_memory(l->error);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < count && status == ORM_OK; i++) {
        status =
            lower_named(l, &l->entity->uniques[i], "key", &uniques[i].columns, &uniques[i].name);
    }
    l->table->uniques = uniques;
    l->table->unique_count = count;
    return status;
}

static orm_status lower_index(const orm_lowering *l, const orm_index *from, orm_rel_index *to)
{
    const orm_key key = { from->name, from->fields, from->field_count };
    const char *suffix = from->is_unique ? "key" : "idx";
    to->is_unique = from->is_unique;
    orm_status status = lower_named(l, &key, suffix, &to->columns, &to->name);
    if (status == ORM_OK && from->where != NULL) {
        status = orm__lower_text(l, from->where, &to->where);
    }
    return status;
}

static orm_status lower_indexes(const orm_lowering *l)
{
    uint16_t count = l->entity->index_count;
    orm_rel_index *indexes = orm__arena_zeroed(l->arena, count, sizeof *indexes);
    if (indexes == NULL) {
        return orm__error_no_memory(l->error);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < count && status == ORM_OK; i++) {
        status = lower_index(l, &l->entity->indexes[i], &indexes[i]);
    }
    l->table->indexes = indexes;
    l->table->index_count = count;
    return status;
}

static orm_status lower_outside(const orm_lowering *l, const orm_foreign_key *from,
                                orm_rel_foreign_key *to)
{
    const orm_foreign_table *outside = from->outside;
    const char **names = orm__arena_zeroed(l->arena, from->field_count, sizeof *names);
    if (names == NULL) {
        return orm__error_no_memory(l->error);
    }
    memcpy(names, outside->columns, from->field_count * sizeof *names);
    to->target_schema = orm__lower_schema_of(l, outside->schema);
    to->target_table = outside->name;
    to->target_columns = (orm_rel_names){ .names = names, .count = from->field_count };
    return ORM_OK;
}

static orm_status lower_target(const orm_lowering *l, const orm_foreign_key *from,
                               orm_rel_foreign_key *to)
{
    if (from->outside != NULL) {
        return lower_outside(l, from, to);
    }
    to->target_schema = orm__lower_schema_of(l, from->target->table_schema);
    to->target_table = orm__entity_table(from->target, l->dialect->name);
    return lower_names(l, from->target, from->target_fields, from->field_count,
                       &to->target_columns);
}

static orm_status lower_foreign_key(const orm_lowering *l, const orm_foreign_key *from,
                                    orm_rel_foreign_key *to)
{
    const orm_key key = { from->name, from->fields, from->field_count };
    to->on_delete = from->on_delete;
    to->on_update = from->on_update;
    to->deferred_creation =
        !l->dialect->foreign_keys_inline && orm__order_is_backward(l->order, l->entity, from);
    orm_status status = lower_named(l, &key, "fkey", &to->columns, &to->name);
    return status == ORM_OK ? lower_target(l, from, to) : status;
}

static orm_status lower_foreign_keys(const orm_lowering *l)
{
    uint16_t count = l->entity->foreign_key_count;
    orm_rel_foreign_key *keys = orm__arena_zeroed(l->arena, count, sizeof *keys);
    if (keys == NULL) {
        return orm__error_no_memory(l->error);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < count && status == ORM_OK; i++) {
        status = lower_foreign_key(l, &l->entity->foreign_keys[i], &keys[i]);
    }
    l->table->foreign_keys = keys;
    l->table->foreign_key_count = count;
    return status;
}

orm_status orm__lower_keys(const orm_lowering *l)
{
    orm_status status = lower_primary_key(l);
    if (status == ORM_OK) {
        status = lower_uniques(l);
    }
    if (status == ORM_OK) {
        status = lower_foreign_keys(l);
    }
    return status == ORM_OK ? lower_indexes(l) : status;
}
