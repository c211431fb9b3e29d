/* Owns the rules for entities that are no table of their own: what they may have, and that a part
 * is as its whole. */
#include "meta/check_source.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "meta/check_column.h"
#include "meta/check_key.h"
#include "meta/entity.h"

/* ---- what makes tables -------------------------------------------------------------------- */

static const char *table_fault(const orm_entity *entity)
{
    if (entity->index_count > 0 || entity->foreign_key_count > 0 || entity->check_count > 0 ||
        entity->statement_count > 0 || entity->renamed_from != NULL) {
        return "only a table has indexes, foreign keys, checks, statements or a former name";
    }
    if (entity->kind == ORM_ENTITY_PART) {
        return NULL;
    }
    if (entity->unique_count > 0 || entity->version != 0) {
        return "a view or a result has no unique constraint and no version";
    }
    if (entity->kind == ORM_ENTITY_RESULT &&
        (entity->primary_key.field_count > 0 || entity->relation_count > 0 ||
         entity->table_schema != NULL)) {
        return "a result has no key, no relation and no schema";
    }
    return NULL;
}

static const char *column_fault(const orm_entity *entity, const orm_column *column)
{
    if (column->check != NULL || column->computed != NULL || column->renamed_from != NULL) {
        return "only a column of a table has a check, an expression or a former name";
    }
    bool is_made = column->generated || column->readonly ||
                   column->default_value.kind != ORM_DEFAULT_NONE ||
                   column->default_value.engines != NULL;
    return entity->kind != ORM_ENTITY_PART && is_made
               ? "a column of a view or a result is written by nobody"
               : NULL;
}

static bool is_kind(orm_entity_kind kind)
{
    return kind >= ORM_ENTITY_TABLE && kind <= ORM_ENTITY_RESULT;
}

const char *orm__check_source_fault(const orm_entity *entity, const orm_field **field_out)
{
    *field_out = NULL;
    if (!is_kind(entity->kind)) {
        return "the kind of the entity is none";
    }
    if ((entity->kind == ORM_ENTITY_PART) != (entity->part_of != NULL)) {
        return "a part, and nothing else, says what it is a part of";
    }
    if (entity->kind == ORM_ENTITY_TABLE) {
        return NULL;
    }
    const char *fault = table_fault(entity);
    for (uint16_t i = 0; fault == NULL && i < entity->field_count; i++) {
        fault = column_fault(entity, &entity->fields[i].column);
        *field_out = fault == NULL ? NULL : &entity->fields[i];
    }
    return fault;
}

/* ---- names -------------------------------------------------------------------------------- */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* A name, or a type, with its variants; no general one = NULL. */
typedef struct variants {
    const char *general;
    const orm_dialect_name *names;
} variants;

static bool agree_in_dialects_of(variants a, variants b)
{
    bool agree = true;
    for (const orm_dialect_name *row = a.names; agree && row != NULL && row->dialect != NULL;
         row++) {
        agree = is_same_text(row->name, orm__entity_name(b.names, b.general, row->dialect));
    }
    return agree;
}

static bool agree(variants a, variants b)
{
    return is_same_text(a.general, b.general) && agree_in_dialects_of(a, b) &&
           agree_in_dialects_of(b, a);
}

/* ---- columns of a part -------------------------------------------------------------------- */

static variants name_of(const orm_column *column)
{
    return (variants){ column->name, column->names };
}

static const orm_field *find_in_whole(const orm_entity *whole, const orm_column *column)
{
    uint16_t i = 0;
    while (i < whole->field_count && !agree(name_of(&whole->fields[i].column), name_of(column))) {
        i++;
    }
    return i < whole->field_count ? &whole->fields[i] : NULL;
}

static bool has_same_labels(const orm_enum *a, const orm_enum *b)
{
    if (a == NULL || b == NULL || a == b) {
        return a == b;
    }
    bool same = a->label_count == b->label_count;
    for (uint16_t i = 0; same && i < a->label_count; i++) {
        same = a->labels[i].value == b->labels[i].value &&
               strcmp(a->labels[i].name, b->labels[i].name) == 0;
    }
    return same;
}

