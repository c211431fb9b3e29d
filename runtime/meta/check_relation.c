/* Owns the rules for relations: where they lead, over which fields, and which members they are kept
 * in. A rule answers with the fault in words. */
#include "meta/check_relation.h"

#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "meta/check_key.h"
#include "meta/entity.h"

/* ---- members ------------------------------------------------------------------------------ */

/* A stretch of the entity's struct. */
typedef struct stretch {
    size_t offset, size;
} stretch;

static bool overlap(stretch a, stretch b)
{
    return a.size > 0 && b.size > 0 &&
           (a.offset < b.offset ? b.offset - a.offset < a.size : a.offset - b.offset < b.size);
}

static bool is_inside(const orm_entity *entity, stretch member)
{
    return member.size <= entity->size && member.offset <= entity->size - member.size;
}

static stretch pointer_of(const orm_relation *relation)
{
    return (stretch){ relation->offset, sizeof(void *) };
}

static stretch count_of(const orm_relation *relation)
{
    return (stretch){ relation->count.offset, relation->count.size };
}

static bool is_of_field(const orm_layout *layout, stretch member)
{
    return layout->group == 0 &&
           (overlap((stretch){ layout->offset, layout->size }, member) ||
            overlap((stretch){ layout->length.offset, layout->length.size }, member) ||
            overlap((stretch){ layout->null_flag.offset, layout->null_flag.size }, member));
}

static bool is_of_group(const orm_group *group, stretch member)
{
    return group->by_pointer && group->parent == 0 &&
           overlap((stretch){ group->offset, sizeof(void *) }, member);
}

/* Whether a column, or a relation before this one, is kept there. */
static bool is_taken(const orm_entity *entity, uint16_t index, stretch member)
{
    bool taken = false;
    for (uint16_t i = 0; !taken && i < entity->field_count; i++) {
        taken = is_of_field(&entity->fields[i].layout, member);
    }
    for (uint16_t i = 0; !taken && i < entity->group_count; i++) {
        taken = is_of_group(&entity->groups[i], member);
    }
    for (uint16_t i = 0; !taken && i < index; i++) {
        const orm_relation *other = &entity->relations[i];
        taken = overlap(pointer_of(other), member) || overlap(count_of(other), member);
    }
    return taken;
}

static bool is_many(const orm_relation *relation)
{
    return relation->kind == ORM_RELATION_HAS_MANY || relation->kind == ORM_RELATION_MANY_TO_MANY;
}

static const char *count_fault(const orm_entity *entity, const orm_relation *relation)
{
    size_t size = relation->count.size;
    bool is_integer = size == 1 || size == 2 || size == 4 || size == 8;
    if (!is_many(relation)) {
        return size == 0 ? NULL : "a relation to one row has no count";
    }
    return is_integer && is_inside(entity, count_of(relation))
               ? NULL
               : "the count is no integer inside the struct";
}

static const char *place_fault(const orm_entity *entity, uint16_t index)
{
    const orm_relation *relation = &entity->relations[index];
    if (!is_inside(entity, pointer_of(relation))) {
        return "the member is not inside the struct";
    }
    const char *fault = count_fault(entity, relation);
    if (fault == NULL && (is_taken(entity, index, pointer_of(relation)) ||
                          is_taken(entity, index, count_of(relation)) ||
                          overlap(pointer_of(relation), count_of(relation)))) {
        fault = "the pointer or the count is a member of a column or another relation too";
    }
    return fault;
}

static const char *name_fault(const orm_entity *entity, uint16_t index)
{
    const char *member = entity->relations[index].member;
    if (orm__entity_field(entity, member, strlen(member)) != NULL) {
        return "the member is a column";
    }
    for (uint16_t i = 0; i < index; i++) {
        if (strcmp(entity->relations[i].member, member) == 0) {
            return "the member is a relation twice";
        }
    }
    return NULL;
}

/* ---- ends --------------------------------------------------------------------------------- */

static bool is_of_schema(const orm_entity *entity, const orm_schema *schema)
{
    return entity->schema == schema && entity->index < schema->entity_count &&
           schema->entities[entity->index] == entity;
}

/* Fields of an entity in a certain order. */
typedef struct side {
    const orm_entity *entity;
    const uint16_t *fields;
    uint16_t count;
} side;

