/* Owns the rules for entities and schemas: names, keys, indexes, groups, references. Those for a
 * single field are meta/check_field. Whatever a table written by hand may get wrong is found here,
 * once, so that nothing behind it has to look again. */
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "meta/check_column.h"
#include "meta/check_fact.h"
#include "meta/check_field.h"
#include "meta/entity.h"

/* ---- names -------------------------------------------------------------------------------- */

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_same_but_case(const char *a, const char *b)
{
    while (*a != '\0' && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return fold(*a) == fold(*b);
}

/* A name with its variants: of a table or a column. */
typedef struct variants {
    const char *general;
    const orm_dialect_name *names;
} variants;

static bool collide_in(variants a, variants b, const char *dialect)
{
    return is_same_but_case(orm__entity_name(a.names, a.general, dialect),
                            orm__entity_name(b.names, b.general, dialect));
}

static bool collide_in_dialects_of(variants a, variants b)
{
    for (const orm_dialect_name *row = a.names; row != NULL && row->dialect != NULL; row++) {
        if (collide_in(a, b, row->dialect)) {
            return true;
        }
    }
    return false;
}

/* Whether some engine would see one name: SQLite folds case, so for the same answers both do. */
static bool collide(variants a, variants b)
{
    return collide_in(a, b, NULL) || collide_in_dialects_of(a, b) || collide_in_dialects_of(b, a);
}

/* ---- groups and fields -------------------------------------------------------------------- */

static const char *align_fault(size_t size, size_t align)
{
    if (align == 0) {
        return "a struct has no alignment: .align = _Alignof(struct ...) is missing";
    }
    if ((align & (align - 1)) != 0) {
        return "the alignment of a struct is no power of two";
    }
    return size % align == 0 ? NULL : "the size of a struct is no multiple of its alignment";
}

static const char *group_fault(const orm_entity *entity, uint16_t index)
{
    const orm_group *group = &entity->groups[index];
    if (group->member == NULL || group->size == 0) {
        return "a group has no member or no size";
    }
    if (group->parent > index) {
        return "a group stands before its parent";
    }
    size_t whole = group->parent == 0 ? entity->size : entity->groups[group->parent - 1].size;
    size_t size = group->by_pointer ? sizeof(void *) : group->size;
    if (size > whole || group->offset > whole - size) {
        return "a group is not inside its parent";
    }
    return align_fault(group->size, group->align);
}

static const char *groups_fault(const orm_entity *entity)
{
    if (entity->group_count > 0 && entity->groups == NULL) {
        return "the groups are missing";
    }
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < entity->group_count; i++) {
        fault = group_fault(entity, i);
    }
    return fault;
}

/* A clash of a field with one before it. */
static const char *twin_fault(const orm_entity *entity, uint16_t index)
{
    const orm_field *field = &entity->fields[index];
    const variants own = { field->column.name, field->column.names };
    for (uint16_t i = 0; i < index; i++) {
        const orm_field *other = &entity->fields[i];
        if (strcmp(field->member, other->member) == 0) {
            return "the member is mapped twice";
        }
        if (collide(own, (variants){ other->column.name, other->column.names })) {
            return "two columns have names that differ by nothing or by case alone";
        }
    }
    return NULL;
}

static orm_status check_field(const orm_entity *entity, uint16_t index, orm_error *error)
{
    const orm_field *field = &entity->fields[index];
    if (field->member == NULL || field->member[0] == '\0') {
        return orm__error_set(error, ORM_MISUSE, "%s: field %u has no member", entity->name,
                              (unsigned)index);
    }
    const char *fault = orm__check_field_fault(entity, field);
    if (fault == NULL) {
        fault = orm__check_fact_fault(entity, index);
    }
    if (fault == NULL) {
        fault = twin_fault(entity, index);
    }
    if (fault == NULL && field->column.generated && orm__entity_generated(entity) != field) {
        fault = "a generated column is the only one of the primary key";
    }
    return fault == NULL
               ? ORM_OK
               : orm__error_set(error, ORM_MISUSE, "%s.%s: %s", entity->name, field->member, fault);
}

