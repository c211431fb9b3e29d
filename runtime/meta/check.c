/* Owns the rules for entities and schemas: names, groups, texts. Those for a single field are
 * meta/check_field, those for keys and references meta/check_key, those for relations
 * meta/check_relation, those for what is no table of its own meta/check_source. Whatever a table
 * written by hand may get wrong is found here, once, so that nothing behind it has to look again.
 */
#include <orm/hooks.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/fold.h"
#include "meta/check_column.h"
#include "meta/check_fact.h"
#include "meta/check_field.h"
#include "meta/check_key.h"
#include "meta/check_relation.h"
#include "meta/check_source.h"
#include "meta/entity.h"

/* ---- names -------------------------------------------------------------------------------- */

/* Names of one schema begin alike: what is the same needs no folding. */
static bool is_same_but_case(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return orm__fold_is_same(a, b);
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
    return is_same_but_case(a.general, b.general) || collide_in_dialects_of(a, b) ||
           collide_in_dialects_of(b, a);
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

/* ---- facts of the table ------------------------------------------------------------------- */

static bool is_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static bool is_text_or_absent(const char *text)
{
    return text == NULL || text[0] != '\0';
}

static const char *facts_fault(const orm_entity *entity)
{
    if (!is_text_or_absent(entity->table_schema) || !is_text_or_absent(entity->renamed_from)) {
        return "a name of the table is empty";
    }
    if ((entity->check_count > 0 && entity->checks == NULL) ||
        (entity->statement_count > 0 && entity->statements == NULL)) {
        return "the checks or the statements are missing";
    }
    for (uint16_t i = 0; i < entity->check_count; i++) {
        if (!is_text(entity->checks[i])) {
            return "a check is empty";
        }
    }
    for (uint16_t i = 0; i < entity->statement_count; i++) {
        if (!is_text(entity->statements[i].dialect) || !is_text(entity->statements[i].sql)) {
            return "a statement has no dialect or no text";
        }
    }
    return NULL;
}

/* ---- entities and the schema -------------------------------------------------------------- */

static const char *hooks_fault(const orm_entity *entity)
{
    if (entity->hook_count > 0 && entity->hooks == NULL) {
        return "the hooks are missing";
    }
    for (uint16_t i = 0; i < entity->hook_count; i++) {
        const orm_entity_hook *hook = &entity->hooks[i];
        if (hook->fn == NULL || hook->events == 0 || hook->events > ORM_EVERY_EVENT) {
            return "a hook has no function, no event, or one that means nothing";
        }
    }
    return NULL;
}

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
    if (fault == NULL) {
        fault = facts_fault(entity);
    }
    if (fault == NULL) {
        fault = hooks_fault(entity);
    }
    return fault == NULL ? groups_fault(entity) : fault;
}

static orm_status refuse_entity(const orm_entity *entity, const char *what, const char *fault,
                                orm_error *error)
{
    return orm__error_set(error, ORM_MISUSE, "%s: %s%s", entity->name, what, fault);
}

/* field: NULL = none is at fault alone. */
static orm_status refuse_source(const orm_entity *entity, const orm_field *field, const char *fault,
                                orm_error *error)
{
    return field == NULL
               ? refuse_entity(entity, "", fault, error)
               : orm__error_set(error, ORM_MISUSE, "%s.%s: %s", entity->name, field->member, fault);
}

static orm_status check_facts(const orm_entity *entity, orm_error *error)
{
    const orm_field *field = NULL;
    const char *fault = orm__check_version_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "the version ", fault, error);
    }
    fault = orm__check_key_labels_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "", fault, error);
    }
    fault = orm__check_source_fault(entity, &field);
    return fault == NULL ? ORM_OK : refuse_source(entity, field, fault, error);
}

/* The order counts: what is checked first is relied on by what follows. */
static orm_status check_entity(const orm_entity *entity, orm_error *error)
{
    const char *fault = entity_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "", fault, error);
    }
    fault = orm__check_key_primary_key_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "the primary key ", fault, error);
    }
    fault = orm__check_key_uniques_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "a unique constraint ", fault, error);
    }
    fault = orm__check_key_indexes_fault(entity);
    if (fault != NULL) {
        return refuse_entity(entity, "an index ", fault, error);
    }
    orm_status status = check_fields(entity, error);
    return status == ORM_OK ? check_facts(entity, error) : status;
}

/* Parts, references and relations need the checked keys of all entities, so they come in a second
 * round. */
static orm_status check_references(const orm_entity *entity, orm_error *error)
{
    const orm_field *field = NULL;
    const char *fault = orm__check_source_part_fault(entity, &field);
    if (fault != NULL) {
        return refuse_source(entity, field, fault, error);
    }
    fault = orm__check_key_foreign_keys_fault(entity);
    return fault == NULL ? orm__check_relations(entity, error)
                         : refuse_entity(entity, "a foreign key ", fault, error);
}

/* Whether their tables share their names' space, where an engine has several. */
static bool is_same_schema(const orm_entity *a, const orm_entity *b)
{
    const char *first = a->table_schema == NULL ? "" : a->table_schema;
    const char *second = b->table_schema == NULL ? "" : b->table_schema;
    return strcmp(first, second) == 0;
}

/* Whether its name is one of the database's by itself. */
static bool has_own_name(const orm_entity *entity)
{
    return entity->kind == ORM_ENTITY_TABLE || entity->kind == ORM_ENTITY_VIEW;
}

static bool collide_as_tables(const orm_entity *a, const orm_entity *b)
{
    return has_own_name(a) && has_own_name(b) && is_same_schema(a, b) &&
           collide((variants){ a->table, a->tables }, (variants){ b->table, b->tables });
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
        if (collide_as_tables(entity, other)) {
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
