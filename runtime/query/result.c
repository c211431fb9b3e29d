/* Owns results of plain values: rows of values in place of instances, and the names of the columns.
 * How they are read is query/rows. */
#include <orm/raw.h>

#include <stdalign.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "query/kept.h"
#include "query/raw.h"
#include "query/rows.h"

struct orm_result {
    orm_allocator allocator;
    orm_entity shape; /* of a row, as its reading sees it: so many values side by side */
    const orm_prepared *prepared; /* while it is read */
    const char **names;           /* in arena */
    size_t column_count;
    orm_arena *arena;
    orm_rows *rows;
    const orm_value *row; /* that was read last */
    bool has_begun;       /* a row has come: the columns are those of this execution */
};

/* ---- columns ---- */

static orm_status note_columns(orm_result *result, orm_error *error)
{
    const orm_driver *driver = result->prepared->link->driver;
    size_t count = driver->column_count(result->prepared);
    const char **names = orm__arena_zeroed(result->arena, count, sizeof *names);
    bool has_all = names != NULL;
    for (size_t i = 0; has_all && i < count; i++) {
        const char *name = driver->column_name(result->prepared, i);
        names[i] = name == NULL ? NULL : orm_arena_copy(result->arena, name, strlen(name));
        has_all = names[i] != NULL;
    }
    if (!has_all) {
        return orm__error_no_memory(error);
    }
    result->names = names;
    result->column_count = count;
    result->shape.size = count * sizeof(orm_value);
    return ORM_OK;
}

/* ---- rows ---- */

/* The text may have been compiled anew when it was run: `SELECT *` then has other columns. */
static orm_status begin(orm_result *result, size_t count, orm_error *error)
{
    orm_status status = note_columns(result, error);
    if (status == ORM_OK && result->column_count != count) {
        status = orm__error_set(error, ORM_ENGINE, "%zu columns were told, the row has %zu",
                                result->column_count, count);
    }
    result->has_begun = status == ORM_OK;
    return status;
}

static orm_status take_row(void *ctx, const orm_sink_reader *reader, const orm_value *values,
                           size_t count)
{
    orm_result *result = ctx;
    orm_sink *sink = reader->sink;
    orm_status status = result->has_begun ? ORM_OK : begin(result, count, reader->error);
    if (status != ORM_OK) {
        return status;
    }
    orm_value *row = sink->place(sink, &result->shape, values);
    if (row == NULL) {
        return orm__error_no_memory(reader->error);
    }
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        const orm_value value = orm__kept_plain(&values[i]);
        status = orm__kept_value(sink->arena, &value, &row[i], reader->error);
    }
    return status == ORM_OK ? sink->filled(sink, &result->shape, row) : status;
}

static orm_result *new_result(orm_db *db)
{
    orm_result *result = orm__alloc_zeroed(&db->allocator, 1, sizeof *result);
    if (result == NULL) {
        return NULL;
    }
    result->allocator = db->allocator;
    result->shape = (orm_entity){ .name = "values", .table = "", .align = alignof(orm_value) };
    if (orm_arena_new(&db->allocator, &result->arena) != ORM_OK) {
        orm_result_free(result);
        return NULL;
    }
    return result;
}

static orm_status read_result(orm_raw_call *call, orm_result *result)
{
    result->prepared = call->statement->prepared;
    orm_status status = note_columns(result, call->error);
    if (status != ORM_OK) {
        return status;
    }
    const orm_reading reading = { .entity = &result->shape,
                                  .statement = call->statement,
                                  .window = call->window,
                                  .take = take_row,
                                  .take_ctx = result };
    call->statement = NULL;
    return orm__rows_read(call->db, &reading, &result->rows, call->error);
}

orm_status orm_raw_query(orm_db *db, const orm_raw *raw, orm_result **result_out)
{
    ORM_DB_ENTER(db);
    if (result_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "result_out is NULL");
    }
    orm_raw_call call;
    orm_result *result = NULL;
    orm_status status = orm__raw_begin(db, raw, &call);
    if (status == ORM_OK) {
        status = orm__raw_demand_rows(&call);
    }
    if (status == ORM_OK) {
        result = new_result(db);
        status = result == NULL ? orm__error_no_memory(call.error) : read_result(&call, result);
    }
    status = orm__raw_end(&call, status);
    if (status == ORM_OK) {
        *result_out = result;
    } else {
        orm_result_free(result);
    }
    return status;
}

/* ---- what programs ask ---- */

const orm_value *orm_result_next(orm_result *result)
{
    if (result == NULL) {
        return NULL;
    }
    result->row = orm_rows_next(result->rows, &result->shape);
    return result->row;
}

const orm_value *orm_result_value(const orm_result *result, const char *name)
{
    const orm_value *found = NULL;
    if (result == NULL || name == NULL || result->row == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < result->column_count; i++) {
        if (strcmp(result->names[i], name) != 0) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = &result->row[i];
    }
    return found;
}

size_t orm_result_column_count(const orm_result *result)
{
    return result == NULL ? 0 : result->column_count;
}

const char *orm_result_column_name(const orm_result *result, size_t index)
{
    return index < orm_result_column_count(result) ? result->names[index] : NULL;
}

orm_status orm_result_status(const orm_result *result)
{
    return orm_rows_status(result == NULL ? NULL : result->rows);
}

const orm_error *orm_result_error(const orm_result *result)
{
    return orm_rows_error(result == NULL ? NULL : result->rows);
}

size_t orm_result_count(const orm_result *result)
{
    return orm_rows_count(result == NULL ? NULL : result->rows);
}

void orm_result_free(orm_result *result)
{
    if (result == NULL) {
        return;
    }
    orm_rows_free(result->rows);
    orm_arena_free(result->arena);
    orm_allocator allocator = result->allocator;
    orm__alloc_free(&allocator, result, sizeof *result);
}
