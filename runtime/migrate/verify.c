/* Owns the comparison of a schema with a database: its entities one by one, and the answer. */
#include <orm/verify.h>

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "base/near.h"
#include "migrate/verifier.h"
#include "sql/lower.h"
#include "sql/order.h"

/* ---- tables ---- */

typedef struct guess {
    orm_verifier *v;
    orm_near near;
} guess;

static orm_status take_name(void *ctx, const orm_value *values, size_t count)
{
    guess *g = ctx;
    const char *name = NULL;
    if (count == 1 && !orm__catalog_text(&g->v->catalog, &values[0], &name)) {
        return orm__error_no_memory(g->v->error);
    }
    if (name != NULL) {
        orm__near_offer(&g->near, name);
    }
    return ORM_OK;
}

static const char *wanted_form(const orm_verifier *v)
{
    return v->entity->kind == ORM_ENTITY_VIEW ? "a view" : "a table";
}

static void report_missing(orm_verifier *v)
{
    guess g = { .v = v, .near = orm__near_begin(v->model->name) };
    const orm_catalog_name about = { v->model->schema, v->model->name };
    v->status = orm__catalog_ask(&v->catalog, v->catalog.questions->names, about, take_name, &g);
    const orm_difference d = { .kind = ORM_DIFFERENCE_TABLE_MISSING,
                               .severity = ORM_SEVERITY_ERROR,
                               .expected = wanted_form(v),
                               .found = g.near.found };
    if (v->status == ORM_OK) {
        orm__verifier_report(v, &d,
                             g.near.found == NULL ? "there is no such %s"
                                                  : "there is no such %s, another is nearly "
                                                    "called so",
                             v->entity->kind == ORM_ENTITY_VIEW ? "view" : "table");
    }
}

static void report_form(orm_verifier *v)
{
    bool is_table = v->live.form == ORM_LIVE_FOREIGN || v->live.takes_writes;
    bool is_view = v->live.form == ORM_LIVE_VIEW;
    const orm_difference d = { .kind = ORM_DIFFERENCE_TABLE_FORM,
                               .severity = is_table ? ORM_SEVERITY_WARNING : ORM_SEVERITY_ERROR,
                               .expected = "a table",
                               .found = v->live.form_text };
    orm__verifier_report(v, &d,
                         is_table  ? "keys and checks of no plain table are not looked at"
                         : is_view ? "writes fail"
                                   : "it holds no rows of the program's");
}

static void compare_table(orm_verifier *v)
{
    bool is_plain = v->live.form == ORM_LIVE_TABLE || v->live.form == ORM_LIVE_PARTITIONED;
    if (!is_plain) {
        report_form(v);
    }
    if (v->live.form != ORM_LIVE_OTHER) {
        orm__verify_columns(v);
    }
    if (is_plain && v->status == ORM_OK) {
        orm__verify_keys(v);
        orm__verify_foreign_keys(v);
        orm__verify_indexes(v);
        orm__verify_checks(v);
    }
}

/* ---- views ---- */

/* What stands in for a view can be read as well, but for what holds no rows. */
static void report_no_view(orm_verifier *v)
{
    bool is_read = v->live.form != ORM_LIVE_OTHER;
    const orm_difference d = { .kind = ORM_DIFFERENCE_TABLE_FORM,
                               .severity = is_read ? ORM_SEVERITY_NOTE : ORM_SEVERITY_ERROR,
                               .expected = "a view",
                               .found = v->live.form_text };
    orm__verifier_report(v, &d,
                         is_read ? "it is read all the same" : "it holds no rows of the program's");
}

static void compare_view(orm_verifier *v)
{
    if (v->live.form != ORM_LIVE_VIEW) {
        report_no_view(v);
    }
    if (v->live.form != ORM_LIVE_OTHER) {
        orm__verify_columns(v);
    }
}

/* ---- entities ---- */

static void compare_found(orm_verifier *v)
{
    if (v->live.form == ORM_LIVE_MISSING) {
        report_missing(v);
    } else if (v->entity->kind == ORM_ENTITY_VIEW) {
        compare_view(v);
    } else {
        compare_table(v);
    }
}

