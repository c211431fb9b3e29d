/* Owns the comparison of checks: the lists of what a column may hold, a native enum among them, and
 * conditions of the program's own. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "migrate/listed.h"
#include "base/fold.h"
#include "migrate/verifier.h"
#include "sql/arena_text.h"

static bool read_list(orm_verifier *v, const char *condition, orm_listed *listed)
{
    bool is = false;
    if (!orm__listed_read(v->dialect, condition, v->catalog.arena, listed, &is)) {
        v->status = orm__error_no_memory(v->error);
    }
    return is && v->status == ORM_OK;
}

/* ---- lists ---- */

/* What left has and right has not; NULL = nothing. */
static const char *difference_of(orm_verifier *v, const orm_listed *left, const orm_listed *right)
{
    orm_buffer text;
    orm__arena_text_init(&text, v->catalog.arena);
    for (uint16_t i = 0; i < left->count; i++) {
        if (!orm__listed_has(right, left->values[i])) {
            orm__buffer_text(&text, text.size == 0 ? "" : ", ");
            orm__buffer_text(&text, left->values[i]);
        }
    }
    const char *joined = orm__buffer_string(&text);
    if (joined == NULL) {
        v->status = orm__error_no_memory(v->error);
    }
    return joined == NULL || joined[0] == '\0' ? NULL : joined;
}

/* Whether the member of a column reads labels that its enum does not have. */
static bool reads_others(const orm_verifier *v, uint16_t field)
{
    return field < v->entity->field_count && v->entity->fields[field].layout.unknown != NULL;
}

static uint16_t field_of(const orm_verifier *v, const char *column)
{
    uint16_t i = 0;
    while (i < v->entity->field_count &&
           !orm__fold_is_name(v->model->columns[i].name, column, v->dialect->fold_case)) {
        i++;
    }
    return i;
}

static void compare_lists(orm_verifier *v, const orm_listed *wanted, const orm_listed *found)
{
    const char *refused = difference_of(v, wanted, found);
    const char *unknown = difference_of(v, found, wanted);
    orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_LABELS,
                         .severity = ORM_SEVERITY_WARNING,
                         .column = wanted->column };
    if (refused != NULL) {
        d.expected = refused;
        orm__verifier_report(v, &d, "values of the member that the database refuses");
        d.expected = NULL;
    }
    if (unknown != NULL) {
        bool is_harmless = reads_others(v, field_of(v, wanted->column));
        d.severity = is_harmless ? ORM_SEVERITY_NOTE : ORM_SEVERITY_WARNING;
        d.found = unknown;
        orm__verifier_report(v, &d, "values of the database that the member does not know");
    }
}

/* A live check that lists values of this column; check_count = none. */
static uint16_t find_list(orm_verifier *v, const char *column, orm_listed *listed)
{
    uint16_t count = v->live.table.check_count;
    for (uint16_t i = 0; i < count && v->status == ORM_OK; i++) {
        const char *condition = v->live.table.checks[i].condition;
        if (read_list(v, condition, listed) && orm__fold_is_name(listed->column, column, true)) {
            return i;
        }
    }
    return count;
}

/* ---- conditions ---- */

static bool is_same(orm_verifier *v, const char *left, const char *right)
{
    static const orm_expression_of where = { .has_columns = true };
    return orm__verifier_same(v, &where, left, right);
}

static uint16_t find_by_name(const orm_verifier *v, const char *name)
{
    uint16_t i = 0;
    while (i < v->live.table.check_count &&
           !orm__fold_is_name(v->live.table.checks[i].name, name, v->dialect->fold_case)) {
        i++;
    }
    return i;
}

/* A live check that says the same; check_count = none. named: the one of the same name, which is
 * the likely one: it is asked about first. */
