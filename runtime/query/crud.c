/* Owns changing and deleting single rows, through the slots. */
#include <orm/crud.h>

#include "base/error.h"
#include "db/run.h"
#include "query/call.h"
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
