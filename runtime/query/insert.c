/* Owns inserting: the key that the database chooses, and that nothing is stored where it cannot be
 * told. */
#include <orm/crud.h>

#include "base/error.h"
#include "db/guard.h"
#include "db/run.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "meta/kind.h"
#include "query/hooked.h"
#include "query/insert.h"
#include "row/convert.h"

/* ---- the key that the database chose ---- */

/* Until the insert is complete. A number, so nothing is borrowed. */
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
static void ask_for_key(const orm_call *c, chosen_key *key)
{
    const orm_driver *driver = c->db->link->driver;
    key->arrived = driver->changes(c->statement->prepared) == 1;
    key->value = orm_value_int(driver->inserted_key(c->statement->prepared));
}

orm_status orm__insert_refuse(orm_call *c)
{
    return orm__error_set(c->error, ORM_ENGINE,
                          "the engine inserted no row into %s: a trigger may have kept it out",
                          orm__call_table(c));
}

/* A table of somebody else's: on SQLite a BIGINT is a column like any other, which takes NULL. */
static orm_status no_key(orm_call *c)
{
    return orm__error_set(
        c->error, ORM_CONVERSION,
        "the database generated no key: on SQLite its column must be INTEGER PRIMARY "
        "KEY, on PostgreSQL it must have a default; or write primary_key, assigned");
}

static orm_status store_key(orm_call *c, const chosen_key *key, void *row)
{
    if (!key->arrived) {
        return orm__insert_refuse(c);
    }
    const uint16_t index = c->entity->primary_key.fields[0];
    const orm_field *field = &c->entity->fields[index];
    const orm_instance into = { .entity = c->entity, .row = row };
    orm_convert_room room;
    orm_value raw;
    if (orm__plan_load_field(c->codec.plan, &into, index, &key->value)) {
        return ORM_OK;
    }
    orm_status status = key->value.type == ORM_TYPE_NULL
                            ? no_key(c)
                            : orm__convert_decode(field, &key->value, &room, &raw, c->error);
    if (status == ORM_OK) {
        status = orm__field_set(&into, field, &raw, c->error);
    }
    if (status != ORM_OK) {
        orm__codec_locate(&c->codec, index, c->error);
    }
    return status;
}

static orm_status insert_and_store_key(orm_call *c, void *row)
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

/* ---- where the key may not fit ---- */

/* True: the database may choose what the member cannot hold. Nothing is too large for an int64_t,
 * and where the engine refuses what is too large for the kind, for one of the kind's width. But
 * where a driver that can tell keys does not tell this one, the column may give anything, a NULL
 * too. */
static bool may_not_fit(const orm_call *c)
{
    const orm_field *key = orm__entity_generated(c->entity);
    size_t width =
        c->db->dialect->cast_checks_range ? orm__kind_width(key->column.kind) : sizeof(int64_t);
    bool holds_all = key->layout.storage == ORM_STORAGE_INT && key->layout.size >= width;
    bool is_odd = c->db->link->driver->knows_inserted_key != NULL && !c->statement->tells_key;
    return !holds_all || is_odd;
}

void orm__insert_judge(orm_write *write)
{
    const orm_entity *entity = write->call.entity;
    if (write->returned.count == 1 && orm__entity_generated(entity) != NULL &&
        write->returned.fields[0] == entity->primary_key.fields[0]) {
        write->may_misfit = may_not_fit(&write->call);
    }
}

static orm_status insert_guarded(orm_call *c, void *row)
{
    const orm_field *field = orm__entity_generated(c->entity);
    const orm_instance into = { .entity = c->entity, .row = row };
    orm_guard guard;
    orm_value before;
    orm_status status = orm__field_get(c->entity, field, row, &before, c->error);
    if (status == ORM_OK) {
        status = orm__guard_begin(c->db, &guard, c->error);
    }
    if (status != ORM_OK) {
        return status;
    }
    status = insert_and_store_key(c, row);
    if (status != ORM_OK) {
        orm__guard_undo(&guard);
        return status;
    }
    status = orm__guard_keep(&guard, c->error);
    if (status != ORM_OK) {
        (void)orm__field_set(&into, field, &before, NULL); /* it fitted before */
    }
    return status;
}

