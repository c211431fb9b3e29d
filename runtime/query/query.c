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
    orm_rows *rows = NULL;
    orm_status status =
        orm__ask_end(db, entity, orm__ask_rows(db, query, &reading, &rows, error), error);
    return orm__rows_give(rows, status, rows_out);
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
    return orm__ask_end(db, entity, orm__ask_count(db, entity, query, count_out, error), error);
}
