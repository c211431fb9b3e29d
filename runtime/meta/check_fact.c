/* Owns the rules for columns that are not the program's alone to write: those that the database
 * fills in, and the version. */
#include "meta/check_fact.h"

#include <stddef.h>

#include "meta/check_column.h"
#include "meta/entity.h"
#include "meta/field.h"

static const char *computed_fault(const orm_column *column)
{
    if (column->computed == NULL) {
        return NULL;
    }
    if (column->computed[0] == '\0') {
        return "the expression of a computed column is missing";
    }
    if (column->default_value.kind != ORM_DEFAULT_NONE || column->default_value.engines != NULL ||
        column->readonly) {
        return "a computed column has no default and is read only anyhow";
    }
    return NULL;
}

static bool has_empty(const orm_dialect_name *texts)
{
    const orm_dialect_name *row = texts;
    while (row != NULL && row->dialect != NULL && row->name != NULL && row->name[0] != '\0') {
        row++;
    }
    return row != NULL && row->dialect != NULL;
}

static const char *engines_fault(const orm_column *column)
{
    if (has_empty(column->types) || has_empty(column->default_value.engines)) {
        return "the type or the default for a dialect is missing";
    }
    if (column->renamed_from != NULL && column->renamed_from[0] == '\0') {
        return "the former name is empty";
    }
    return column->generated && column->default_value.engines != NULL
               ? "a generated key has no default, on no engine"
               : NULL;
}

const char *orm__check_fact_fault(const orm_entity *entity, uint16_t field)
{
    const orm_column *column = &entity->fields[field].column;
    const char *fault = computed_fault(column);
    if (fault == NULL) {
        fault = engines_fault(column);
    }
    if (fault == NULL && orm__entity_is_filled(column) && orm__entity_is_key(entity, field)) {
        fault = "a column of the primary key is neither computed nor read only";
    }
    return fault;
}

const char *orm__check_version_fault(const orm_entity *entity)
{
    if (entity->version == 0) {
        return NULL;
    }
    if (entity->version > entity->field_count) {
        return "names a field that does not exist";
    }
    const uint16_t index = (uint16_t)(entity->version - 1);
    const orm_field *field = &entity->fields[index];
    const orm_column *column = &field->column;
    bool shows_null = field->layout.null_if != NULL || orm__field_has_flag(field);
    if (!orm__check_is_integer_kind(column->kind) || column->labels != NULL || column->nullable ||
        shows_null) {
        return "is no integer that is never NULL";
    }
    if (orm__entity_is_key(entity, index) || orm__entity_is_filled(column)) {
        return "is a key, or a column that only the database writes";
    }
    return orm__field_is_behind_pointer(entity, field) ? "is behind a pointer" : NULL;
}
