/* Owns the question for a single value: one column of one row. */
#include <orm/query.h>

#include "base/arena.h"
#include "base/error.h"
#include "query/ask.h"
#include "query/kept.h"
#include "query/lock.h"
#include "query/params.h"

/* What the row's only column becomes. */
typedef struct wanted_value {
    orm_codec codec;
    uint16_t field;
    orm_arena *arena;
    orm_value value;
    orm_error *error;
} wanted_value;

static orm_status take_value(void *ctx, const orm_value *values, size_t count)
{
    wanted_value *wanted = ctx;
    orm_codec_raw raw;
    if (count != 1) {
        return orm__error_set(wanted->error, ORM_ENGINE, "%zu columns for one", count);
    }
    orm_status status =
        orm__codec_value(&wanted->codec, wanted->field, &values[0], &raw, wanted->error);
    return status == ORM_OK
               ? orm__kept_value(wanted->arena, &raw.value, &wanted->value, wanted->error)
               : status;
}

static orm_status read_value(const orm_asked *asked, uint16_t field, orm_arena *arena,
                             orm_value *value_out)
{
    wanted_value wanted = { .codec = orm__db_codec(asked->db, asked->entity),
                            .field = field,
                            .arena = arena,
                            .error = asked->error };
    orm_arena_mark mark = { .block = NULL };
    if (arena != NULL) {
        mark = orm__arena_mark(arena);
    }
    orm_status status = orm__ask_one(asked, true, take_value, &wanted);
    if (status == ORM_OK) {
        *value_out = wanted.value;
    } else if (arena != NULL) {
        orm__arena_back_to(arena, mark);
    }
    return status;
}

static orm_status ask_for_value(orm_asked *asked, const orm_handle *column, const orm_query *query)
{
    orm_db *db = asked->db;
    orm_bounded bounded;
    orm__ask_bound(&bounded, query, 2);
    orm_status status = orm__lock_check(db, query, asked->error);
    if (status == ORM_OK) {
        status = orm__slot_meet_for(db, asked->entity, ORM_USE_READ, asked->error);
    }
    if (status == ORM_OK && column->field >= asked->entity->field_count) {
        return orm__error_set(asked->error, ORM_MISUSE, "%s has no field number %u",
                              asked->entity->name, (unsigned)column->field);
    }
    if (status == ORM_OK) {
        status = orm__sql_select_field(&db->sql, db->dialect, column, &bounded.query, asked->error);
    }
    return status == ORM_OK
               ? orm__params_acquire(db, asked->entity, &asked->statement, asked->error)
               : status;
}

orm_status orm_value_of(orm_db *db, const orm_handle *column, const orm_query *query,
                        orm_arena *arena, orm_value *value_out)
{
    ORM_DB_ENTER(db);
    if (column == NULL || column->path == NULL || value_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 value_out == NULL ? "value_out" : "the column");
    }
    const orm_entity *entity = column->path->entity;
    if (entity == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "the column's entity is NULL");
    }
    orm_asked asked = { .db = db, .entity = entity, .error = orm__db_pending(db) };
    orm_status status = ask_for_value(&asked, column, query);
    if (status == ORM_OK) {
        status = read_value(&asked, column->field, arena, value_out);
    }
    orm__cache_release(&db->cache, asked.statement);
    return orm__ask_end(db, entity, status, asked.error);
}
