/* Owns changes and deletes of all rows that a condition finds, and their number. */
#include <orm/change.h>

#include "base/error.h"
#include "db/run.h"
#include "query/ask.h"
#include "query/params.h"
#include "sql/assign.h"
#include "sql/condition.h"

/* One call: which rows, and what they become. */
typedef struct change {
    orm_db *db;
    const orm_entity *entity;
    const orm_expr *where; /* NULL = all rows, as the call said */
    const orm_expr *set;
    bool deletes;
} change;

/* Runs the statement that was rendered. */
static orm_status run_rendered(const change *c, int64_t *count_out, orm_error *error)
{
    orm_db *db = c->db;
    orm_statement *statement = NULL;
    orm__db_will_write(db);
    orm_status status = orm__params_acquire(db, c->entity, &statement, error);
    if (status == ORM_OK) {
        status = orm__run_all(db, statement, NULL, NULL, error);
    }
    if (status == ORM_OK) {
        *count_out = db->link->driver->changes(statement->prepared);
    }
    orm__cache_release(&db->cache, statement);
    return status;
}

static orm_status run_change(const change *c, int64_t *count_out, orm_error *error)
{
    orm_db *db = c->db;
    orm_status status = orm__slot_meet_for(db, c->entity, ORM_USE_CHANGE, error);
    if (status == ORM_OK && !c->deletes && orm__assign_is_none(c->set)) {
        const orm_query same = { .where = c->where };
        return orm__ask_count(db, c->entity, &same, count_out, error);
    }
    if (status == ORM_OK) {
        const orm_sql_change what = { .set = c->set, .where = c->where };
        status = c->deletes
                     ? orm__sql_delete_where(&db->sql, db->dialect, c->entity, c->where, error)
                     : orm__sql_update_where(&db->sql, db->dialect, c->entity, &what, error);
    }
    return status == ORM_OK ? run_rendered(c, count_out, error) : status;
}

static orm_status run(const change *c, int64_t *count_out)
{
    if (c->entity == NULL) {
        return orm__db_fail_with(c->db, ORM_MISUSE, "the entity is NULL");
    }
    int64_t count = 0;
    orm_error *error = orm__db_pending(c->db);
    orm_status status = orm__ask_end(c->db, c->entity, run_change(c, &count, error), error);
    if (status == ORM_OK && count_out != NULL) {
        *count_out = count;
    }
    return status;
}

/* A filter that was left empty must not be taken for all rows. */
static orm_status run_where(const change *c, int64_t *count_out)
{
    if (c->entity != NULL && orm__condition_is_none(c->where)) {
        return orm__db_fail_with(c->db, ORM_MISUSE,
                                 "no condition: %s says that all rows of %s are meant",
                                 c->deletes ? "orm_delete_all" : "orm_update_all", c->entity->name);
    }
    return run(c, count_out);
}

/* ---- what programs call ---- */

orm_status orm_update_where(orm_db *db, const orm_entity *entity, const orm_expr *set,
                            const orm_expr *where, int64_t *count_out)
{
    ORM_DB_ENTER(db);
    const change c = { .db = db, .entity = entity, .set = set, .where = where };
    return run_where(&c, count_out);
}

orm_status orm_update_all(orm_db *db, const orm_entity *entity, const orm_expr *set,
                          int64_t *count_out)
{
    ORM_DB_ENTER(db);
    const change c = { .db = db, .entity = entity, .set = set };
    return run(&c, count_out);
}

orm_status orm_delete_where(orm_db *db, const orm_entity *entity, const orm_expr *where,
                            int64_t *count_out)
{
    ORM_DB_ENTER(db);
    const change c = { .db = db, .entity = entity, .where = where, .deletes = true };
    return run_where(&c, count_out);
}

orm_status orm_delete_all(orm_db *db, const orm_entity *entity, int64_t *count_out)
{
    ORM_DB_ENTER(db);
    const change c = { .db = db, .entity = entity, .deletes = true };
    return run(&c, count_out);
}
