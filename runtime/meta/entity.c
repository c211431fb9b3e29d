/* Owns look-ups in the tables of an entity. */
#include "meta/entity.h"

#include <stdint.h>
#include <string.h>

const char *orm__entity_name(const orm_dialect_name *names, const char *general,
                             const char *dialect)
{
    for (const orm_dialect_name *row = names; row != NULL && row->dialect != NULL; row++) {
        if (dialect != NULL && strcmp(row->dialect, dialect) == 0) {
            return row->name;
        }
    }
    return general;
}

const char *orm__entity_table(const orm_entity *entity, const char *dialect)
{
    return orm__entity_name(entity->tables, entity->table, dialect);
}

const char *orm__entity_column(const orm_column *column, const char *dialect)
{
    return orm__entity_name(column->names, column->name, dialect);
}

const char *orm__entity_type(const orm_column *column, const char *dialect)
{
    return orm__entity_name(column->types, NULL, dialect);
}

const orm_field *orm__entity_field(const orm_entity *entity, const char *member, size_t size)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const char *name = entity->fields[i].member;
        if (strncmp(name, member, size) == 0 && name[size] == '\0') {
            return &entity->fields[i];
        }
    }
    return NULL;
}

bool orm__entity_is_key(const orm_entity *entity, uint16_t field)
{
    for (uint16_t i = 0; i < entity->primary_key.field_count; i++) {
        if (entity->primary_key.fields[i] == field) {
            return true;
        }
    }
    return false;
}

bool orm__entity_is_filled(const orm_column *column)
{
    return column->readonly || column->computed != NULL;
}

const orm_field *orm__entity_generated(const orm_entity *entity)
{
    if (entity->primary_key.field_count != 1) {
        return NULL;
    }
    const orm_field *key = &entity->fields[entity->primary_key.fields[0]];
    return key->column.generated ? key : NULL;
}
