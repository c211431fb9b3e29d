/* Owns changing and deleting single rows, through the slots. */
#include <orm/crud.h>
#include <string.h>

#include "base/error.h"
#include "db/run.h"
#include "query/delete.h"
#include "query/find.h"
#include "query/hooked.h"
#include "query/version.h"

/* ---- update, delete ---- */

static orm_status count_row(void *ctx, const orm_value *values, size_t count)
{
    (void)values;
    (void)count;
    ++*(int64_t *)ctx;
    return ORM_OK;
}

/* Runs a bound statement that changes the row with a key, or (all key) selects it. */
static orm_status change_row(orm_call *c, bool by_version)
{
    int64_t selected = 0;
    orm_status status = orm__run_all(c->db, c->statement, count_row, &selected, c->error);
    if (status == ORM_OK && selected == 0 &&
        c->db->link->driver->changes(c->statement->prepared) == 0) {
        status = by_version ? orm__call_stale_row(c) : orm__call_no_such_row(c);
    }
    return status;
}

static orm_status update_version(orm_call *c, void *row)
{
    orm_value next;
    orm_status status = orm__version_raise(c, &next);
    if (status == ORM_OK) {
        status = change_row(c, true);
    }
    return status == ORM_OK ? orm__version_store(c, row, &next) : status;
}

orm_status orm__delete_open(orm_write *write, bool by_version)
{
    orm_call *c = &write->call;
    by_version = by_version && c->entity->version != 0;
    orm_slot_op op = by_version || c->entity->version == 0 ? ORM_SLOT_DELETE : ORM_SLOT_DELETE_KEY;
    orm_status status = orm__call_demand_key(c, ORM_USE_CHANGE);
    write->refuse = by_version ? orm__call_stale_row : orm__call_no_such_row;
    return status == ORM_OK ? orm__write_begin_slot(write, op) : status;
}

/* Hooks see the row that is deleted, so it is read first. */
static orm_status delete_hooked_key(orm_db *db, const orm_entity *entity, const orm_value *key)
{
    orm_arena *arena = NULL;
    orm_error error;
    if (orm_arena_new(&db->allocator, &arena) != ORM_OK) {
        (void)orm__error_no_memory(&error);
        return orm__db_fail(db, &error);
    }
    void *row = orm__arena_take(arena, entity->size, entity->align);
    orm_status status = ORM_NO_MEMORY;
    if (row == NULL) {
        (void)orm__error_no_memory(&error);
        (void)orm__db_fail(db, &error);
    } else {
        memset(row, 0, entity->size);
        status = orm__find_row(db, entity, key, row, arena);
    }
    if (status == ORM_OK) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        status = orm__hooked_delete(&rows, false);
    }
    orm_arena_free(arena);
    return status;
}

/* ---- what programs call ---- */

static orm_status bind_by_row(orm_call *c, unsigned op, const void *row)
{
    orm_status status = orm__call_demand_key(c, ORM_USE_CHANGE);
    if (status == ORM_OK) {
        status = orm__call_begin(c, op);
    }
    return status == ORM_OK ? orm__call_bind_row(c, row) : status;
}

orm_status orm_update(orm_db *db, const orm_entity *entity, const void *row)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_UPDATE)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_update(&rows, NULL);
    }
    orm_call c = orm__call_new(db, entity);
    orm_status status = bind_by_row(&c, ORM_SLOT_UPDATE, row);
    if (status == ORM_OK) {
        status = entity->version == 0 ? change_row(&c, false) : update_version(&c, (void *)row);
    }
    return orm__call_end(&c, status);
}

orm_status orm_delete(orm_db *db, const orm_entity *entity, const void *row)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_DELETE)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_delete(&rows, true);
    }
    orm_call c = orm__call_new(db, entity);
    orm_status status = bind_by_row(&c, ORM_SLOT_DELETE, row);
    return orm__call_end(&c, status == ORM_OK ? change_row(&c, entity->version != 0) : status);
}

orm_status orm_delete_key(orm_db *db, const orm_entity *entity, const orm_value *key)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || key == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "key");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_DELETE)) {
        return delete_hooked_key(db, entity, key);
    }
    orm_call c = orm__call_new(db, entity);
    orm_status status = orm__call_demand_key(&c, ORM_USE_CHANGE);
    if (status == ORM_OK) {
        status = orm__call_begin(&c, entity->version == 0 ? ORM_SLOT_DELETE : ORM_SLOT_DELETE_KEY);
    }
    if (status == ORM_OK) {
        status = orm__call_bind_key(&c, key);
    }
    return orm__call_end(&c, status == ORM_OK ? change_row(&c, false) : status);
}