static orm_status insert_once(orm_call *c, void *row, bool is_guarded)
{
    return !is_guarded && may_not_fit(c) ? insert_guarded(c, row) : insert_and_store_key(c, row);
}

/* ---- where the table was made anew ---- */

/* The driver was to tell the key and no longer can: the next statement lets it come back as a
 * row. */
static orm_status begin_again(orm_call *c, const void *row)
{
    orm__slot_discard(c->db, c->entity, ORM_SLOT_INSERT, c->statement);
    c->statement = NULL;
    c->error = orm__db_pending(c->db);
    orm_status status = orm__call_begin(c, ORM_SLOT_INSERT);
    return status == ORM_OK ? orm__call_bind_row(c, row) : status;
}

/* source: what is stored of the row. */
static orm_status insert_generated(orm_call *c, void *row, const void *source, bool is_guarded)
{
    orm_status status = insert_once(c, row, is_guarded);
    if (status == ORM_SCHEMA && c->statement->tells_key) {
        status = begin_again(c, source);
        if (status == ORM_OK) {
            status = insert_once(c, row, is_guarded);
        }
    }
    return status;
}

/* ---- a single row ---- */

static orm_status insert_stored(orm_call *c)
{
    orm_status status = orm__run_all(c->db, c->statement, NULL, NULL, c->error);
    if (status == ORM_OK && c->db->link->driver->changes(c->statement->prepared) == 0) {
        status = orm__insert_refuse(c);
    }
    return status;
}

static bool is_generated(const orm_entity *entity, unsigned op)
{
    return op == ORM_SLOT_INSERT && orm__entity_generated(entity) != NULL;
}

/* row is written to only where op leaves the key to the database. */
static orm_status insert_row(orm_db *db, const orm_entity *entity, orm_slot_op op, void *row)
{
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    orm_call c = orm__call_new(db, entity);
    orm_status status = orm__call_begin(&c, op);
    if (status == ORM_OK) {
        status = orm__call_bind_row(&c, row);
    }
    if (status == ORM_OK) {
        status =
            is_generated(entity, op) ? insert_generated(&c, row, row, false) : insert_stored(&c);
    }
    return orm__call_end(&c, status);
}

/* ---- one of many ---- */

static orm_status run_generated(orm_write *write, void *row)
{
    return insert_generated(&write->call, row, orm__write_source(write, row), write->is_guarded);
}

static orm_status run_stored(orm_write *write, void *row)
{
    (void)row;
    return insert_stored(&write->call);
}

orm_status orm__insert_begin(orm_write *write, orm_slot_op op)
{
    orm_call *c = &write->call;
    orm_status status = orm__write_begin_slot(write, op);
    if (status == ORM_OK) {
        write->fills = is_generated(c->entity, op);
        write->run = write->fills ? run_generated : run_stored;
    }
    return status;
}

/* ---- what programs call ---- */

static inline bool are_hooked(const orm_db *db, const orm_entity *entity, const void *row)
{
    return entity != NULL && row != NULL && orm__db_has_hooks(db, entity, ORM_HOOKED_INSERT);
}

orm_status orm_insert(orm_db *db, const orm_entity *entity, void *row)
{
    ORM_DB_ENTER(db);
    if (are_hooked(db, entity, row)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_insert(&rows, NULL);
    }
    return insert_row(db, entity, ORM_SLOT_INSERT, row);
}

orm_status orm_insert_with_key(orm_db *db, const orm_entity *entity, const void *row)
{
    ORM_DB_ENTER(db);
    if (are_hooked(db, entity, row)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_insert(&rows, &(const orm_insert_options){ .with_key = true });
    }
    return insert_row(db, entity, ORM_SLOT_INSERT_WITH_KEY, (void *)row);
}