static bool has_same_type(const orm_column *a, const orm_column *b)
{
    return a->kind == b->kind && a->element == b->element && a->precision == b->precision &&
           a->scale == b->scale &&
           agree((variants){ NULL, a->types }, (variants){ NULL, b->types }) &&
           has_same_labels(a->labels, b->labels);
}

static const char *part_column_fault(const orm_entity *whole, const orm_field *field)
{
    const orm_column *column = &field->column;
    const orm_field *own = find_in_whole(whole, column);
    if (own == NULL) {
        return "the whole has no such column";
    }
    if (!has_same_type(column, &own->column)) {
        return "the column of the whole is of another kind, type or enum";
    }
    if (column->generated != own->column.generated) {
        return "the key is generated in the part and not in the whole, or the other way round";
    }
    if (orm__entity_is_filled(&own->column) && !orm__entity_is_filled(column)) {
        return "the database writes the column of the whole";
    }
    if (!orm__entity_is_filled(column) && field->layout.validate != own->layout.validate) {
        return "the column of the whole has another validator, or none";
    }
    return own->column.redact && !column->redact ? "the column of the whole is redacted" : NULL;
}

/* ---- keys of a part ----------------------------------------------------------------------- */

/* Whether fields of the part are the columns of a key of the whole, in whatever order. */
static bool is_key(const orm_entity *part, const orm_key *own, const orm_key *of_whole)
{
    const orm_entity *whole = part->part_of;
    bool same = own->field_count == of_whole->field_count;
    for (uint16_t i = 0; same && i < own->field_count; i++) {
        const orm_field *field =
            find_in_whole(whole, &part->fields[own->fields[i]].column); /* it is there */
        same = orm__check_key_has_field(of_whole->fields, of_whole->field_count,
                                        (uint16_t)(field - whole->fields));
    }
    return same;
}

static bool is_unique_of_whole(const orm_entity *part, const orm_key *unique)
{
    const orm_entity *whole = part->part_of;
    bool found = is_key(part, unique, &whole->primary_key);
    for (uint16_t i = 0; !found && i < whole->unique_count; i++) {
        found = is_key(part, unique, &whole->uniques[i]);
    }
    return found;
}

static bool is_version_of_whole(const orm_entity *part)
{
    const orm_entity *whole = part->part_of;
    return part->version == 0 ||
           (whole->version != 0 && agree(name_of(&part->fields[part->version - 1].column),
                                         name_of(&whole->fields[whole->version - 1].column)));
}

static const char *part_keys_fault(const orm_entity *part)
{
    if (part->primary_key.field_count > 0 &&
        !is_key(part, &part->primary_key, &part->part_of->primary_key)) {
        return "the primary key is not that of the whole";
    }
    for (uint16_t i = 0; i < part->unique_count; i++) {
        if (!is_unique_of_whole(part, &part->uniques[i])) {
            return "a unique constraint is none of the whole";
        }
    }
    return is_version_of_whole(part) ? NULL : "the version is not that of the whole";
}

/* ---- parts -------------------------------------------------------------------------------- */

static bool is_in_schema(const orm_entity *entity, const orm_schema *schema)
{
    return entity->schema == schema && entity->index < schema->entity_count &&
           schema->entities[entity->index] == entity;
}

static const char *whole_fault(const orm_entity *part)
{
    const orm_entity *whole = part->part_of;
    if (!is_in_schema(whole, part->schema)) {
        return "it is a part of no entity of its schema";
    }
    if (whole->kind != ORM_ENTITY_TABLE && whole->kind != ORM_ENTITY_VIEW) {
        return "it is a part of what is no table and no view";
    }
    bool is_same_table =
        agree((variants){ part->table, part->tables }, (variants){ whole->table, whole->tables }) &&
        is_same_text(part->table_schema, whole->table_schema);
    return is_same_table ? NULL : "its table is not that of the whole";
}

const char *orm__check_source_part_fault(const orm_entity *entity, const orm_field **field_out)
{
    *field_out = NULL;
    if (entity->kind != ORM_ENTITY_PART) {
        return NULL;
    }
    const char *fault = whole_fault(entity);
    for (uint16_t i = 0; fault == NULL && i < entity->field_count; i++) {
        fault = part_column_fault(entity->part_of, &entity->fields[i]);
        *field_out = fault == NULL ? NULL : &entity->fields[i];
    }
    return fault == NULL ? part_keys_fault(entity) : fault;
}
