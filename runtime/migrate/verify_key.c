/* Owns the comparison of primary keys and unique constraints. Names of constraints do not count:
 * what counts is which columns hold together. */
#include "base/fold.h"
#include "migrate/verifier.h"

bool orm__verifier_same_columns(const orm_verifier *v, const orm_rel_names *left,
                                const orm_rel_names *right)
{
    uint16_t i = 0;
    while (i < left->count && i < right->count &&
           orm__fold_is_name(left->names[i], right->names[i], v->dialect->fold_case)) {
        i++;
    }
    return i == left->count && i == right->count;
}

static bool has_name(const orm_verifier *v, const orm_rel_names *names, const char *name)
{
    uint16_t i = 0;
    while (i < names->count && !orm__fold_is_name(names->names[i], name, v->dialect->fold_case)) {
        i++;
    }
    return i < names->count;
}

/* The same columns in any order. */
static bool is_same_set(const orm_verifier *v, const orm_rel_names *left,
                        const orm_rel_names *right)
{
    uint16_t i = 0;
    while (i < left->count && has_name(v, right, left->names[i])) {
        i++;
    }
    return i == left->count && left->count == right->count;
}

/* ---- what makes columns unique ---- */

/* Whether the columns' own collations hold in the index. */
static bool has_own_collation(const orm_verifier *v, uint16_t index)
{
    const char *collation = v->live.indexes[index].collation;
    const orm_rel_names *columns = &v->live.table.indexes[index].columns;
    bool is_own = collation == NULL;
    for (uint16_t i = 0; !is_own && i < columns->count; i++) {
        uint16_t column = orm__live_find(&v->live, v->dialect, columns->names[i]);
        is_own = column < v->live.table.column_count &&
                 orm__fold_is_name(v->live.columns[column].collation, collation, true);
    }
    return is_own;
}

static bool is_unique_index(const orm_verifier *v, uint16_t index, const orm_rel_names *columns)
{
    const orm_rel_index *live = &v->live.table.indexes[index];
    return live->is_unique && live->where == NULL && v->live.indexes[index].is_plain &&
           has_own_collation(v, index) && is_same_set(v, &live->columns, columns);
}

typedef enum uniqueness {
    UNIQUENESS_NONE,
    UNIQUENESS_DEFERRABLE,
    UNIQUENESS_OF_NULLS, /* two NULLs are alike */
    UNIQUENESS_HOLDS
} uniqueness;

static uniqueness constraint_of(const orm_verifier *v, const orm_rel_names *columns)
{
    uniqueness best = UNIQUENESS_NONE;
    for (uint16_t i = 0; i < v->live.table.unique_count; i++) {
        if (is_same_set(v, &v->live.table.uniques[i].columns, columns)) {
            const orm_live_unique *facts = &v->live.uniques[i];
            uniqueness one = facts->is_deferrable     ? UNIQUENESS_DEFERRABLE
                             : facts->nulls_are_alike ? UNIQUENESS_OF_NULLS
                                                      : UNIQUENESS_HOLDS;
            best = one > best ? one : best;
        }
    }
    return best;
}

static uniqueness uniqueness_of(const orm_verifier *v, const orm_rel_names *columns)
{
    uniqueness best = constraint_of(v, columns);
    bool holds = v->live.table.key.count > 0 && is_same_set(v, &v->live.table.key, columns);
    for (uint16_t i = 0; !holds && i < v->live.table.index_count; i++) {
        holds = is_unique_index(v, i, columns);
    }
    return holds ? UNIQUENESS_HOLDS : best;
}

bool orm__verifier_is_unique(const orm_verifier *v, const orm_rel_names *columns)
{
    return uniqueness_of(v, columns) == UNIQUENESS_HOLDS;
}

/* ---- the primary key ---- */

static const orm_rel_names *no_names(void)
{
    static const orm_rel_names none = { .count = 0 };
    return &none;
}

/* Of a key that the column itself says, that column. */
static orm_rel_names wanted_key(const orm_verifier *v, const char **name)
{
    if (v->model->key.count > 0 || v->entity->primary_key.field_count == 0) {
        return v->model->key.count > 0 ? v->model->key : *no_names();
    }
    *name = v->model->columns[v->entity->primary_key.fields[0]].name;
    return (orm_rel_names){ .names = name, .count = 1 };
}