static void compare_entity(orm_verifier *v)
{
    v->status = orm__live_read(&v->catalog, v->model->schema, v->model->name, &v->live);
    if (v->status == ORM_OK) {
        compare_found(v);
    }
}

/* A view has a model of its columns alone. */
static void compare_view_entity(orm_verifier *v)
{
    orm_rel_table model;
    v->status = orm__lower_entity(v->entity, v->dialect, v->catalog.arena, &model, v->error);
    v->model = &model;
    if (v->status == ORM_OK) {
        compare_entity(v);
    }
    v->model = NULL;
}

/* What a part's columns are is said of the whole: they are the same. A result has none that are
 * there. */
static void compare_as_kind(orm_verifier *v, const orm_rel_table *table)
{
    switch (v->entity->kind) {
    case ORM_ENTITY_TABLE:
        v->model = table;
        compare_entity(v);
        break;
    case ORM_ENTITY_VIEW:
        compare_view_entity(v);
        break;
    case ORM_ENTITY_PART:
    case ORM_ENTITY_RESULT:
        break;
    }
}

/* ---- the schema ---- */

static orm_status compare_schema(orm_verifier *v)
{
    orm_order order;
    orm_rel_schema lowered;
    orm_arena *scratch = v->catalog.arena;
    orm_status status = orm__entity_check_schema(v->schema, v->error);
    if (status == ORM_OK) {
        status = orm__lower_schema(v->schema, v->dialect, scratch, &lowered, v->error);
    }
    if (status == ORM_OK) { /* the tables are in the order of their creation */
        status = orm__order_tables(v->schema, scratch, &order, v->error);
    }
    v->status = status;
    for (uint16_t i = 0; i < v->schema->entity_count && v->status == ORM_OK; i++) {
        v->entity = v->schema->entities[i];
        compare_as_kind(v, &lowered.tables[order.position[i]]);
    }
    return v->status;
}

static orm_status hand_out(const orm_verifier *v, const orm_difference **list_out,
                           size_t *count_out)
{
    orm_difference *list = NULL;
    if (v->count > 0) {
        list = orm__arena_zeroed(v->arena, v->count, sizeof *list);
        if (list == NULL) {
            return orm__error_no_memory(v->error);
        }
    }
    size_t i = 0;
    for (const orm_found *found = v->first; list != NULL && found != NULL; found = found->next) {
        list[i++] = found->difference;
    }
    *list_out = list;
    *count_out = v->count;
    return ORM_OK;
}

orm_status orm_verify(orm_db *db, const orm_schema *schema, orm_arena *arena,
                      const orm_difference **list_out, size_t *count_out)
{
    ORM_DB_ENTER(db);
    if (schema == NULL || arena == NULL || list_out == NULL || count_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "orm_verify: an argument is NULL");
    }
    orm_error *error = orm__db_pending(db);
    orm_verifier v = { .catalog = orm__catalog_of(db, error),
                       .dialect = db->dialect,
                       .arena = arena,
                       .error = error,
                       .schema = schema };
    v.end = &v.first;
    orm_status status = compare_schema(&v);
    if (status == ORM_OK) {
        status = hand_out(&v, list_out, count_out);
    }
    orm_arena_reset(db->scratch);
    return status == ORM_OK ? ORM_OK : orm__db_fail(db, error);
}

/* ---- names ---- */

const char *orm_difference_kind_name(orm_difference_kind kind)
{
    static const char *const names[] = {
#define ORM_DIFFERENCE_NAME_(name, text) [ORM_DIFFERENCE_##name] = (text),
        ORM_DIFFERENCE_MAP(ORM_DIFFERENCE_NAME_)
#undef ORM_DIFFERENCE_NAME_
    };
    bool is_one = kind >= 0 && kind < ORM_DIFFERENCE_COUNT;
    return is_one ? names[kind] : "?";
}

const char *orm_severity_name(orm_severity severity)
{
    switch (severity) {
    case ORM_SEVERITY_NOTE:
        return "note";
    case ORM_SEVERITY_WARNING:
        return "warning";
    case ORM_SEVERITY_ERROR:
        return "error";
    }
    return "?";
}
