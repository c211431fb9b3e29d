/* Owns the rules for columns that the database itself writes: that nobody else does, too. */
#include "meta/check_fact.h"

#include <stddef.h>

#include "meta/entity.h"

static const char *computed_fault(const orm_column *column)
{
    if (column->computed == NULL) {
        return NULL;
    }
    if (column->computed[0] == '\0') {
        return "the expression of a computed column is missing";
    }
    if (column->default_value.kind != ORM_DEFAULT_NONE || column->readonly) {
        return "a computed column has no default and is read only anyhow";
    }
    return NULL;
}

const char *orm__check_fact_fault(const orm_entity *entity, uint16_t field)
{
    const orm_column *column = &entity->fields[field].column;
    const char *fault = computed_fault(column);
    if (fault == NULL && orm__entity_is_filled(column) && orm__entity_is_key(entity, field)) {
        fault = "a column of the primary key is neither computed nor read only";
    }
    return fault;
}
