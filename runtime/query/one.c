/* Owns the questions that one row answers: whether there is any, the first one, the only one. */
#include <orm/query.h>

#include "base/error.h"
#include "db/run.h"
#include "query/ask.h"
#include "query/into.h"
#include "query/loading.h"
#include "query/params.h"

/* ---- any ---- */

static orm_status note_row(void *ctx, const orm_value *values, size_t count)
{
    (void)values;
    (void)count;
    *(bool *)ctx = true;
    return ORM_OK;
}

static orm_status look_for_any(orm_db *db, const orm_entity *entity, const orm_expr *where,
                               bool *found, orm_error *error)
{
    orm_statement *statement = NULL;
    orm_status status = orm__slot_meet_for(db, entity, ORM_USE_READ, error);
    if (status == ORM_OK) {
        status = orm__sql_any(&db->sql, db->dialect, entity, where, error);
    }
    if (status == ORM_OK) {
        status = orm__params_acquire(db, entity, &statement, error);
    }
    if (status == ORM_OK) {
        status = orm__run_all(db, statement, note_row, found, error);
    }
    orm__cache_release(&db->cache, statement);
    return status;
}

orm_status orm_exists_where(orm_db *db, const orm_entity *entity, const orm_expr *where,
                            bool *exists_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || exists_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity" : "exists_out");
    }
    bool found = false;
    orm_error *error = orm__db_pending(db);
    orm_status status =
        orm__ask_end(db, entity, look_for_any(db, entity, where, &found, error), error);
    if (status == ORM_OK) {
        *exists_out = found;
    }
    return status;
}

/* ---- first, one ---- */

/* Where the row goes. */
typedef struct target {
    void *row;
    orm_arena *arena;
    bool only; /* there is to be no other */
} target;

static orm_status read_row(const orm_asked *asked, const target *to)
{
    orm_into into = orm__into_begin(asked->db, to->row, to->arena);
    orm_sink_reader reader = { .sink = &into.sink,
                               .codec = orm__db_codec(asked->db, asked->entity),
                               .error = asked->error };
    reader.codec.plan = orm__slot_plan(asked->db, asked->entity);
    if (reader.codec.plan == NULL) {
        return orm__error_no_memory(asked->error);
    }
    orm_status status = orm__ask_one(asked, to->only, orm__sink_row, &reader);
    status = orm__sink_end(&reader, asked->statement->prepared, status);
    return orm__into_end(&into, asked->entity, status);
}

static orm_status ask_for_row(orm_db *db, const orm_entity *entity, const orm_query *query,
                              const target *to)
{
    if (entity == NULL || to->row == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity" : "row_out");
    }
    orm_asked asked = { .db = db, .entity = entity, .error = orm__db_pending(db) };
    orm_bounded bounded;
    orm__ask_bound(&bounded, query, to->only ? 2 : 1);
    orm_status status = orm__ask_select(db, entity, &bounded.query, &asked.statement, asked.error);
    if (status == ORM_OK) {
        status = read_row(&asked, to);
    }
    orm__cache_release(&db->cache, asked.statement);
    return orm__ask_end(db, entity, status, asked.error);
}

/* The same, and what hooks make of it. */
static orm_status load_row(orm_db *db, const orm_entity *entity, const orm_query *query,
                           const target *to)
{
    if (entity == NULL || to->row == NULL || !orm__db_has_hooks(db, entity, ORM_AFTER_LOAD)) {
        return ask_for_row(db, entity, query, to);
    }
    orm_loading loading;
    orm_status status = orm__loading_begin(&loading, db, entity, to->row, to->arena);
    if (status == ORM_OK) {
        const target copy = { .row = loading.row, .arena = to->arena, .only = to->only };
        status = ask_for_row(db, entity, query, &copy);
    }
    return orm__loading_end(&loading, status, to->row);
}

orm_status orm_first(orm_db *db, const orm_entity *entity, const orm_query *query, void *row_out,
                     orm_arena *arena)
{
    ORM_DB_ENTER(db);
    return load_row(db, entity, query, &(const target){ .row = row_out, .arena = arena });
}

orm_status orm_one(orm_db *db, const orm_entity *entity, const orm_query *query, void *row_out,
                   orm_arena *arena)
{
    ORM_DB_ENTER(db);
    return load_row(db, entity, query,
                    &(const target){ .row = row_out, .arena = arena, .only = true });
}