static orm_status check_fields(const orm_entity *entity, orm_error *error)
{
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        status = check_field(entity, i, error);
    }
    return status;
}

/* ---- keys --------------------------------------------------------------------------------- */

static bool has_field(const uint16_t *fields, uint16_t count, uint16_t field)
{
    for (uint16_t i = 0; i < count; i++) {
        if (fields[i] == field) {
            return true;
        }
    }
    return false;
}

static const char *list_fault(const orm_entity *entity, const uint16_t *fields, uint16_t count)
{
    if (count == 0 || fields == NULL) {
        return "has no fields";
    }
    for (uint16_t i = 0; i < count; i++) {
        if (fields[i] >= entity->field_count) {
            return "names a field that does not exist";
        }
        if (has_field(fields, i, fields[i])) {
            return "names a field twice";
        }
    }
    return NULL;
}

static const char *primary_key_fault(const orm_entity *entity)
{
    const orm_key *key = &entity->primary_key;
    if (key->field_count == 0) {
        return NULL;
    }
    const char *fault = list_fault(entity, key->fields, key->field_count);
    for (uint16_t i = 0; fault == NULL && i < key->field_count; i++) {
        if (entity->fields[key->fields[i]].column.nullable) {
            fault = "has a nullable column";
        }
    }
    return fault;
}

static const char *uniques_fault(const orm_entity *entity)
{
    if (entity->unique_count > 0 && entity->uniques == NULL) {
        return "is missing";
    }
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < entity->unique_count; i++) {
        fault = list_fault(entity, entity->uniques[i].fields, entity->uniques[i].field_count);
    }
    return fault;
}

static const char *indexes_fault(const orm_entity *entity)
{
    if (entity->index_count > 0 && entity->indexes == NULL) {
        return "is missing";
    }
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < entity->index_count; i++) {
        fault = list_fault(entity, entity->indexes[i].fields, entity->indexes[i].field_count);
    }
    return fault;
}

/* A key is one text in the database: two labels of one value would be two keys that C takes for one. */
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
static const char *labels_fault(const orm_entity *entity)
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
        if (!has_field(key->fields, key->field_count, reference->target_fields[i])) {
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

static bool is_comparable(orm_kind a, orm_kind b)
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
        const orm_column *to = &reference->target->fields[reference->target_fields[i]].column;
        if (orm__check_has_aliases(from)) {
            return "has an enum with two labels of one value";
        }
        if (!is_comparable(from->kind, to->kind)) {
            return "compares columns of different kinds";
        }
        if (sets_null && !from->nullable) {
            return "sets a column to NULL that is not nullable";
        }
    }
    return NULL;
}

static const char *foreign_key_fault(const orm_entity *entity, const orm_foreign_key *reference)
{
    const char *fault = list_fault(entity, reference->fields, reference->field_count);
    if (fault != NULL) {
        return fault;
    }
    const orm_entity *target = reference->target;
    if (target == NULL || target->schema == NULL || target->fields == NULL) {
        return "has no target";
    }
    fault = list_fault(target, reference->target_fields, reference->field_count);
    if (fault != NULL) {
        return fault;
    }
    if (!is_key_of_target(reference)) {
        return "does not lead to a primary key or unique constraint of its target";
    }
    if (!is_action(reference->on_delete) || !is_action(reference->on_update)) {
        return "has an action that is none";
    }
    return columns_fault(entity, reference);
}

static const char *foreign_keys_fault(const orm_entity *entity)
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

/* ---- entities and the schema -------------------------------------------------------------- */

static const char *entity_fault(const orm_entity *entity)
{
    const char *fault = orm__check_name_fault(entity->table, entity->tables);
    if (fault == NULL && entity->size == 0) {
        fault = "the struct has no size";
    }
    if (fault == NULL) {
        fault = align_fault(entity->size, entity->align);
    }
    if (fault == NULL && (entity->field_count == 0 || entity->fields == NULL)) {
        fault = "there are no fields";
    }
    return fault == NULL ? groups_fault(entity) : fault;
}

