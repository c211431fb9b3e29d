/* Owns the calls on many rows: each is a write of rows that begins once. */
#include <orm/batch.h>

#include "db/run.h"
#include "query/delete.h"
#include "query/hooked.h"
#include "query/insert.h"
#include "query/update.h"
#include "query/upsert.h"

static orm_status check(orm_db *db, const orm_entity *entity, const void *rows, size_t count)
{
    if (entity == NULL || (rows == NULL && count > 0)) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "rows");
    }
    return ORM_OK;
}

/* status: of the beginning. */
static orm_status write_and_end(orm_write *write, orm_status status, void *rows, size_t count)
{
    if (status == ORM_OK) {
        status = orm__write_many(write, rows, count);
    }
    return orm__call_end(&write->call, status);
}

orm_status orm_insert_many(orm_db *db, const orm_entity *entity, void *rows, size_t count,
                           const orm_insert_options *options)
{
    ORM_DB_ENTER(db);
    orm_status status = check(db, entity, rows, count);
    if (status != ORM_OK || count == 0) {
        return status;
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_INSERT)) {
        const orm_hooked_rows all = orm__hooked_many(db, entity, rows, count);
        return orm__hooked_insert(&all, options);
    }
    orm_write write = orm__write_new(db, entity);
    return write_and_end(&write, orm__insert_open(&write, options), rows, count);
}

orm_status orm_update_many(orm_db *db, const orm_entity *entity, void *rows, size_t count,
                           const orm_update_options *options)
{
    ORM_DB_ENTER(db);
    orm_status status = check(db, entity, rows, count);
    if (status != ORM_OK || count == 0) {
        return status;
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_UPDATE)) {
        const orm_hooked_rows all = orm__hooked_many(db, entity, rows, count);
        return orm__hooked_update(&all, options);
    }
    orm_write write = orm__write_new(db, entity);
    return write_and_end(&write, orm__update_open(&write, options), rows, count);
}

orm_status orm_delete_many(orm_db *db, const orm_entity *entity, const void *rows, size_t count)
{
    ORM_DB_ENTER(db);
    orm_status status = check(db, entity, rows, count);
    if (status != ORM_OK || count == 0) {
        return status;
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_DELETE)) {
        const orm_hooked_rows all = orm__hooked_many(db, entity, rows, count);
        return orm__hooked_delete(&all, true);
    }
    orm_write write = orm__write_new(db, entity);
    return write_and_end(&write, orm__delete_open(&write, true), (void *)rows, count);
}

orm_status orm_upsert_many(orm_db *db, const orm_entity *entity, void *rows, size_t count,
                           const orm_conflict *conflict)
{
    ORM_DB_ENTER(db);
    orm_status status = check(db, entity, rows, count);
    if (status != ORM_OK || count == 0) {
        return status;
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_UPSERT)) {
        const orm_hooked_rows all = orm__hooked_many(db, entity, rows, count);
        return orm__hooked_upsert(&all, conflict);
    }
    orm_upsert_write upsert;
    status = orm__upsert_open(&upsert, db, entity, conflict, NULL);
    if (status == ORM_OK) {
        status = orm__write_many(&upsert.write, rows, count);
    }
    return orm__upsert_end(&upsert, status);
}
