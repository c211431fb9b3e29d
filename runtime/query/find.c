/* Owns what asks for one row by its key, through the slots: find, reload, exists. */
#include <orm/crud.h>
#include <orm/query.h>

#include "base/error.h"
#include "db/run.h"
#include "query/call.h"
#include "query/find.h"
#include "query/into.h"
#include "query/loading.h"

static orm_status fetch_found(orm_call *c, orm_into *into)
{
    enum { ENOUGH_ROWS = 2 }; /* to tell that the key is not unique */
    orm_sink_reader reader = { .sink = &into->sink, .codec = c->codec, .error = c->error };
    const orm_row_taker taker = { .max = ENOUGH_ROWS, .row = orm__sink_row, .ctx = &reader };
    orm_status status = orm__run_rows(c->db, c->statement, &taker, c->error);
    if (status < 0) {
        return orm__sink_end(&reader, c->statement->prepared, status);
    }
    if (into->rows == 0) {
        return orm__call_no_such_row(c);
    }
    if (into->rows > 1) {
        return orm__error_set(
            c->error, ORM_SCHEMA,
            "several rows of %s have the same key: the table lacks the constraint",
            orm__call_table(c));
    }
    return ORM_OK;
}

static orm_status read_found(orm_call *c, void *row_out, orm_arena *arena)
{
    orm_into into = orm__into_begin(c->db, row_out, arena);
    return orm__into_end(&into, c->entity, fetch_found(c, &into));
}

/* ---- find ---- */

static orm_status find_row(orm_call *c, unsigned op, const orm_value *key, void *row_out,
                           orm_arena *arena)
{
    orm_status status = op == ORM_SLOT_FIND ? orm__call_demand_key(c, ORM_USE_READ) : ORM_OK;
    if (status == ORM_OK) {
        status = orm__call_begin(c, op);
    }
    if (status == ORM_OK) {
        status = orm__call_bind_key(c, key);
    }
    if (status == ORM_OK) {
        status = read_found(c, row_out, arena);
    }
    return orm__call_end(c, status);
}

/* The same, and what hooks make of it. */
static orm_status load_row(orm_call *c, unsigned op, const orm_value *key, void *row_out,
                           orm_arena *arena)
{
    if (!orm__db_has_hooks(c->db, c->entity, ORM_AFTER_LOAD)) {
        return find_row(c, op, key, row_out, arena);
    }
    orm_loading loading;
    orm_status status = orm__loading_begin(&loading, c->db, c->entity, row_out, arena);
    if (status == ORM_OK) {
        status = find_row(c, op, key, loading.row, arena);
    }
    return orm__loading_end(&loading, status, row_out);
}

orm_status orm__find_row(orm_db *db, const orm_entity *entity, const orm_value *key, void *row_out,
                         orm_arena *arena)
{
    orm_call c = orm__call_new(db, entity);
    return find_row(&c, ORM_SLOT_FIND, key, row_out, arena);
}

orm_status orm_find(orm_db *db, const orm_entity *entity, const orm_value *key, void *row_out,
                    orm_arena *arena)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL || row_out == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity"
                                         : key == NULL  ? "key"
                                                        : "row_out");
    }
    orm_call c = orm__call_new(db, entity);
    return load_row(&c, ORM_SLOT_FIND, key, row_out, arena);
}

/* NOLINTNEXTLINE(readability-function-size): handle, which key, its value, two outputs */
orm_status orm_find_by(orm_db *db, const orm_entity *entity, uint16_t unique, const orm_value *key,
                       void *row_out, orm_arena *arena)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL || row_out == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity"
                                         : key == NULL  ? "key"
                                                        : "row_out");
    }
    if (unique >= entity->unique_count) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s has %u unique constraints, none at index %u",
                                 entity->name, entity->unique_count, unique);
    }
    orm_call c = orm__call_new(db, entity);
    return load_row(&c, ORM_SLOT_FIND_BY + (unsigned)unique, key, row_out, arena);
}

/* ---- reload ---- */

/* row_out: row, or a copy of it. */
static orm_status read_again(orm_call *c, const void *row, void *row_out, orm_arena *arena)
{
    orm_status status = orm__call_demand_key(c, ORM_USE_READ);
    if (status == ORM_OK) {
        status = orm__call_begin(c, ORM_SLOT_FIND);
    }
    if (status == ORM_OK) {
        status = orm__call_bind_row(c, row);
    }
    return orm__call_end(c, status == ORM_OK ? read_found(c, row_out, arena) : status);
}

orm_status orm_reload(orm_db *db, const orm_entity *entity, void *row, orm_arena *arena)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    orm_call c = orm__call_new(db, entity);
    if (!orm__db_has_hooks(db, entity, ORM_AFTER_LOAD)) {
        return read_again(&c, row, row, arena);
    }
    orm_loading loading;
    orm_status status = orm__loading_begin(&loading, db, entity, row, arena);
    if (status == ORM_OK) {
        status = read_again(&c, row, loading.row, arena);
    }
    return orm__loading_end(&loading, status, row);
}

/* ---- exists ---- */

static orm_status note_row(void *ctx, const orm_value *values, size_t count)
{
    (void)values;
    (void)count;
    *(bool *)ctx = true;
    return ORM_OK;
}

static orm_status look_for(orm_call *c, const orm_value *key, bool *found)
{
    orm_status status = orm__call_demand_key(c, ORM_USE_READ);
    if (status == ORM_OK) {
        status = orm__call_begin(c, ORM_SLOT_EXISTS);
    }
    if (status == ORM_OK) {
        status = orm__call_bind_key(c, key);
    }
    return status == ORM_OK ? orm__run_all(c->db, c->statement, note_row, found, c->error) : status;
}

orm_status orm_exists(orm_db *db, const orm_entity *entity, const orm_value *key, bool *exists_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL || exists_out == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity"
                                         : key == NULL  ? "key"
                                                        : "exists_out");
    }
    bool found = false;
    orm_call c = orm__call_new(db, entity);
    orm_status status = orm__call_end(&c, look_for(&c, key, &found));
    if (status == ORM_OK) {
        *exists_out = found;
    }
    return status;
}
