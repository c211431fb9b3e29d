/* Owns the comparison of indexes. One serves that stands on the same columns in the same order,
 * under the same condition; that of a key or a constraint serves, too. */
#include "migrate/verifier.h"

static bool is_same_condition(orm_verifier *v, const char *left, const char *right)
{
    static const orm_expression_of where = { .has_columns = true };
    return left == NULL || right == NULL ? left == right
                                         : orm__verifier_same(v, &where, left, right);
}

/* What a constraint or the primary key brings along. */
static bool has_index_of_key(const orm_verifier *v, const orm_rel_index *wanted)
{
    const orm_rel_table *live = &v->live.table;
    if (wanted->where != NULL) {
        return false;
    }
    bool is = orm__verifier_same_columns(v, &live->key, &wanted->columns);
    for (uint16_t i = 0; !is && i < live->unique_count; i++) {
        is = orm__verifier_same_columns(v, &live->uniques[i].columns, &wanted->columns);
    }
    return is || (wanted->is_unique && orm__verifier_is_unique(v, &wanted->columns));
}

/* The live index that serves; index_count = none. */
static uint16_t find(orm_verifier *v, const orm_rel_index *wanted)
{
    const orm_rel_table *live = &v->live.table;
    uint16_t best = live->index_count;
    for (uint16_t i = 0; i < live->index_count; i++) {
        const orm_rel_index *one = &live->indexes[i];
        bool is = v->live.indexes[i].is_plain && (one->is_unique || !wanted->is_unique) &&
                  orm__verifier_same_columns(v, &one->columns, &wanted->columns) &&
                  is_same_condition(v, wanted->where, one->where);
        if (is && (best == live->index_count || v->live.indexes[best].is_reverse)) {
            best = i;
        }
    }
    return best;
}

static const char *written(orm_verifier *v, const orm_rel_index *index)
{
    const char *columns = orm__verifier_join(v, &index->columns);
    return orm__verifier_text(v, "%sINDEX (%s)%s%s", index->is_unique ? "UNIQUE " : "", columns,
                              index->where == NULL ? "" : ", only of rows with ",
                              index->where == NULL ? "" : index->where);
}

static void compare(orm_verifier *v, const orm_rel_index *wanted)
{
    uint16_t found = find(v, wanted);
    bool is_there = found < v->live.table.index_count;
    bool is_fine = is_there ? !v->live.indexes[found].is_reverse : has_index_of_key(v, wanted);
    if (is_fine || !orm__verifier_has(v, &wanted->columns)) {
        return;
    }
    const orm_difference d = {
        .kind = ORM_DIFFERENCE_INDEX,
        .severity = wanted->is_unique && !is_there ? ORM_SEVERITY_WARNING : ORM_SEVERITY_NOTE,
        .column = orm__verifier_join(v, &wanted->columns),
        .expected = written(v, wanted),
        .found = is_there ? "an index that descends" : "no such index",
    };
    orm__verifier_report(v, &d,
                         is_there            ? "rows are sorted the other way"
                         : wanted->is_unique ? "rows may be alike there"
                                             : "queries may be slow");
}

static bool is_wanted(orm_verifier *v, const orm_rel_index *live)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < v->model->index_count; i++) {
        is = orm__verifier_same_columns(v, &v->model->indexes[i].columns, &live->columns);
    }
    for (uint16_t i = 0; !is && live->is_unique && i < v->model->unique_count; i++) {
        is = orm__verifier_same_columns(v, &v->model->uniques[i].columns, &live->columns);
    }
    return is;
}

void orm__verify_indexes(orm_verifier *v)
{
    for (uint16_t i = 0; i < v->model->index_count && v->status == ORM_OK; i++) {
        compare(v, &v->model->indexes[i]);
    }
    for (uint16_t i = 0; i < v->live.table.index_count && v->status == ORM_OK; i++) {
        const orm_rel_index *live = &v->live.table.indexes[i];
        if (!is_wanted(v, live)) {
            const orm_difference d = { .kind = ORM_DIFFERENCE_INDEX,
                                       .severity = ORM_SEVERITY_NOTE,
                                       .column = orm__verifier_join(v, &live->columns),
                                       .found = written(v, live) };
            orm__verifier_report(v, &d, "an index that the model does not have");
        }
    }
}
