/* Owns the operations on single rows, through the slots. */
#include <orm/crud.h>

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "db/run.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "row/codec.h"
#include "row/convert.h"
#include "row/sink.h"

/* One call: what every operation needs, and where its failure is written. */
typedef struct call {
    orm_db *db;
    const orm_entity *entity;
    orm_statement *statement;
    orm_error *error; /* the handle's pending one */
} call;

/* ---- the frame of every operation ---- */

static call new_call(orm_db *db, const orm_entity *entity)
{
    return (call){ .db = db, .entity = entity, .error = orm__db_pending(db) };
}

static orm_status begin_call(call *c, unsigned op)
{
    if (op != ORM_SLOT_FIND && op < ORM_SLOT_FIND_BY) {
        orm__window_settle(c->db);
    }
    orm_status status = orm__slot_acquire(c->db, c->entity, op, &c->statement, c->error);
    if (status == ORM_OK) {
        status = orm__db_reserve_values(c->db, c->statement->param_count, c->error);
    }
    return status;
}

/* What the engine leaves out: the column behind a parameter, the table that was written to. */
static void complete_error(call *c, orm_status status)
{
    orm_error *error = c->error;
    if (error->status != status) { /* a driver that gave no reason */
        (void)orm__error_set(error, status, "%s", orm_status_text(status));
    }
    size_t parameter = (size_t)error->parameter;
    if (c->statement != NULL && parameter > 0 && parameter <= c->statement->param_count &&
        error->column[0] == '\0') {
        orm__codec_locate(error, c->entity, c->statement->fields[parameter - 1]);
    }
    bool is_constraint = error->status == ORM_FOREIGN_KEY || error->status == ORM_CHECK ||
                         error->status == ORM_UNIQUE || error->status == ORM_NOT_NULL;
    if (is_constraint && error->table[0] == '\0') {
        orm__error_text(error->table, sizeof error->table,
                        orm__entity_table(c->entity, c->db->dialect->name));
    }
}

static orm_status end_call(call *c, orm_status status)
{
    if (status < 0) {
        complete_error(c, status);
        status = orm__db_fail(c->db, c->error);
    }
    orm__cache_release(&c->db->cache, c->statement);
    orm_arena_reset(c->db->scratch);
    return status;
}

static orm_status refuse_null(orm_db *db, const char *what)
{
    return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL", what);
}

static orm_status no_such_row(call *c)
{
    (void)orm__error_set(c->error, ORM_NOT_FOUND, "no row of %s has this key", c->entity->table);
    orm__error_text(c->error->table, sizeof c->error->table, c->entity->table);
    return ORM_NOT_FOUND;
}

static orm_status demand_key(call *c)
{
    if (c->entity != NULL && c->entity->primary_key.field_count == 0) {
        return orm__error_set(c->error, ORM_MISUSE, "%s has no primary key", c->entity->name);
    }
    return ORM_OK;
}

/* ---- parameters ---- */

static orm_status bind_row(call *c, const void *row)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < c->statement->param_count; i++) {
        status =
            orm__codec_bind(c->entity, c->statement->fields[i], row, &c->db->values[i], c->error);
    }
    return status;
}

static orm_status bind_key(call *c, const orm_value *key)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < c->statement->param_count; i++) {
        status = orm__codec_bind_value(c->entity, c->statement->fields[i], &key[i],
                                       &c->db->values[i], c->error);
    }
    return status;
}

/* ---- insert ---- */

/* The key that the database chose, until the insert is complete. A number, so nothing is borrowed. */
typedef struct chosen_key {
    orm_value value;
    bool arrived;
} chosen_key;

static orm_status take_key(void *ctx, const orm_value *values, size_t count)
{
    chosen_key *key = ctx;
    key->arrived = count == 1;
    if (key->arrived) {
        key->value = values[0];
    }
    return ORM_OK;
}

/* Asks the driver for the key of the one row that was inserted. */
static void ask_for_key(const call *c, chosen_key *key)
{
    const orm_driver *driver = c->db->link->driver;
    key->arrived = driver->changes(c->statement->prepared) == 1;
    key->value = orm_value_int(driver->inserted_key(c->statement->prepared));
}

