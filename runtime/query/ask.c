/* Owns what all questions about many rows have in common. */
#include "query/ask.h"

#include "base/error.h"
#include "base/plural.h"
#include "db/run.h"
#include "meta/entity.h"
#include "query/lock.h"
#include "query/params.h"
#include "row/codec.h"

/* What the engine leaves out: the column that a parameter stands beside, the table. */
static void complete_error(const orm_db *db, const orm_entity *entity, orm_error *error)
{
    const orm_codec codec = orm__db_codec(db, entity);
    size_t parameter = (size_t)error->parameter;
    if (parameter > 0 && parameter <= db->sql.param_count && error->column[0] == '\0' &&
        db->sql.params[parameter - 1].source != ORM_SQL_INTEGER) {
        orm__codec_locate(&codec, db->sql.params[parameter - 1].field, error);
    }
    orm__codec_name_table(&codec, error);
}

orm_status orm__ask_end(orm_db *db, const orm_entity *entity, orm_status status, orm_error *error)
{
    if (status < 0) {
        if (error->status != status) { /* a driver that gave no reason */
            (void)orm__error_set(error, status, "%s", orm_status_text(status));
        }
        complete_error(db, entity, error);
        if (error->sql != NULL) {
            error->sql = orm__buffer_string(&db->sql.text); /* the statement itself may be gone */
        }
        status = orm__db_fail(db, error);
    }
    orm_arena_reset(db->scratch);
    return status;
}

orm_status orm__ask_select(orm_db *db, const orm_entity *entity, const orm_query *query,
                           orm_statement **statement_out, orm_error *error)
{
    orm_status status = orm__lock_check(db, query, error);
    if (status == ORM_OK) {
        status = orm__slot_meet_for(db, entity, ORM_USE_READ, error);
    }
    if (status == ORM_OK) {
        status = orm__sql_select(&db->sql, db->dialect, entity, query, error);
    }
    return status == ORM_OK ? orm__params_acquire(db, entity, statement_out, error) : status;
}

orm_status orm__ask_rows(orm_db *db, const orm_query *query, orm_reading *reading,
                         orm_rows **rows_out, orm_error *error)
{
    orm_status status = orm__ask_select(db, reading->entity, query, &reading->statement, error);
    if (status == ORM_OK) {
        reading->window = query == NULL ? 0 : query->window;
        reading->locks = query != NULL && query->lock != ORM_LOCK_NONE;
        status = orm__rows_read(db, reading, rows_out, error);
    }
    return status;
}

void orm__ask_bound(orm_bounded *bounded, const orm_query *query, int64_t most)
{
    bounded->query = query == NULL ? (orm_query){ .where = NULL } : *query;
    if (bounded->query.limit == NULL || *bounded->query.limit > most) {
        bounded->limit = most;
        bounded->query.limit = &bounded->limit;
    }
}

/* ---- how many ---- */

static orm_status take_count(void *ctx, const orm_value *values, size_t count)
{
    if (count == 1 && values[0].type == ORM_TYPE_INT) {
        *(int64_t *)ctx = values[0].as.integer;
    }
    return ORM_OK;
}

orm_status orm__ask_count(orm_db *db, const orm_entity *entity, const orm_query *query,
                          int64_t *count_out, orm_error *error)
{
    orm_status status = orm__slot_meet_for(db, entity, ORM_USE_READ, error);
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

/* ---- one row ---- */

static orm_status name_table(const orm_asked *asked, orm_status status, const char *table)
{
    orm__error_text(asked->error->table, sizeof asked->error->table, table);
    return status;
}

static const char *table_of(const orm_asked *asked)
{
    return asked->entity == NULL ? NULL
                                 : orm__entity_table(asked->entity, asked->db->dialect->name);
}

static orm_status refuse_none(const orm_asked *asked)
{
    const char *table = table_of(asked);
    if (table == NULL) {
        return orm__error_set(asked->error, ORM_NOT_FOUND, "the statement gives no row");
    }
    (void)orm__error_set(asked->error, ORM_NOT_FOUND, "no row of %s meets the condition", table);
    return name_table(asked, ORM_NOT_FOUND, table);
}

orm_status orm__ask_too_many(const orm_asked *asked, size_t most)
{
    const char *table = table_of(asked);
    if (table == NULL) {
        return orm__error_set(asked->error, ORM_TOO_MANY_ROWS,
                              "the statement gives more than one row");
    }
    (void)orm__error_set(asked->error, ORM_TOO_MANY_ROWS,
                         "more than %zu row%s of %s meet the condition", most, orm__plural(most),
                         table);
    return name_table(asked, ORM_TOO_MANY_ROWS, table);
}

/* What the caller's function gets, with a note that there was something. */
typedef struct noted_row {
    orm_row_fn row;
    void *ctx;
    bool came;
} noted_row;

static orm_status note_row(void *ctx, const orm_value *values, size_t count)
{
    noted_row *noted = ctx;
    noted->came = true;
    return noted->row == NULL ? ORM_OK : noted->row(noted->ctx, values, count);
}

orm_status orm__ask_one(const orm_asked *asked, bool only, orm_row_fn row, void *ctx)
{
    orm_db *db = asked->db;
    noted_row first = { .row = row, .ctx = ctx }, second = { .row = NULL };
    orm_status status = orm__run_start(db, asked->statement, db->values, false, asked->error);
    if (status >= 0) {
        status = orm__run_fetch(db, asked->statement, 1, note_row, &first, asked->error);
    }
    if (status == ORM_OK && only) {
        status = orm__run_fetch(db, asked->statement, 1, note_row, &second, asked->error);
    }
    if (status < 0) {
        return status;
    }
    if (!first.came) {
        return refuse_none(asked);
    }
    return second.came ? orm__ask_too_many(asked, 1) : ORM_OK;
}