static orm_status refuse_entity(const orm_entity *entity, const char *what, const char *fault,
                                orm_error *error)
{
    return orm__error_set(error, ORM_MISUSE, "%s: %s%s", entity->name, what, fault);
}

/* The order counts: what is checked first is relied on by what follows. */
static orm_status check_entity(const orm_entity *entity, orm_error *error)
{
    const char *fault = entity_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "", fault, error);
    }
    fault = primary_key_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "the primary key ", fault, error);
    }
    fault = uniques_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "a unique constraint ", fault, error);
    }
    fault = indexes_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "an index ", fault, error);
    }
    orm_status status = check_fields(entity, error);
    if (status != ORM_OK) {
        return status;
    }
    fault = orm__check_version_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "the version ", fault, error);
    }
    fault = labels_fault(entity);
    return fault == NULL ? ORM_OK : refuse_entity(entity, "", fault, error);
}

/* References need the checked keys of all entities, so they come in a second round. */
static orm_status check_references(const orm_entity *entity, orm_error *error)
{
    const char *fault = foreign_keys_fault(entity);
    return fault == NULL ? ORM_OK : refuse_entity(entity, "a foreign key ", fault, error);
}

/* That an entity is where the schema says, and a clash with one before it. */
static const char *place_fault(const orm_schema *schema, uint16_t index)
{
    const orm_entity *entity = schema->entities[index];
    if (entity->schema != schema || entity->index != index) {
        return "the schema or index in the entity is another one";
    }
    for (uint16_t i = 0; i < index; i++) {
        const orm_entity *other = schema->entities[i];
        if (strcmp(entity->name, other->name) == 0) {
            return "two entities have this name";
        }
        if (collide((variants){ entity->table, entity->tables },
                    (variants){ other->table, other->tables })) {
            return "two tables have names that differ by nothing or by case alone";
        }
    }
    return NULL;
}

static orm_status check_entity_at(const orm_schema *schema, uint16_t index, orm_error *error)
{
    const orm_entity *entity = schema->entities[index];
    if (entity == NULL || entity->name == NULL || entity->name[0] == '\0') {
        return orm__error_set(error, ORM_MISUSE, "schema %s: entity %u is missing or has no name",
                              schema->name, (unsigned)index);
    }
    orm_status status = check_entity(entity, error);
    if (status != ORM_OK) {
        return status;
    }
    const char *fault = place_fault(schema, index);
    return fault == NULL ? ORM_OK : refuse_entity(entity, "", fault, error);
}

static orm_status check_versions(const orm_schema *schema, orm_error *error)
{
    if (schema == NULL || schema->name == NULL || schema->name[0] == '\0') {
        return orm__error_set(error, ORM_MISUSE, "the schema is missing or has no name");
    }
    if (schema->meta_version != ORM_META_VERSION) {
        return orm__error_set(
            error, ORM_MISUSE, "schema %s: tables of version %u, the library's is %u: scan again",
            schema->name, (unsigned)schema->meta_version, (unsigned)ORM_META_VERSION);
    }
    if (schema->lock == NULL || strcmp(schema->lock, orm_meta_v1) != 0) {
        return orm__error_set(error, ORM_MISUSE, "schema %s: the lock is not orm_meta_v1",
                              schema->name);
    }
    if (schema->entity_count == 0 || schema->entities == NULL) {
        return orm__error_set(error, ORM_MISUSE, "schema %s: there are no entities", schema->name);
    }
    return ORM_OK;
}

orm_status orm__entity_check_schema(const orm_schema *schema, orm_error *error)
{
    orm_status status = check_versions(schema, error);
    for (uint16_t i = 0; status == ORM_OK && i < schema->entity_count; i++) {
        status = check_entity_at(schema, i, error);
    }
    for (uint16_t i = 0; status == ORM_OK && i < schema->entity_count; i++) {
        status = check_references(schema->entities[i], error);
    }
    return status;
}
