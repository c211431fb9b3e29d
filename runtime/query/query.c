/* Owns select and count: renders the question, binds its operands, reads the answer. */
#include <orm/query.h>

#include "base/error.h"
#include "db/run.h"
#include "query/ask.h"
#include "query/params.h"

orm_status orm_select(orm_db *db, const orm_entity *entity, const orm_query *query,
                      orm_rows **rows_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || rows_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity" : "rows_out");
    }
    orm_reading reading = { .entity = entity };
    orm_error *error = orm__db_pending(db);
    return orm__ask_end(db, entity, orm__ask_rows(db, query, &reading, rows_out, error), error);
}

static orm_status take_count(void *ctx, const orm_value *values, size_t count)
{
    if (count == 1 && values[0].type == ORM_TYPE_INT) {
        *(int64_t *)ctx = values[0].as.integer;
    }
    return ORM_OK;
}

static orm_status count_rows(orm_db *db, const orm_entity *entity, const orm_query *query,
                             int64_t *count_out, orm_error *error)
{
    orm_status status = orm__slot_meet(db, entity, error);
    if (status == ORM_OK) {
        status = orm__sql_count(&db->sql, db->dialect, entity, query, error);
    }
    orm_statement *statement = NULL;
    if (status == ORM_OK) {
        status = orm__params_acquire(db, entity, &statement, error);
    }
    int64_t count = -1;
    if (status == ORM_OK) {
        status = orm__run_all(db, statement, take_count, &count, error);
    }
    orm__cache_release(&db->cache, statement);
    if (status == ORM_OK && count < 0) {
        status = orm__error_set(error, ORM_ENGINE, "the engine gave no number for a count");
    }
    if (status == ORM_OK) {
        *count_out = count;
    }
    return status;
}

orm_status orm_count(orm_db *db, const orm_entity *entity, const orm_query *query,
                     int64_t *count_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || count_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity" : "count_out");
    }
    orm_error *error = orm__db_pending(db);
    return orm__ask_end(db, entity, count_rows(db, entity, query, count_out, error), error);
}