static uint16_t find_same(orm_verifier *v, const orm_rel_check *wanted, uint16_t named)
{
    const orm_rel_check *live = v->live.table.checks;
    uint16_t count = v->live.table.check_count;
    if (named < count && is_same(v, wanted->condition, live[named].condition)) {
        return named;
    }
    for (uint16_t i = 0; i < count && v->status == ORM_OK; i++) {
        if (i != named && is_same(v, wanted->condition, live[i].condition)) {
            return i;
        }
    }
    return count;
}

/* Of one that says what it should. */
static void compare_proof(orm_verifier *v, const orm_rel_check *wanted, uint16_t found)
{
    if (found < v->live.table.check_count && !v->live.checks_are_proven[found]) {
        const orm_difference d = { .kind = ORM_DIFFERENCE_CHECK,
                                   .severity = ORM_SEVERITY_WARNING,
                                   .expected = wanted->condition,
                                   .found = "NOT VALID" };
        orm__verifier_report(v, &d, "rows of before may not meet it");
    }
}

static void compare_condition(orm_verifier *v, const orm_rel_check *wanted)
{
    uint16_t count = v->live.table.check_count;
    uint16_t named = find_by_name(v, wanted->name), same = find_same(v, wanted, named);
    if (same < count) {
        compare_proof(v, wanted, same);
        return;
    }
    const orm_difference d = { .kind = ORM_DIFFERENCE_CHECK,
                               .severity = ORM_SEVERITY_WARNING,
                               .expected = wanted->condition,
                               .found = named == count ? "no such check"
                                                       : v->live.table.checks[named].condition };
    orm__verifier_report(
        v, &d, named == count ? "nothing refuses other rows" : "check %s says something else",
        wanted->name);
}

/* Labels of a native enum stand for a check. */
static bool compare_native(orm_verifier *v, const orm_listed *wanted)
{
    uint16_t column = orm__live_find(&v->live, v->dialect, wanted->column);
    if (column == v->live.table.column_count) {
        return true; /* that it is missing is said already */
    }
    const orm_live_column *live = &v->live.columns[column];
    const orm_listed found = { wanted->column, live->labels, live->label_count };
    if (live->label_count > 0) {
        compare_lists(v, wanted, &found);
    }
    return live->label_count > 0;
}

static void compare(orm_verifier *v, const orm_rel_check *wanted)
{
    orm_listed list, found;
    bool is_list = read_list(v, wanted->condition, &list);
    if (is_list && compare_native(v, &list)) {
        return;
    }
    uint16_t same = is_list ? find_list(v, list.column, &found) : v->live.table.check_count;
    if (same < v->live.table.check_count) {
        compare_lists(v, &list, &found);
        compare_proof(v, wanted, same);
    } else {
        compare_condition(v, wanted);
    }
}

/* ---- what only the database has ---- */

static bool is_wanted(orm_verifier *v, const orm_rel_check *live)
{
    orm_listed list, other;
    bool is_list = read_list(v, live->condition, &list);
    bool is = false;
    for (uint16_t i = 0; !is && i < v->model->check_count && v->status == ORM_OK; i++) {
        const orm_rel_check *wanted = &v->model->checks[i];
        is = orm__fold_is_name(wanted->name, live->name, v->dialect->fold_case) ||
             (is_list && read_list(v, wanted->condition, &other) &&
              orm__fold_is_name(list.column, other.column, true)) ||
             is_same(v, wanted->condition, live->condition);
    }
    return is;
}

void orm__verify_checks(orm_verifier *v)
{
    for (uint16_t i = 0; i < v->model->check_count && v->status == ORM_OK; i++) {
        compare(v, &v->model->checks[i]);
    }
    for (uint16_t i = 0; i < v->live.table.check_count && v->status == ORM_OK; i++) {
        const orm_rel_check *live = &v->live.table.checks[i];
        if (!is_wanted(v, live)) {
            const orm_difference d = { .kind = ORM_DIFFERENCE_CHECK,
                                       .severity = ORM_SEVERITY_NOTE,
                                       .found = live->condition };
            orm__verifier_report(v, &d, "a check that the model does not have");
        }
    }
}
