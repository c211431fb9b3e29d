/* Owns the lowering of checks: those that a kind implies, and the program's own. */
#include "sql/lowering.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "meta/labels.h"
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

static bool is_first(const orm_enum *labels, uint16_t label)
{
    uint16_t first = 0;
    while (labels->labels[first].value != labels->labels[label].value) {
        first++;
    }
    return first == label;
}

/* Its numbers, each once: two labels may share one. */
static void append_numbers(orm_buffer *text, const orm_dialect *dialect, const orm_column *column)
{
    const orm_enum *labels = column->labels;
    bool have_same = orm__labels_find_same_value(labels) < labels->label_count;
    for (uint16_t i = 0; i < labels->label_count; i++) {
        if (!have_same || is_first(labels, i)) {
            const orm_value number = orm_value_int(labels->labels[i].value);
            orm__buffer_text(text, i == 0 ? "" : ", ");
            orm__name_literal(text, dialect, column->kind, &number);
        }
    }
}

/* form: @ is the column; NULL = nothing. */
static void append_form(orm_buffer *text, const orm_lowering *l, const orm_column *column,
                        const char *form)
{
    orm__name_fill(text, form, orm__entity_column(column, l->dialect->name));
}

/* An integer that is a number of an enum. */
static void append_known(orm_buffer *text, const orm_lowering *l, const orm_column *column)
{
    if (column->labels != NULL) {
        append_form(text, l, column, "@ IN (");
        append_numbers(text, l->dialect, column);
        orm__buffer_char(text, ')');
    }
}

/* What a column is limited to, where the engine's type alone does not say it. */
static void append_implied(orm_buffer *text, const orm_lowering *l, const orm_column *column)
{
    switch (column->kind) {
    case ORM_KIND_BOOL:
        append_form(text, l, column, l->dialect->bool_needs_check ? "@ IN (0, 1)" : NULL);
        break;
    case ORM_KIND_ENUM:
        append_form(text, l, column, "@ IN (");
        append_labels(text, l->dialect, column->labels);
        orm__buffer_char(text, ')');
        break;
    case ORM_KIND_UUID:
        append_form(text, l, column, l->dialect->uuid_check);
        break;
    case ORM_KIND_JSON:
        append_form(text, l, column, l->dialect->json_check);
        break;
    case ORM_KIND_ARRAY:
        append_form(text, l, column, l->dialect->array_check);
        break;
    case ORM_KIND_INTERVAL:
        append_form(text, l, column, l->dialect->interval_check);
        break;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        append_known(text, l, column);
        break;
    case ORM_KIND_NONE:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
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
    append_implied(&text, l, column);
    const char *condition = orm__buffer_string(&text);
    if (condition == NULL) {
        return orm__error_no_memory(l->error);
    }
    *condition_out = condition[0] == '\0' ? NULL : condition;
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

/* The first of a table's own is called TABLE_check, the next TABLE_check1. */
static orm_status lower_check_of_table(const orm_lowering *l, uint16_t index)
{
    char suffix[sizeof "check65535"] = "check";
    if (index > 0) {
        (void)snprintf(suffix, sizeof suffix, "check%u", (unsigned)index);
    }
    orm_rel_check *check = next_check(l);
    orm_status status = orm__lower_text(l, l->entity->checks[index], &check->condition);
    return status == ORM_OK ? orm__lower_name(l, NULL, NULL, suffix, &check->name) : status;
}

orm_status orm__lower_checks(const orm_lowering *l)
{
    uint16_t count = l->entity->field_count;
    size_t most = (size_t)2 * count + l->entity->check_count;
    l->table->checks = orm__arena_zeroed(l->arena, most, sizeof *l->table->checks);
    if (l->table->checks == NULL) {
        return orm__error_no_memory(l->error);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < count && status == ORM_OK; i++) {
        status = lower_checks_of(l, &l->entity->fields[i].column);
    }
    for (uint16_t i = 0; i < l->entity->check_count && status == ORM_OK; i++) {
        status = lower_check_of_table(l, i);
    }
    return status;
}