static const char deferrable[] = "a DEFERRABLE constraint";
static const char no_target[] = "no upsert can name the constraint";

static void report_deferrable_key(orm_verifier *v, const orm_rel_names *key)
{
    const orm_difference d = { .kind = ORM_DIFFERENCE_PRIMARY_KEY,
                               .severity = ORM_SEVERITY_WARNING,
                               .column = orm__verifier_join(v, key),
                               .expected = orm__verifier_join(v, key),
                               .found = deferrable };
    orm__verifier_report(v, &d, "%s", no_target);
}

static void compare_primary_key(orm_verifier *v)
{
    const char *single = NULL;
    const orm_rel_names wanted = wanted_key(v, &single), *found = &v->live.table.key;
    bool is_same = is_same_set(v, &wanted, found);
    if (is_same && v->live.key_is_deferrable) {
        report_deferrable_key(v, &wanted);
    }
    if (is_same || !orm__verifier_has(v, &wanted)) {
        return;
    }
    bool is_unique = wanted.count == 0 || orm__verifier_is_unique(v, &wanted);
    const orm_difference d = {
        .kind = ORM_DIFFERENCE_PRIMARY_KEY,
        .severity = wanted.count == 0 ? ORM_SEVERITY_NOTE
                    : is_unique       ? ORM_SEVERITY_WARNING
                                      : ORM_SEVERITY_ERROR,
        .column = wanted.count == 0 ? NULL : orm__verifier_join(v, &wanted),
        .expected = wanted.count == 0 ? "no primary key" : orm__verifier_join(v, &wanted),
        .found = found->count == 0 ? "no primary key" : orm__verifier_join(v, found),
    };
    orm__verifier_report(v, &d,
                         wanted.count == 0 ? "the table has a primary key, the struct none"
                         : is_unique       ? "the key is unique, but not the primary key"
                                           : "the key may lead to several rows");
}

/* ---- unique constraints ---- */

static void compare_unique(orm_verifier *v, const orm_rel_names *wanted)
{
    uniqueness found = uniqueness_of(v, wanted);
    if (found == UNIQUENESS_HOLDS || !orm__verifier_has(v, wanted)) {
        return;
    }
    static const char *const words[] = { "no such constraint", deferrable,
                                         "a constraint with NULLS NOT DISTINCT" };
    static const char *const why[] = { "rows may be alike there", no_target,
                                       "only one row may have NULL there" };
    const orm_difference d = { .kind = ORM_DIFFERENCE_UNIQUE,
                               .severity = ORM_SEVERITY_WARNING,
                               .column = orm__verifier_join(v, wanted),
                               .expected = orm__verifier_text(v, "UNIQUE (%s)",
                                                              orm__verifier_join(v, wanted)),
                               .found = words[found] };
    orm__verifier_report(v, &d, "%s", why[found]);
}

/* Whether the model has anything unique with these columns. */
static bool is_wanted(const orm_verifier *v, const orm_rel_names *columns)
{
    const char *single = NULL;
    const orm_rel_names key = wanted_key(v, &single);
    bool is = is_same_set(v, &key, columns);
    for (uint16_t i = 0; !is && i < v->model->unique_count; i++) {
        is = is_same_set(v, &v->model->uniques[i].columns, columns);
    }
    for (uint16_t i = 0; !is && i < v->model->index_count; i++) {
        is = v->model->indexes[i].is_unique &&
             is_same_set(v, &v->model->indexes[i].columns, columns);
    }
    return is;
}

static void report_extra(orm_verifier *v, const orm_rel_unique *unique)
{
    if (is_wanted(v, &unique->columns)) {
        return;
    }
    const char *columns = orm__verifier_join(v, &unique->columns);
    const orm_difference d = { .kind = ORM_DIFFERENCE_UNIQUE,
                               .severity = ORM_SEVERITY_NOTE,
                               .column = columns,
                               .found = orm__verifier_text(v, "UNIQUE (%s)", columns) };
    orm__verifier_report(v, &d, "a constraint that the model does not have");
}

void orm__verify_keys(orm_verifier *v)
{
    compare_primary_key(v);
    for (uint16_t i = 0; i < v->model->unique_count; i++) {
        compare_unique(v, &v->model->uniques[i].columns);
    }
    for (uint16_t i = 0; i < v->live.table.unique_count; i++) {
        report_extra(v, &v->live.table.uniques[i]);
    }
}