/* Whether a row's values in those fields are its alone. of: the fields must be exactly the key. */
static bool has_key(side of, const orm_key *key, bool exactly)
{
    bool found = key->field_count > 0 && (!exactly || key->field_count == of.count);
    for (uint16_t i = 0; found && i < key->field_count; i++) {
        found = orm__check_key_has_field(of.fields, of.count, key->fields[i]);
    }
    return found;
}

static bool is_unique(side of, bool exactly)
{
    bool found = has_key(of, &of.entity->primary_key, exactly);
    for (uint16_t i = 0; !found && i < of.entity->unique_count; i++) {
        found = has_key(of, &of.entity->uniques[i], exactly);
    }
    return found;
}

/* holder: whose fields hold the values of the other side. */
static const char *pair_fault(side holder, side of)
{
    const char *fault = orm__check_key_list_fault(holder.entity, holder.fields, holder.count);
    if (fault == NULL) {
        fault = orm__check_key_list_fault(of.entity, of.fields, of.count);
    }
    if (fault != NULL) {
        return fault;
    }
    if (holder.count != of.count) {
        return "has fewer fields on one side than on the other";
    }
    for (uint16_t i = 0; i < of.count; i++) {
        if (!orm__check_key_is_comparable(holder.entity->fields[holder.fields[i]].column.kind,
                                          of.entity->fields[of.fields[i]].column.kind)) {
            return "compares columns of different kinds";
        }
    }
    return is_unique(of, true) ? NULL : "does not lead to a primary key or unique constraint";
}

static const char *link_fault(side here, side there, const orm_relation_link *link)
{
    if (!is_of_schema(link->entity, here.entity->schema)) {
        return "has a link that is no entity of its schema";
    }
    if (link->entity->kind == ORM_ENTITY_RESULT) {
        return "has a link that has no rows in the database";
    }
    const side first = { link->entity, link->fields, here.count };
    const side second = { link->entity, link->target_fields, there.count };
    const char *fault = pair_fault(first, here);
    return fault == NULL ? pair_fault(second, there) : fault;
}

static const char *ends_fault(const orm_entity *entity, const orm_relation *relation)
{
    if (relation->target == NULL || !is_of_schema(relation->target, entity->schema)) {
        return "leads to no entity of its schema";
    }
    if (relation->target->kind == ORM_ENTITY_RESULT) {
        return "leads to a result, which has no rows in the database";
    }
    if ((relation->kind == ORM_RELATION_MANY_TO_MANY) != (relation->link.entity != NULL)) {
        return "has a link where none belongs, or none where one does";
    }
    const side here = { entity, relation->fields, relation->field_count };
    const side there = { relation->target, relation->target_fields, relation->target_field_count };
    const char *fault = "is of no kind";
    switch (relation->kind) {
    case ORM_RELATION_NONE:
        break;
    case ORM_RELATION_BELONGS_TO:
        return pair_fault(here, there);
    case ORM_RELATION_HAS_ONE:
        fault = pair_fault(there, here);
        return fault == NULL && !is_unique(there, false) ? "may lead to several rows" : fault;
    case ORM_RELATION_HAS_MANY:
        return pair_fault(there, here);
    case ORM_RELATION_MANY_TO_MANY:
        return link_fault(here, there, &relation->link);
    }
    return fault;
}

/* ---- all of them -------------------------------------------------------------------------- */

static orm_status check_relation(const orm_entity *entity, uint16_t index, orm_error *error)
{
    const orm_relation *relation = &entity->relations[index];
    if (relation->member == NULL || relation->member[0] == '\0') {
        return orm__error_set(error, ORM_MISUSE, "%s: relation %u has no member", entity->name,
                              (unsigned)index);
    }
    const char *fault = name_fault(entity, index);
    if (fault == NULL) {
        fault = place_fault(entity, index);
    }
    if (fault != NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s.%s: %s", entity->name, relation->member,
                              fault);
    }
    fault = ends_fault(entity, relation);
    return fault == NULL ? ORM_OK
                         : orm__error_set(error, ORM_MISUSE, "%s.%s: the relation %s", entity->name,
                                          relation->member, fault);
}

orm_status orm__check_relations(const orm_entity *entity, orm_error *error)
{
    if (entity->relation_count > 0 && entity->relations == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s: the relations are missing", entity->name);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < entity->relation_count; i++) {
        status = check_relation(entity, i, error);
    }
    return status;
}