static orm_status nothing_stored(call *c)
{
    return orm__error_set(c->error, ORM_ENGINE,
                          "the engine inserted no row into %s: a trigger may have kept it out",
                          c->entity->table);
}

static orm_status store_key(call *c, const chosen_key *key, void *row)
{
    if (!key->arrived) {
        return nothing_stored(c);
    }
    uint16_t field = c->entity->primary_key.fields[0];
    const orm_instance into = { .entity = c->entity, .row = row };
    orm_value raw;
    orm_status status = orm__convert_decode(&c->entity->fields[field], &key->value, &raw, c->error);
    if (status == ORM_OK) {
        status = orm__field_set(&into, &c->entity->fields[field], &raw, c->error);
    }
    if (status != ORM_OK) {
        orm__codec_locate(c->error, c->entity, field);
    }
    return status;
}

static orm_status insert_generated(call *c, void *row)
{
    chosen_key key = { .arrived = false };
    bool is_told = c->statement->tells_key;
    orm_status status =
        orm__run_all(c->db, c->statement, is_told ? NULL : take_key, &key, c->error);
    if (status != ORM_OK) {
        return status;
    }
    if (is_told) {
        ask_for_key(c, &key);
    }
    return store_key(c, &key, row);
}

static orm_status insert_stored(call *c)
{
    orm_status status = orm__run_all(c->db, c->statement, NULL, NULL, c->error);
    if (status == ORM_OK && c->db->link->driver->changes(c->statement->prepared) == 0) {
        status = nothing_stored(c);
    }
    return status;
}

/* row is written to only where op leaves the key to the database. */
static orm_status insert_row(orm_db *db, const orm_entity *entity, orm_slot_op op, void *row)
{
    if (entity == NULL || row == NULL) {
        return refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    call c = new_call(db, entity);
    orm_status status = begin_call(&c, op);
    if (status == ORM_OK) {
        status = bind_row(&c, row);
    }
    if (status == ORM_OK) {
        bool is_generated = op == ORM_SLOT_INSERT && orm__entity_generated(entity) != NULL;
        status = is_generated ? insert_generated(&c, row) : insert_stored(&c);
    }
    return end_call(&c, status);
}

orm_status orm_insert(orm_db *db, const orm_entity *entity, void *row)
{
    ORM_DB_ENTER(db);
    return insert_row(db, entity, ORM_SLOT_INSERT, row);
}

orm_status orm_insert_with_key(orm_db *db, const orm_entity *entity, const void *row)
{
    ORM_DB_ENTER(db);
    return insert_row(db, entity, ORM_SLOT_INSERT_WITH_KEY, (void *)row);
}

/* ---- find ---- */

/* Decodes into a copy of the caller's struct, so that a failure leaves the original alone. */
typedef struct find_sink {
    orm_sink sink;
    orm_arena *scratch;
    const void *original;
    void *copy;
    size_t rows;
} find_sink;

static void *place_found(orm_sink *sink, const orm_entity *entity, const orm_value *values)
{
    (void)values;
    find_sink *found = (find_sink *)sink;
    found->rows++;
    if (found->copy == NULL) {
        found->copy = orm__arena_aligned(found->scratch, entity->size, entity->align);
        if (found->copy != NULL) {
            memcpy(found->copy, found->original, entity->size);
        }
    }
    return found->copy;
}

static orm_status fetch_found(call *c, find_sink *found)
{
    enum { ENOUGH_ROWS = 2 }; /* to tell that the key is not unique */
    orm_sink_reader reader = { .sink = &found->sink, .entity = c->entity, .error = c->error };
    orm_status status = orm__run_start(c->db, c->statement, c->db->values, false, c->error);
    if (status >= 0) {
        status = orm__run_fetch(c->db, c->statement, ENOUGH_ROWS, orm__sink_row, &reader, c->error);
    }
    if (status < 0) {
        return status;
    }
    if (found->rows == 0) {
        return no_such_row(c);
    }
    if (found->rows > 1) {
        return orm__error_set(
            c->error, ORM_SCHEMA,
            "several rows of %s have the same key: the table lacks the constraint",
            c->entity->table);
    }
    return ORM_OK;
}

static orm_status find_row(call *c, unsigned op, const orm_value *key, void *row_out,
                           orm_arena *arena)
{
    orm_status status = begin_call(c, op);
    if (status == ORM_OK) {
        status = bind_key(c, key);
    }
    if (status != ORM_OK) {
        return status;
    }
    orm_arena_mark mark = { .block = NULL };
    if (arena != NULL) {
        mark = orm__arena_mark(arena);
    }
    find_sink found = { .sink = { .place = place_found, .arena = arena },
                        .scratch = c->db->scratch,
                        .original = row_out };
    status = fetch_found(c, &found);
    if (status == ORM_OK) {
        memcpy(row_out, found.copy, c->entity->size);
    } else if (arena != NULL) {
        orm__arena_back_to(arena, mark);
    }
    return status;
}

/* NOLINTNEXTLINE(readability-function-size): those of orm_find_by */
static orm_status find_by_op(orm_db *db, const orm_entity *entity, unsigned op,
                             const orm_value *key, void *row_out, orm_arena *arena)
{
    call c = new_call(db, entity);
    orm_status status = op == ORM_SLOT_FIND ? demand_key(&c) : ORM_OK;
    if (status == ORM_OK) {
        status = find_row(&c, op, key, row_out, arena);
    }
    return end_call(&c, status);
}

orm_status orm_find(orm_db *db, const orm_entity *entity, const orm_value *key, void *row_out,
                    orm_arena *arena)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL || row_out == NULL) {
        return refuse_null(db, entity == NULL ? "the entity" : key == NULL ? "key" : "row_out");
    }
    return find_by_op(db, entity, ORM_SLOT_FIND, key, row_out, arena);
}

