/* Owns the match between the columns of a statement and the fields of an entity. */
#include "query/by_name.h"

#include <orm/raw.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fold.h"
#include "meta/entity.h"
#include "query/raw.h"

static const char *name_of(const orm_by_name *by, size_t column)
{
    return by->prepared->link->driver->column_name(by->prepared, column);
}

/* From a column on, around to the one before it; by->column_count: there is none. */
static size_t find(const orm_by_name *by, const char *name, size_t from)
{
    for (size_t i = 0; i < by->column_count; i++) {
        size_t column = (from + i) % by->column_count;
        if (orm__fold_is_name(name, name_of(by, column), by->dialect->fold_case)) {
            return column;
        }
    }
    return by->column_count;
}

static orm_status refuse(const orm_by_name *by, const orm_field *field, const char *what,
                         orm_error *error)
{
    const char *column = orm__entity_column(&field->column, by->dialect->name);
    (void)orm__error_set(error, ORM_SCHEMA, "member %s of %s: the statement has %s \"%s\"",
                         field->member, by->entity->name, what, column);
    if (error != NULL) {
        orm__error_text(error->column, sizeof error->column, column);
        orm__error_text(error->table, sizeof error->table,
                        orm__entity_table(by->entity, by->dialect->name));
    }
    return ORM_SCHEMA;
}

/* The columns mostly come in the order of the fields. */
static orm_status find_columns(orm_by_name *by, orm_error *error)
{
    size_t next = 0;
    by->column_count = by->prepared->link->driver->column_count(by->prepared);
    for (uint16_t i = 0; i < by->entity->field_count; i++) {
        const orm_field *field = &by->entity->fields[i];
        const char *name = orm__entity_column(&field->column, by->dialect->name);
        size_t column = find(by, name, next);
        if (column == by->column_count) {
            return refuse(by, field, "no column", error);
        }
        if (find(by, name, column + 1) != column) {
            return refuse(by, field, "two columns", error);
        }
        by->columns[i] = column;
        next = column + 1;
    }
    return ORM_OK;
}

orm_status orm__by_name_new(const orm_db *db, const orm_reading *reading, orm_arena *arena,
                            orm_by_name **by_name_out, orm_error *error)
{
    size_t count = reading->entity->field_count;
    orm_by_name *by = orm__arena_zeroed(arena, 1, sizeof *by);
    size_t *columns = orm__arena_zeroed(arena, count, sizeof *columns);
    orm_value *values = orm__arena_zeroed(arena, count, sizeof *values);
    if (by == NULL || columns == NULL || values == NULL) {
        return orm__error_no_memory(error);
    }
    *by = (orm_by_name){ .entity = reading->entity,
                         .dialect = db->dialect,
                         .prepared = reading->statement->prepared,
                         .columns = columns,
                         .values = values };
    *by_name_out = by;
    return find_columns(by, error);
}

/* The text may have been compiled anew when it was run: `SELECT *` then has other columns. */
static orm_status begin(orm_by_name *by, size_t count, orm_error *error)
{
    orm_status status = find_columns(by, error);
    if (status == ORM_OK && by->column_count != count) {
        status = orm__error_set(error, ORM_ENGINE, "%zu columns were told, the row has %zu",
                                by->column_count, count);
    }
    by->has_begun = status == ORM_OK;
    return status;
}

static void arrange(orm_by_name *by, const orm_value *values)
{
    for (uint16_t i = 0; i < by->entity->field_count; i++) {
        by->values[i] = values[by->columns[i]];
    }
}

orm_status orm__by_name_take(void *ctx, const orm_sink_reader *reader, const orm_value *values,
                             size_t count)
{
    orm_by_name *by = ctx;
    if (!by->has_begun) {
        orm_status status = begin(by, count, reader->error);
        if (status != ORM_OK) {
            return status;
        }
    }
    arrange(by, values);
    return orm__sink_row((void *)reader, by->values, by->entity->field_count);
}

void orm__by_name_blame(void *ctx, const orm_sink_reader *reader, orm_status status)
{
    orm_by_name *by = ctx;
    size_t count = 0;
    const orm_value *values = orm__sink_failed_row(by->prepared, status, &count);
    if (values != NULL && find_columns(by, NULL) == ORM_OK && count == by->column_count) {
        arrange(by, values);
        orm__sink_blame(reader, by->values);
    }
}

/* ---- what programs call ---- */

static orm_status read_rows(orm_raw_call *call, const orm_entity *entity, orm_rows **rows_out)
{
    orm_by_name *by = NULL;
    orm_reading reading = { .entity = entity,
                            .statement = call->statement,
                            .window = call->window,
                            .take = orm__by_name_take,
                            .blame = orm__by_name_blame };
    if (orm_arena_new(&call->db->allocator, &reading.kept) != ORM_OK) {
        return orm__error_no_memory(call->error);
    }
    orm_status status = orm__by_name_new(call->db, &reading, reading.kept, &by, call->error);
    if (status != ORM_OK) {
        orm_arena_free(reading.kept);
        return status;
    }
    reading.take_ctx = by;
    call->statement = NULL;
    return orm__rows_read(call->db, &reading, rows_out, call->error);
}

orm_status orm_raw_select(orm_db *db, const orm_entity *entity, const orm_raw *raw,
                          orm_rows **rows_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || rows_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity" : "rows_out");
    }
    orm_raw_call call;
    orm_rows *rows = NULL;
    orm_status status = orm__raw_begin(db, raw, &call);
    if (status == ORM_OK) {
        status = orm__slot_meet(db, entity, call.error);
    }
    if (status == ORM_OK) {
        status = orm__raw_demand_rows(&call);
    }
    if (status == ORM_OK) {
        status = read_rows(&call, entity, &rows);
    }
    return orm__rows_give(rows, orm__raw_end(&call, status), rows_out);
}
