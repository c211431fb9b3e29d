/* Owns the loop that calls a function of the program's for each row. */
#include <orm/query.h>

#include "query/ask.h"

enum { DEFAULT_WINDOW = 256 };

/* Where fn fails without a call that failed, the error is its own. */
static orm_status call_fn(orm_db *db, orm_each_fn fn, void *row, void *ctx)
{
    const void *caller = db->caller;
    uint64_t failures = db->failures;
    orm_status status = fn(db, row, ctx);
    db->caller = caller;
    if (status < 0 && db->failures == failures) {
        return orm__db_fail_with(db, status, "the function given to orm_each failed: %s",
                                 orm_status_text(status));
    }
    return status;
}

/* Its last status: OK where all rows were seen. */
static orm_status visit(orm_db *db, orm_rows *rows, const orm_entity *entity, orm_each_fn fn,
                        void *ctx)
{
    void *row = NULL;
    while ((row = orm_rows_next(rows, entity)) != NULL) {
        orm_status status = call_fn(db, fn, row, ctx);
        if (status != ORM_OK) {
            return status;
        }
    }
    return orm_rows_status(rows) < 0 ? orm__db_fail(db, orm_rows_error(rows)) : ORM_OK;
}

orm_status orm_each(orm_db *db, const orm_entity *entity, const orm_query *query, orm_each_fn fn,
                    void *ctx)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || fn == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity" : "fn");
    }
    orm_query asked = query == NULL ? (orm_query){ .where = NULL } : *query;
    if (asked.window == 0) {
        asked.window = DEFAULT_WINDOW;
    }
    orm_rows *rows = NULL;
    orm_reading reading = { .entity = entity };
    orm_error *error = orm__db_pending(db);
    orm_status status =
        orm__ask_end(db, entity, orm__ask_rows(db, &asked, &reading, &rows, error), error);
    if (status == ORM_OK) {
        status = orm__rows_load(rows);
    }
    if (status == ORM_OK) {
        status = visit(db, rows, entity, fn, ctx);
    }
    orm_rows_free(rows);
    return status;
}