/* NOLINTNEXTLINE(readability-function-size): handle, which key, its value, two outputs */
orm_status orm_find_by(orm_db *db, const orm_entity *entity, uint16_t unique, const orm_value *key,
                       void *row_out, orm_arena *arena)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL || row_out == NULL) {
        return refuse_null(db, entity == NULL ? "the entity" : key == NULL ? "key" : "row_out");
    }
    if (unique >= entity->unique_count) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s has %u unique constraints, none at index %u",
                                 entity->name, entity->unique_count, unique);
    }
    return find_by_op(db, entity, ORM_SLOT_FIND_BY + (unsigned)unique, key, row_out, arena);
}

/* ---- update, delete ---- */

static orm_status count_row(void *ctx, const orm_value *values, size_t count)
{
    (void)values;
    (void)count;
    ++*(int64_t *)ctx;
    return ORM_OK;
}

/* Runs a bound statement that changes the row with a key, or (all key) selects it. */
static orm_status change_row(call *c)
{
    int64_t selected = 0;
    orm_status status = orm__run_all(c->db, c->statement, count_row, &selected, c->error);
    if (status == ORM_OK && selected == 0 &&
        c->db->link->driver->changes(c->statement->prepared) == 0) {
        status = no_such_row(c);
    }
    return status;
}

static orm_status change_by_row(orm_db *db, const orm_entity *entity, unsigned op, const void *row)
{
    if (entity == NULL || row == NULL) {
        return refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    call c = new_call(db, entity);
    orm_status status = demand_key(&c);
    if (status == ORM_OK) {
        status = begin_call(&c, op);
    }
    if (status == ORM_OK) {
        status = bind_row(&c, row);
    }
    return end_call(&c, status == ORM_OK ? change_row(&c) : status);
}

orm_status orm_update(orm_db *db, const orm_entity *entity, const void *row)
{
    ORM_DB_ENTER(db);
    return change_by_row(db, entity, ORM_SLOT_UPDATE, row);
}

orm_status orm_delete(orm_db *db, const orm_entity *entity, const void *row)
{
    ORM_DB_ENTER(db);
    return change_by_row(db, entity, ORM_SLOT_DELETE, row);
}

orm_status orm_delete_key(orm_db *db, const orm_entity *entity, const orm_value *key)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL) {
        return refuse_null(db, entity == NULL ? "the entity" : "key");
    }
    call c = new_call(db, entity);
    orm_status status = demand_key(&c);
    if (status == ORM_OK) {
        status = begin_call(&c, ORM_SLOT_DELETE);
    }
    if (status == ORM_OK) {
        status = bind_key(&c, key);
    }
    return end_call(&c, status == ORM_OK ? change_row(&c) : status);
}
