/* Owns the comparison of columns: which are there, their types, lengths and collations. What they
 * hold when nothing is said is verify_value.c. */
#include <string.h>

#include "meta/entity.h"
#include "base/fold.h"
#include "base/near.h"
#include "migrate/token.h"
#include "migrate/verifier.h"

/* ---- which are there ---- */

static void report_missing(orm_verifier *v, uint16_t field)
{
    const orm_rel_column *wanted = &v->model->columns[field];
    orm_near near = orm__near_begin(wanted->name);
    for (uint16_t i = 0; i < v->live.table.column_count; i++) {
        orm__near_offer(&near, v->live.table.columns[i].name);
    }
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_MISSING,
                               .severity = ORM_SEVERITY_ERROR,
                               .column = wanted->name,
                               .expected = wanted->type,
                               .found = near.found };
    orm__verifier_report(v, &d,
                         near.found != NULL
                             ? "the column of member %s is missing, another is nearly called so"
                             : "the column of member %s is missing",
                         v->entity->fields[field].member);
}

static bool is_mapped(const orm_verifier *v, uint16_t column)
{
    uint16_t field = 0;
    while (field < v->entity->field_count && orm__verifier_column(v, field) != column) {
        field++;
    }
    return field < v->entity->field_count;
}

/* Whether an INSERT that does not name the column gives it a value. */
static bool fills_itself(const orm_live_table *live, uint16_t column)
{
    const orm_rel_column *c = &live->table.columns[column];
    bool is_rowid =
        live->key_is_rowid && orm__fold_is_name(c->name, live->table.key.names[0], true);
    return !c->not_null || c->default_value != NULL || c->computed != NULL || is_rowid ||
           live->columns[column].generation != ORM_LIVE_NOT_GENERATED;
}

static void report_extra(orm_verifier *v, uint16_t column)
{
    bool is_fine = fills_itself(&v->live, column) || v->live.form == ORM_LIVE_VIEW;
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_EXTRA,
                               .severity = is_fine ? ORM_SEVERITY_NOTE : ORM_SEVERITY_ERROR,
                               .column = v->live.table.columns[column].name,
                               .found = v->live.table.columns[column].type };
    orm__verifier_report(v, &d,
                         is_fine ? "a column that no member maps"
                                 : "a column that no member maps is NOT NULL without a "
                                   "default: inserts fail");
}

/* ---- types ---- */

/* The type alone, without its collation and the clause of a generated key. */
static const char *plain_type(orm_verifier *v, uint16_t field)
{
    const char *type = v->model->columns[field].type;
    const char *collation = orm__token_behind(v->dialect, type, "COLLATE");
    size_t size = strlen(type);
    if (collation != NULL) {
        size = (size_t)(collation - type) - strlen("COLLATE");
    } else if (&v->entity->fields[field] == orm__entity_generated(v->entity)) {
        size -= strlen(v->dialect->generated_key);
    }
    while (size > 0 && type[size - 1] == ' ') {
        size--;
    }
    return orm__verifier_text(v, "%.*s", (int)size, type);
}

static bool is_alias(const orm_verifier *v, const char *alias, const char *type)
{
    const char *const *pair = v->catalog.questions->aliases;
    while (*pair != NULL && !(orm__token_same(v->dialect, pair[0], alias) &&
                              orm__token_same(v->dialect, pair[1], type))) {
        pair += 2;
    }
    return *pair != NULL;
}

/* What the member's longest text is, in bytes; 0 = it has no limit. */
static size_t longest_text(const orm_field *field)
{
    size_t longest = 0;
    const orm_enum *labels = field->column.labels;
    for (uint16_t i = 0; labels != NULL && i < labels->label_count; i++) {
        size_t size = strlen(labels->labels[i].name);
        longest = size > longest ? size : longest;
    }
    switch (field->layout.storage) {
    case ORM_STORAGE_CHARS:
        return field->layout.size - 1;
    case ORM_STORAGE_CHAR:
        return 1;
    default:
        return longest;
    }
}

static bool is_limited_text(const orm_live_column *live)
{
    return live->modifier >= 0 && live->element == NULL &&
           (strcmp(live->base, "varchar") == 0 || strcmp(live->base, "bpchar") == 0);
}

