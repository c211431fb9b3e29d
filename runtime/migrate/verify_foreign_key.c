/* Owns the comparison of foreign keys: from which columns, to which, and what happens then. */
#include "base/fold.h"
#include "migrate/verifier.h"

static const char *action_text(orm_action action)
{
    switch (action) {
    case ORM_ACTION_NONE:
        break;
    case ORM_ACTION_RESTRICT:
        return "RESTRICT";
    case ORM_ACTION_CASCADE:
        return "CASCADE";
    case ORM_ACTION_SET_NULL:
        return "SET NULL";
    case ORM_ACTION_SET_DEFAULT:
        return "SET DEFAULT";
    }
    return "NO ACTION";
}

/* schema: of the target; NULL = as it is found. */
static const char *written(orm_verifier *v, const orm_rel_foreign_key *key, const char *schema)
{
    const char *own = orm__verifier_join(v, &key->columns);
    const char *target = orm__verifier_join(v, &key->target_columns);
    return orm__verifier_text(v, "(%s) REFERENCES %s%s%s (%s), %s on delete, %s on update", own,
                              schema == NULL ? "" : schema, schema == NULL ? "" : ".",
                              key->target_table, target, action_text(key->on_delete),
                              action_text(key->on_update));
}

static const char *written_live(orm_verifier *v, uint16_t index)
{
    const orm_rel_foreign_key *key = &v->live.table.foreign_keys[index];
    return written(v, key,
                   v->live.foreign_keys[index].target_is_visible ? NULL : key->target_schema);
}

/* The place of a column in a key; count = none. */
static uint16_t place_of(const orm_verifier *v, const orm_rel_names *names, const char *name)
{
    uint16_t i = 0;
    while (i < names->count && !orm__fold_is_name(names->names[i], name, v->dialect->fold_case)) {
        i++;
    }
    return i;
}

static bool has_same_columns(const orm_verifier *v, const orm_rel_foreign_key *left,
                             const orm_rel_foreign_key *right)
{
    uint16_t i = 0;
    while (i < left->columns.count &&
           place_of(v, &right->columns, left->columns.names[i]) < right->columns.count) {
        i++;
    }
    return i == left->columns.count && left->columns.count == right->columns.count;
}

static bool has_same_target(const orm_verifier *v, const orm_rel_foreign_key *wanted,
                            uint16_t found)
{
    const orm_rel_foreign_key *live = &v->live.table.foreign_keys[found];
    bool folds = v->dialect->fold_case;
    bool is = orm__fold_is_name(wanted->target_table, live->target_table, folds) &&
              (wanted->target_schema == NULL
                   ? v->live.foreign_keys[found].target_is_visible
                   : orm__fold_is_name(wanted->target_schema, live->target_schema, folds));
    for (uint16_t i = 0; is && i < wanted->columns.count; i++) {
        uint16_t place = place_of(v, &live->columns, wanted->columns.names[i]);
        is = orm__fold_is_name(wanted->target_columns.names[i], live->target_columns.names[place],
                               folds);
    }
    return is;
}

static bool has_same_actions(const orm_rel_foreign_key *left, const orm_rel_foreign_key *right)
{
    return left->on_delete == right->on_delete && left->on_update == right->on_update;
}

/* How like it a live key of the same columns is: 3 = the same, 0 = there is none. */
static unsigned find(const orm_verifier *v, const orm_rel_foreign_key *wanted, uint16_t *found_out)
{
    unsigned best = 0;
    for (uint16_t i = 0; i < v->live.table.foreign_key_count; i++) {
        const orm_rel_foreign_key *live = &v->live.table.foreign_keys[i];
        if (has_same_columns(v, wanted, live)) {
            unsigned likeness = !has_same_target(v, wanted, i)    ? 1
                                : !has_same_actions(wanted, live) ? 2
                                                                  : 3;
            *found_out = likeness > best ? i : *found_out;
            best = likeness > best ? likeness : best;
        }
    }
    return best;
}

/* One that is as it should be but for when it is looked at. */
static void compare_facts(orm_verifier *v, const orm_rel_foreign_key *wanted, uint16_t found)
{
    const orm_live_foreign_key *facts = &v->live.foreign_keys[found];
    orm_difference d = { .kind = ORM_DIFFERENCE_FOREIGN_KEY,
                         .severity = ORM_SEVERITY_WARNING,
                         .column = orm__verifier_join(v, &wanted->columns),
                         .expected = written(v, wanted, wanted->target_schema) };
    if (!facts->is_proven) {
        d.found = "NOT VALID";
        orm__verifier_report(v, &d, "rows of before may lack theirs in the other table");
    }
    if (facts->is_deferred) {
        d.severity = ORM_SEVERITY_NOTE;
        d.found = "INITIALLY DEFERRED";
        orm__verifier_report(v, &d, "it is looked at when the transaction ends");
    }
}

static void compare(orm_verifier *v, const orm_rel_foreign_key *wanted)
{
    static const char *const why[] = { "nothing keeps its values in the other table",
                                       "it references something else",
                                       "what happens to the rows differs" };
    uint16_t found = 0;
    unsigned likeness = find(v, wanted, &found);
    if (!orm__verifier_has(v, &wanted->columns)) {
        return;
    }
    if (likeness == 3) {
        compare_facts(v, wanted, found);
        return;
    }
    const orm_difference d = {
        .kind = ORM_DIFFERENCE_FOREIGN_KEY,
        .severity = ORM_SEVERITY_WARNING,
        .column = orm__verifier_join(v, &wanted->columns),
        .expected = written(v, wanted, wanted->target_schema),
        .found = likeness == 0 ? "no foreign key" : written_live(v, found),
    };
    orm__verifier_report(v, &d, "%s", why[likeness]);
}

static bool is_wanted(const orm_verifier *v, const orm_rel_foreign_key *live)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < v->model->foreign_key_count; i++) {
        is = has_same_columns(v, &v->model->foreign_keys[i], live);
    }
    return is;
}

void orm__verify_foreign_keys(orm_verifier *v)
{
    for (uint16_t i = 0; i < v->model->foreign_key_count; i++) {
        compare(v, &v->model->foreign_keys[i]);
    }
    for (uint16_t i = 0; i < v->live.table.foreign_key_count; i++) {
        const orm_rel_foreign_key *live = &v->live.table.foreign_keys[i];
        if (!is_wanted(v, live)) {
            const orm_difference d = { .kind = ORM_DIFFERENCE_FOREIGN_KEY,
                                       .severity = ORM_SEVERITY_NOTE,
                                       .column = orm__verifier_join(v, &live->columns),
                                       .found = written_live(v, i) };
            orm__verifier_report(v, &d, "a foreign key that the model does not have");
        }
    }
}
