/* Owns the lowering of checks: those that a kind implies, and the program's own. */
#include "sql/lowering.h"

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "sql/arena_text.h"
#include "sql/name.h"

static void append_labels(orm_buffer *text, const orm_dialect *dialect, const orm_enum *labels)
{
    for (uint16_t i = 0; i < labels->label_count; i++) {
        const orm_value label = orm_value_text(labels->labels[i].name);
        orm__buffer_text(text, i == 0 ? "" : ", ");
        orm__name_literal(text, dialect, ORM_KIND_ENUM, &label);
    }
}

/* The values that a column is limited to, where the engine's type alone does not say it. */
static void append_values(orm_buffer *text, const orm_lowering *l, const orm_column *column)
{
    switch (column->kind) {
    case ORM_KIND_BOOL:
        orm__buffer_text(text, l->dialect->bool_needs_check ? "0, 1" : "");
        break;
    case ORM_KIND_ENUM:
        append_labels(text, l->dialect, column->labels);
        break;
    case ORM_KIND_NONE:
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_COUNT:
        break;
    }
}

/* The condition that a column's kind implies; NULL = none. */
static orm_status lower_implied(const orm_lowering *l, const orm_column *column,
                                const char **condition_out)
{
    orm_buffer text;
    orm__arena_text_init(&text, l->arena);
    append_values(&text, l, column);
    const char *values = orm__buffer_string(&text);
    if (values == NULL) {
        return orm__error_no_memory(l->error);
    }
    if (values[0] == '\0') {
        *condition_out = NULL;
        return ORM_OK;
    }
    orm__arena_text_init(&text, l->arena);
    orm__name_quote(&text, orm__entity_column(column, l->dialect->name));
    orm__buffer_format(&text, " IN (%s)", values);
    const char *condition = orm__buffer_string(&text);
    if (condition == NULL) {
        return orm__error_no_memory(l->error);
    }
    *condition_out = condition;
    return ORM_OK;
}

static orm_status name_check(const orm_lowering *l, const orm_column *column, const char *suffix,
                             orm_rel_check *check)
{
    const char *name = orm__entity_column(column, l->dialect->name);
    const orm_rel_names columns = { .names = &name, .count = 1 };
    return orm__lower_name(l, NULL, &columns, suffix, &check->name);
}

static orm_rel_check *next_check(const orm_lowering *l)
{
    return &l->table->checks[l->table->check_count++];
}

static orm_status lower_checks_of(const orm_lowering *l, const orm_column *column)
{
    const char *implied = NULL;
    orm_status status = lower_implied(l, column, &implied);
    if (status == ORM_OK && implied != NULL) {
        orm_rel_check *check = next_check(l);
        check->condition = implied;
        status = name_check(l, column, "check", check);
    }
    if (status == ORM_OK && column->check != NULL) {
        orm_rel_check *check = next_check(l);
        status = orm__lower_text(l, column->check, &check->condition);
        status = status == ORM_OK
                     ? name_check(l, column, implied != NULL ? "check1" : "check", check)
                     : status;
    }
    return status;
}

orm_status orm__lower_checks(const orm_lowering *l)
{
    uint16_t count = l->entity->field_count;
    l->table->checks = orm__arena_zeroed(l->arena, (size_t)2 * count, sizeof *l->table->checks);
    if (l->table->checks == NULL) {
        return orm__error_no_memory(l->error);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < count && status == ORM_OK; i++) {
        status = lower_checks_of(l, &l->entity->fields[i].column);
    }
    return status;
}