static void compare_length(orm_verifier *v, uint16_t field, uint16_t column)
{
    const orm_live_column *live = &v->live.columns[column];
    if (live->base == NULL || !is_limited_text(live)) {
        return;
    }
    size_t longest = longest_text(&v->entity->fields[field]);
    bool is_too_short = (size_t)live->modifier < longest;
    if (longest > 0 && !is_too_short) {
        return;
    }
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_LENGTH,
                               .severity = is_too_short ? ORM_SEVERITY_WARNING : ORM_SEVERITY_NOTE,
                               .column = v->live.table.columns[column].name,
                               .expected = longest == 0 ? "texts of any length"
                                                        : orm__verifier_text(
                                                              v, "texts of %zu bytes", longest),
                               .found = v->live.table.columns[column].type };
    orm__verifier_report(v, &d, "longer texts of member %s are refused",
                         v->entity->fields[field].member);
}

static bool is_in(const orm_rel_names *names, const char *name, bool folds)
{
    uint16_t i = 0;
    while (i < names->count && !orm__fold_is_name(names->names[i], name, folds)) {
        i++;
    }
    return i < names->count;
}

static bool is_in_key(const orm_verifier *v, const char *name)
{
    const orm_rel_table *model = v->model;
    bool folds = v->dialect->fold_case;
    bool is = is_in(&model->key, name, folds);
    for (uint16_t i = 0; !is && i < model->unique_count; i++) {
        is = is_in(&model->uniques[i].columns, name, folds);
    }
    for (uint16_t i = 0; !is && i < model->index_count; i++) {
        is = is_in(&model->indexes[i].columns, name, folds);
    }
    return is;
}

static void compare_collation(orm_verifier *v, uint16_t field, uint16_t column)
{
    const orm_column *own = &v->entity->fields[field].column;
    const char *name = v->live.table.columns[column].name;
    const char *found = v->live.columns[column].collation;
    bool has_type = orm__entity_type(own, v->dialect->name) != NULL;
    const char *wanted =
        has_type ? orm__token_behind(v->dialect, v->model->columns[field].type, "COLLATE") : NULL;
    bool is_text = own->kind == ORM_KIND_TEXT || own->kind == ORM_KIND_ENUM;
    bool matters = v->catalog.questions->says_collations || is_in_key(v, name);
    if (!is_text) {
        return;
    }
    if (wanted != NULL ? found != NULL && orm__token_same(v->dialect, wanted, found)
                       : has_type || found == NULL || !matters) {
        return;
    }
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_COLLATION,
                               .severity = ORM_SEVERITY_NOTE,
                               .column = name,
                               .expected = wanted != NULL ? wanted : "the order of bytes",
                               .found = found != NULL ? found : "the order of bytes" };
    orm__verifier_report(v, &d, "texts compare and sort by another collation");
}

/* A view is only read, and SQLite knows no type of an expression. */
static bool is_view(const orm_verifier *v)
{
    return v->entity->kind == ORM_ENTITY_VIEW;
}

void orm__verify_column_type(orm_verifier *v, uint16_t field, uint16_t column)
{
    const orm_rel_column *live = &v->live.table.columns[column];
    const orm_field *own = &v->entity->fields[field];
    const char *wanted = plain_type(v, field);
    if (is_view(v) && live->type[0] == '\0') {
        return;
    }
    if (v->status != ORM_OK || is_alias(v, wanted, live->type) ||
        orm__verifier_same_type(v, wanted, live->type)) {
        return;
    }
    orm_fit fit = v->catalog.questions->fit(own, &v->live, column);
    if (!fit.differs && !is_view(v)) {
        compare_length(v, field, column);
    }
    if (!fit.differs || (is_view(v) && fit.when_written)) {
        return;
    }
    bool is_harmless = fit.when_written && orm__entity_is_filled(&own->column);
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_TYPE,
                               .severity = is_harmless ? ORM_SEVERITY_NOTE : fit.severity,
                               .column = live->name,
                               .expected = wanted,
                               .found = live->type[0] == '\0' ? "no type" : live->type };
    orm__verifier_report(v, &d, "another type for %s of kind %s: %s", own->member,
                         orm_kind_name(own->column.kind), fit.why);
}

/* ---- all ---- */

static void compare_column(orm_verifier *v, uint16_t field, uint16_t column)
{
    orm__verify_column_type(v, field, column);
    if (!is_view(v)) {
        compare_collation(v, field, column);
        orm__verify_column_value(v, field, column);
    }
}

void orm__verify_columns(orm_verifier *v)
{
    for (uint16_t i = 0; i < v->entity->field_count && v->status == ORM_OK; i++) {
        uint16_t column = orm__verifier_column(v, i);
        if (column == v->live.table.column_count) {
            report_missing(v, i);
        } else {
            compare_column(v, i, column);
        }
    }
    for (uint16_t i = 0; !is_view(v) && i < v->live.table.column_count; i++) {
        if (!is_mapped(v, i)) {
            report_extra(v, i);
        }
    }
}
