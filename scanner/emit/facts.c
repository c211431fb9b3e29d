/* Owns the small questions that several outputs have about the tables. */
#include "emit/facts.h"

#include "model/find.h"

const char *scan_facts_kind(const orm_column *column)
{
    bool is_array = column->element != ORM_KIND_NONE;
    return orm_kind_name(is_array ? column->element : column->kind);
}

const char *scan_facts_kind_mark(const orm_column *column)
{
    return column->element != ORM_KIND_NONE ? "[]" : "";
}

const char *scan_facts_action(orm_action action)
{
    switch (action) {
    case ORM_ACTION_NONE:
        break;
    case ORM_ACTION_RESTRICT:
        return "restrict";
    case ORM_ACTION_CASCADE:
        return "cascade";
    case ORM_ACTION_SET_NULL:
        return "set_null";
    case ORM_ACTION_SET_DEFAULT:
        return "set_default";
    }
    return "no_action";
}

const char *scan_facts_relation(orm_relation_kind kind)
{
    switch (kind) {
    case ORM_RELATION_NONE:
        break;
    case ORM_RELATION_BELONGS_TO:
        return "belongs_to";
    case ORM_RELATION_HAS_ONE:
        return "has_one";
    case ORM_RELATION_HAS_MANY:
        return "has_many";
    case ORM_RELATION_MANY_TO_MANY:
        return "many_to_many";
    }
    return "none";
}

static bool has(const uint16_t *fields, uint16_t count, uint16_t field)
{
    return scan_find_place(fields, count, field) < count;
}

/* The same fields, in whatever order; none stands twice in a list. */
static bool is_same_set(const uint16_t *a, const uint16_t *b, uint16_t count)
{
    uint16_t i = 0;
    while (i < count && has(b, count, a[i])) {
        i++;
    }
    return i == count;
}

/* The relation of the holder of a foreign key that follows it; NULL = there is none. */
static const orm_relation *find_forward(const orm_entity *entity, const orm_foreign_key *key)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const orm_relation *relation = &entity->relations[i];
        if (relation->kind == ORM_RELATION_BELONGS_TO && relation->target == key->target &&
            relation->field_count == key->field_count &&
            is_same_set(relation->fields, key->fields, key->field_count)) {
            return relation;
        }
    }
    return NULL;
}

/* The target's that leads back over it. */
static const orm_relation *find_backward(const orm_entity *entity, const orm_foreign_key *key)
{
    uint16_t count = key->target == NULL ? 0 : key->target->relation_count;
    for (uint16_t i = 0; i < count; i++) {
        const orm_relation *relation = &key->target->relations[i];
        bool leads_back =
            relation->kind == ORM_RELATION_HAS_ONE || relation->kind == ORM_RELATION_HAS_MANY;
        if (leads_back && relation->target == entity &&
            relation->target_field_count == key->field_count &&
            is_same_set(relation->target_fields, key->fields, key->field_count)) {
            return relation;
        }
    }
    return NULL;
}

scan_ways scan_facts_ways(const orm_entity *entity, const orm_foreign_key *key)
{
    const orm_relation *forward = find_forward(entity, key);
    const orm_relation *backward = find_backward(entity, key);
    return (scan_ways){ .are_called = forward != NULL || backward != NULL,
                        .forward = forward == NULL ? "" : forward->member,
                        .between = forward == NULL || backward == NULL ? "" : " / ",
                        .backward = backward == NULL ? "" : backward->member };
}

bool scan_facts_is_key(const orm_entity *entity, uint16_t field)
{
    return has(entity->primary_key.fields, entity->primary_key.field_count, field);
}

bool scan_facts_is_foreign(const orm_entity *entity, uint16_t field)
{
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        if (has(entity->foreign_keys[i].fields, entity->foreign_keys[i].field_count, field)) {
            return true;
        }
    }
    return false;
}

bool scan_facts_is_unique(const orm_entity *entity, uint16_t field)
{
    for (uint16_t i = 0; i < entity->unique_count; i++) {
        if (entity->uniques[i].field_count == 1 && entity->uniques[i].fields[0] == field) {
            return true;
        }
    }
    return false;
}

static bool is_within(const orm_key *key, const orm_foreign_key *reference)
{
    for (uint16_t i = 0; i < key->field_count; i++) {
        if (!has(reference->fields, reference->field_count, key->fields[i])) {
            return false;
        }
    }
    return key->field_count > 0;
}

bool scan_facts_is_single(const orm_entity *entity, const orm_foreign_key *key)
{
    bool is_single = is_within(&entity->primary_key, key);
    for (uint16_t i = 0; i < entity->unique_count; i++) {
        is_single = is_single || is_within(&entity->uniques[i], key);
    }
    return is_single;
}

bool scan_facts_is_optional(const orm_entity *entity, const orm_foreign_key *key)
{
    bool is_optional = false;
    for (uint16_t i = 0; i < key->field_count; i++) {
        is_optional = is_optional || entity->fields[key->fields[i]].column.nullable;
    }
    return is_optional;
}

const char *scan_facts_entity_kind(const orm_entity *entity)
{
    switch (entity->kind) {
    case ORM_ENTITY_TABLE:
        break;
    case ORM_ENTITY_PART:
        return "part";
    case ORM_ENTITY_VIEW:
        return "view";
    case ORM_ENTITY_RESULT:
        return "result";
    }
    return "table";
}

bool scan_facts_is_drawn(const orm_entity *entity)
{
    return entity->kind == ORM_ENTITY_TABLE || entity->kind == ORM_ENTITY_VIEW;
}
