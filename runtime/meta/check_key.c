/* Owns the rules for what stands on fields: keys, indexes, references. */
#include "meta/check_key.h"

#include <stdint.h>

#include "meta/check_column.h"
#include "meta/check_field.h"

/* ---- keys --------------------------------------------------------------------------------- */

bool orm__check_key_has_field(const uint16_t *fields, uint16_t count, uint16_t field)
{
    for (uint16_t i = 0; i < count; i++) {
        if (fields[i] == field) {
            return true;
        }
    }
    return false;
}

const char *orm__check_key_list_fault(const orm_entity *entity, const uint16_t *fields,
                                      uint16_t count)
{
    if (count == 0 || fields == NULL) {
        return "has no fields";
    }
    for (uint16_t i = 0; i < count; i++) {
        if (fields[i] >= entity->field_count) {
            return "names a field that does not exist";
        }
        if (orm__check_key_has_field(fields, i, fields[i])) {
            return "names a field twice";
        }
        if (entity->fields[fields[i]].column.kind == ORM_KIND_ARRAY) {
            return "names an array";
        }
    }
    return NULL;
}

const char *orm__check_key_primary_key_fault(const orm_entity *entity)
{
    const orm_key *key = &entity->primary_key;
    if (key->field_count == 0) {
        return NULL;
    }
    const char *fault = orm__check_key_list_fault(entity, key->fields, key->field_count);
    for (uint16_t i = 0; fault == NULL && i < key->field_count; i++) {
        if (entity->fields[key->fields[i]].column.nullable) {
            fault = "has a nullable column";
        }
    }
    return fault;
}

const char *orm__check_key_uniques_fault(const orm_entity *entity)
{
    if (entity->unique_count > 0 && entity->uniques == NULL) {
        return "is missing";
    }
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < entity->unique_count; i++) {
        fault = orm__check_key_list_fault(entity, entity->uniques[i].fields,
                                          entity->uniques[i].field_count);
    }
    return fault;
}

const char *orm__check_key_indexes_fault(const orm_entity *entity)
{
    if (entity->index_count > 0 && entity->indexes == NULL) {
        return "is missing";
    }
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < entity->index_count; i++) {
        const orm_index *index = &entity->indexes[i];
        bool is_empty = index->where != NULL && index->where[0] == '\0';
        fault = orm__check_key_list_fault(entity, index->fields, index->field_count);
        fault = fault == NULL && is_empty ? "has an empty condition" : fault;
    }
    return fault;
}

/* A key is one text in the database: two labels of one value would be two keys that C takes for
 * one. */
static bool has_aliases(const orm_entity *entity, const orm_key *key)
{
    for (uint16_t i = 0; i < key->field_count; i++) {
        if (orm__check_has_aliases(&entity->fields[key->fields[i]].column)) {
            return true;
        }
    }
    return false;
}

/* Of keys and fields that are in order. */
const char *orm__check_key_labels_fault(const orm_entity *entity)
{
    bool found = has_aliases(entity, &entity->primary_key);
    for (uint16_t i = 0; !found && i < entity->unique_count; i++) {
        found = has_aliases(entity, &entity->uniques[i]);
    }
    return found ? "a key has an enum with two labels of one value" : NULL;
}

/* ---- references --------------------------------------------------------------------------- */

static bool is_same_set(const orm_key *key, const orm_foreign_key *reference)
{
    if (key->field_count != reference->field_count) {
        return false;
    }
    for (uint16_t i = 0; i < key->field_count; i++) {
        if (!orm__check_key_has_field(key->fields, key->field_count, reference->target_fields[i])) {
            return false;
        }
    }
    return true;
}

static bool is_key_of_target(const orm_foreign_key *reference)
{
    const orm_entity *target = reference->target;
    bool found = is_same_set(&target->primary_key, reference);
    for (uint16_t i = 0; !found && i < target->unique_count; i++) {
        found = is_same_set(&target->uniques[i], reference);
    }
    return found;
}

bool orm__check_key_is_comparable(orm_kind a, orm_kind b)
{
    return a == b || (orm__check_is_integer_kind(a) && orm__check_is_integer_kind(b));
}

static bool is_action(orm_action action)
{
    return action >= ORM_ACTION_NONE && action <= ORM_ACTION_SET_DEFAULT;
}

static const char *columns_fault(const orm_entity *entity, const orm_foreign_key *reference)
{
    bool sets_null =
        reference->on_delete == ORM_ACTION_SET_NULL || reference->on_update == ORM_ACTION_SET_NULL;
    for (uint16_t i = 0; i < reference->field_count; i++) {
        const orm_column *from = &entity->fields[reference->fields[i]].column;
        if (orm__check_has_aliases(from)) {
            return "has an enum with two labels of one value";
        }
        if (sets_null && !from->nullable) {
            return "sets a column to NULL that is not nullable";
        }
    }
    return NULL;
}

static const char *kinds_fault(const orm_entity *entity, const orm_foreign_key *reference)
{
    for (uint16_t i = 0; i < reference->field_count; i++) {
        const orm_column *from = &entity->fields[reference->fields[i]].column;
        const orm_column *to = &reference->target->fields[reference->target_fields[i]].column;
        if (!orm__check_key_is_comparable(from->kind, to->kind)) {
            return "compares columns of different kinds";
        }
    }
    return NULL;
}

static bool is_named(const char *name)
{
    return name != NULL && name[0] != '\0';
}

static const char *outside_fault(const orm_foreign_key *reference)
{
    const orm_foreign_table *outside = reference->outside;
    bool is_whole = is_named(outside->name) && outside->columns != NULL &&
                    (outside->schema == NULL || outside->schema[0] != '\0');
    for (uint16_t i = 0; is_whole && i < reference->field_count; i++) {
        is_whole = is_named(outside->columns[i]);
    }
    return is_whole ? NULL : "leads to a table without names";
}

static const char *target_fault(const orm_foreign_key *reference)
{
    const orm_entity *target = reference->target;
    if (target != NULL && reference->outside != NULL) {
        return "has two targets";
    }
    if (reference->outside != NULL) {
        return outside_fault(reference);
    }
    if (target == NULL || target->schema == NULL || target->fields == NULL) {
        return "has no target";
    }
    if (target->kind != ORM_ENTITY_TABLE) {
        return "leads to what is no table: a part, a view or a result";
    }
    const char *fault =
        orm__check_key_list_fault(target, reference->target_fields, reference->field_count);
    if (fault != NULL) {
        return fault;
    }
    if (!is_key_of_target(reference)) {
        return "does not lead to a primary key or unique constraint of its target";
    }
    return NULL;
}

static const char *foreign_key_fault(const orm_entity *entity, const orm_foreign_key *reference)
{
    const char *fault =
        orm__check_key_list_fault(entity, reference->fields, reference->field_count);
    if (fault == NULL) {
        fault = target_fault(reference);
    }
    if (fault != NULL) {
        return fault;
    }
    if (!is_action(reference->on_delete) || !is_action(reference->on_update)) {
        return "has an action that is none";
    }
    fault = columns_fault(entity, reference);
    return fault == NULL && reference->target != NULL ? kinds_fault(entity, reference) : fault;
}

const char *orm__check_key_foreign_keys_fault(const orm_entity *entity)
{
    if (entity->foreign_key_count > 0 && entity->foreign_keys == NULL) {
        return "is missing";
    }
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < entity->foreign_key_count; i++) {
        fault = foreign_key_fault(entity, &entity->foreign_keys[i]);
    }
    return fault;
}
