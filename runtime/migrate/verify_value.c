/* Owns the comparison of what a column holds when nothing is said: NULL, its default, what the
 * database computes, the key that it generates. */
#include "meta/entity.h"
#include "base/fold.h"
#include "migrate/token.h"
#include "migrate/verifier.h"

/* One field and its column. */
typedef struct pair {
    orm_verifier *v;
    const orm_field *field;
    const orm_rel_column *model, *live;
    const orm_live_column *facts;
    bool is_generated; /* the model's generated key */
    bool is_rowid;
} pair;

static void report(const pair *p, orm_difference d, const char *what)
{
    d.column = p->live->name;
    orm__verifier_report(p->v, &d, "%s", what);
}

/* ---- NULL ---- */

static void compare_null(const pair *p)
{
    if (p->is_generated || p->is_rowid || p->model->not_null == p->live->not_null) {
        return;
    }
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_NULL,
                               .severity = ORM_SEVERITY_WARNING,
                               .expected = p->model->not_null ? "NOT NULL" : "NULL allowed",
                               .found = p->live->not_null ? "NOT NULL" : "NULL allowed" };
    if (p->live->not_null) {
        report(p, d, "a NULL of the member is refused");
    } else {
        report(p, d, "a NULL in the column cannot be read, for the member shows none");
    }
}

/* ---- the generated key ---- */

static void compare_generation(const pair *p)
{
    bool fills = p->is_rowid || p->facts->generation != ORM_LIVE_NOT_GENERATED ||
                 p->live->default_value != NULL;
    orm_difference d = { .kind = ORM_DIFFERENCE_GENERATED_KEY, .severity = ORM_SEVERITY_ERROR };
    d.expected = p->v->dialect->generated_key_is_primary ? "INTEGER PRIMARY KEY"
                                                         : "an identity or serial column";
    d.found = p->live->type;
    if (!fills) {
        report(p, d, "the database does not generate the key: inserts fail, or store NULL");
    } else if (p->facts->generation == ORM_LIVE_ALWAYS) {
        d.severity = ORM_SEVERITY_WARNING;
        d.found = "GENERATED ALWAYS AS IDENTITY";
        report(p, d, "a key that the program chooses is refused");
    }
}

/* A column that the program writes, and the engine does not let it. */
static void compare_identity(const pair *p)
{
    if (p->facts->generation == ORM_LIVE_ALWAYS && !orm__entity_is_filled(&p->field->column)) {
        const orm_difference d = { .kind = ORM_DIFFERENCE_GENERATED_KEY,
                                   .severity = ORM_SEVERITY_ERROR,
                                   .expected = "a column that the program writes",
                                   .found = "GENERATED ALWAYS AS IDENTITY" };
        report(p, d, "the database generates the value and refuses another: inserts fail");
    }
}

/* ---- computed values ---- */

static void compare_both_computed(const pair *p)
{
    const orm_expression_of where = { .has_columns = true, .type = p->live->type };
    if (!orm__verifier_same(p->v, &where, p->model->computed, p->live->computed)) {
        const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_COMPUTED,
                                   .severity = ORM_SEVERITY_WARNING,
                                   .expected = p->model->computed,
                                   .found = p->live->computed };
        report(p, d, "the database computes another value");
    }
}

static void compare_computed(const pair *p)
{
    orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_COMPUTED,
                         .severity = ORM_SEVERITY_ERROR,
                         .expected = p->model->computed,
                         .found = p->live->computed };
    if (d.expected != NULL && d.found != NULL) {
        compare_both_computed(p);
    } else if (d.expected != NULL) {
        bool fails = p->live->not_null && p->live->default_value == NULL;
        d.severity = fails ? ORM_SEVERITY_ERROR : ORM_SEVERITY_WARNING;
        report(p, d,
               fails ? "the database does not compute the value: inserts fail"
                     : "the database does not compute the value: it stays as it is");
    } else if (d.found != NULL && !p->field->column.readonly) {
        report(p, d, "the database computes the value: inserts and updates fail");
    }
}

/* ---- defaults ---- */

/* DEFAULT NULL says nothing. */
static const char *said(const orm_verifier *v, const char *value)
{
    if (value == NULL) {
        return NULL;
    }
    orm_tokens tokens = orm__token_begin(v->dialect, value);
    orm_token token = orm__token_next(&tokens);
    return orm__token_is(&token, "NULL") ? NULL : value;
}

static void compare_default(const pair *p)
{
    const char *wanted = said(p->v, p->model->default_value),
               *found = said(p->v, p->live->default_value);
    const orm_expression_of where = { .type = p->live->type[0] == '\0' ? NULL : p->live->type };
    bool is_filled = orm__entity_is_filled(&p->field->column);
    bool is_alike = wanted == NULL || found == NULL
                        ? wanted == found || (wanted == NULL && is_filled)
                        : orm__verifier_same(p->v, &where, wanted, found);
    bool is_generated = p->facts->generation != ORM_LIVE_NOT_GENERATED;
    if (is_alike || is_generated) {
        return;
    }
    bool matters = wanted != NULL && (found != NULL || p->live->not_null || is_filled);
    const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_DEFAULT,
                               .severity = matters ? ORM_SEVERITY_WARNING : ORM_SEVERITY_NOTE,
                               .expected = wanted == NULL ? "no default" : wanted,
                               .found = found == NULL ? "no default" : found };
    report(p, d, "another default");
}

/* What the program leaves to the database needs a value from it. */
static void compare_filled(const pair *p)
{
    bool needs = p->field->column.readonly && p->model->default_value == NULL &&
                 p->model->computed == NULL && p->live->not_null;
    bool has = p->live->default_value != NULL || p->live->computed != NULL || p->is_rowid ||
               p->facts->generation != ORM_LIVE_NOT_GENERATED;
    if (needs && !has && !p->model->not_null) {
        const orm_difference d = { .kind = ORM_DIFFERENCE_COLUMN_DEFAULT,
                                   .severity = ORM_SEVERITY_ERROR,
                                   .expected = "a value from the database",
                                   .found = "no default" };
        report(p, d, "the program never writes the column: inserts fail");
    }
}

void orm__verify_column_value(orm_verifier *v, uint16_t field, uint16_t column)
{
    const pair p = {
        .v = v,
        .field = &v->entity->fields[field],
        .model = &v->model->columns[field],
        .live = &v->live.table.columns[column],
        .facts = &v->live.columns[column],
        .is_generated = &v->entity->fields[field] == orm__entity_generated(v->entity),
        .is_rowid = v->live.key_is_rowid && orm__fold_is_name(v->live.table.columns[column].name,
                                                              v->live.table.key.names[0], true),
    };
    if (v->live.form != ORM_LIVE_TABLE && v->live.form != ORM_LIVE_PARTITIONED) {
        return; /* a view tells none of it */
    }
    compare_null(&p);
    if (p.is_generated) {
        compare_generation(&p);
    } else {
        compare_identity(&p);
        compare_computed(&p);
        compare_filled(&p);
    }
    if (!p.is_generated && p.model->computed == NULL && p.live->computed == NULL) {
        compare_default(&p);
    }
}
