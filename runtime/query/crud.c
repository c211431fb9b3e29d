/* Owns changing and deleting single rows, through the slots. */
#include <orm/crud.h>

#include "base/error.h"
#include "db/run.h"
#include "meta/field.h"
#include "meta/storage.h"
#include "query/call.h"
#include "row/convert.h"

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

/* ---- versions ---- */

/* The value that was bound as the version's next one becomes that, where column and member hold
 * it. */
static orm_status raise_version(orm_call *c)
{
    const uint16_t index = (uint16_t)(c->entity->version - 1);
    const orm_field *field = &c->entity->fields[index];
    orm_value *next = &c->db->values[c->next - 1];
    orm_value raised = next->as.integer == INT64_MAX ? orm_value_uint(UINT64_C(1) << 63)
                                                     : orm_value_int(next->as.integer + 1);
    orm_status status = orm__convert_encode(field, &raised, next, c->error);
    if (status == ORM_OK) {
        status = orm__storage_check(&field->layout, next, c->error);
    }
    if (status != ORM_OK) {
        orm__codec_locate(&c->codec, index, c->error);
    }
    return status;
}

static orm_status update_version(orm_call *c, void *row)
{
    const orm_field *field = &c->entity->fields[c->entity->version - 1];
    const orm_instance into = { .entity = c->entity, .row = row };
    orm_status status = raise_version(c);
    if (status != ORM_OK) {
        return status;
    }
    const orm_value next = c->db->values[c->next - 1];
    status = change_row(c, true);
    return status == ORM_OK ? orm__field_set(&into, field, &next, c->error) : status;
}

/* ---- what programs call ---- */

static orm_status bind_by_row(orm_call *c, unsigned op, const void *row)
{
    orm_status status = orm__call_demand_key(c);
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
    orm_status status = orm__call_demand_key(&c);
    if (status == ORM_OK) {
        status = orm__call_begin(&c, entity->version == 0 ? ORM_SLOT_DELETE : ORM_SLOT_DELETE_KEY);
    }
    if (status == ORM_OK) {
        status = orm__call_bind_key(&c, key);
    }
    return orm__call_end(&c, status == ORM_OK ? change_row(&c, false) : status);
}
