/* Owns the way of a text of the program's own to a statement and its values, and the calls that
 * need no result: run, value. */
#include "query/raw.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "db/run.h"
#include "db/session.h"
#include "db/transaction.h"
#include "query/ask.h"
#include "query/kept.h"

/* ---- values ---- */

/* How a parameter is declared for a value. False: for none of its type. */
static bool find_type(const orm_value *value, orm_parameter_type *type)
{
    *type = (orm_parameter_type){ .raw = true };
    switch (value->type) {
    case ORM_TYPE_BOOL:
        type->kind = ORM_KIND_BOOL;
        return true;
    case ORM_TYPE_INT:
    case ORM_TYPE_UINT:
        type->kind = ORM_KIND_INT64;
        return true;
    case ORM_TYPE_REAL:
        type->kind = ORM_KIND_FLOAT64;
        return true;
    case ORM_TYPE_TEXT: /* which may be read as any type */
        type->kind = ORM_KIND_TEXT;
        type->own_type = true;
        return true;
    case ORM_TYPE_TIMESTAMP:
        type->kind = ORM_KIND_TIMESTAMP;
        return true;
    case ORM_TYPE_DATE:
        type->kind = ORM_KIND_DATE;
        return true;
    case ORM_TYPE_DECIMAL:
        type->kind = ORM_KIND_DECIMAL;
        return true;
    case ORM_TYPE_INTERVAL:
        type->kind = ORM_KIND_INTERVAL;
        return true;
    case ORM_TYPE_NULL:
    case ORM_TYPE_BLOB:
        return true;
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return false;
}

static orm_status refuse(const orm_raw_call *call, orm_status status, size_t i, const char *why)
{
    (void)orm__error_set(call->error, status, "parameter %zu: %s", i + 1, why);
    call->error->parameter = (int)i + 1;
    return status;
}

/* Whether a parameter may stand in the text; that it does, only the engine can tell. */
static bool may_hold(const char *sql, size_t number)
{
    char name[24];
    int size = snprintf(name, sizeof name, "$%zu", number);
    const char *at = strstr(sql, name);
    while (at != NULL && at[size] >= '0' && at[size] <= '9') {
        at = strstr(at + 1, name);
    }
    return at != NULL;
}

static orm_status fill_value(const orm_raw_call *call, size_t i, orm_parameter_type *type)
{
    orm_value value = call->raw->params[i];
    if (!may_hold(call->raw->sql, i + 1)) {
        return refuse(call, ORM_MISUSE, i,
                      "not in the text, where parameters are written $1, $2, ... on every engine");
    }
    if (!find_type(&value, type)) {
        return refuse(call, ORM_MISUSE, i, "a list or an unknown type is no value of a text");
    }
    if (value.type == ORM_TYPE_UINT) {
        if (value.as.natural > INT64_MAX) {
            return refuse(call, ORM_CONVERSION, i, "an integer above 9223372036854775807");
        }
        value = orm_value_int((int64_t)value.as.natural);
    }
    call->db->values[i] = value;
    return ORM_OK;
}

static orm_status acquire(orm_raw_call *call)
{
    orm_db *db = call->db;
    size_t count = call->raw->param_count;
    orm_parameter_type *types = orm__arena_zeroed(db->scratch, count, sizeof *types);
    if (types == NULL) {
        (void)orm__error_no_memory(call->error);
        return ORM_NO_MEMORY;
    }
    orm_status status = orm__db_reserve_values(db, count, call->error);
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        status = fill_value(call, i, &types[i]);
    }
    const orm_statement_text text = {
        .sql = call->raw->sql, .size = strlen(call->raw->sql), .types = types, .param_count = count
    };
    return status == ORM_OK ? orm__cache_acquire(&db->cache, &text, &call->statement, call->error)
                            : status;
}

/* ---- the frame ---- */

orm_status orm__raw_begin(orm_db *db, const orm_raw *raw, orm_raw_call *call)
{
    *call = (orm_raw_call){ .db = db, .raw = raw, .error = orm__db_pending(db) };
    if (raw == NULL || raw->sql == NULL || (raw->params == NULL && raw->param_count > 0)) {
        (void)orm__error_set(call->error, ORM_MISUSE, "%s is NULL",
                             raw == NULL        ? "raw"
                             : raw->sql == NULL ? "sql"
                                                : "params");
        return ORM_MISUSE;
    }
    orm__session_note_text(db, raw->sql);
    call->window = raw->window;
    return acquire(call);
}

orm_status orm__raw_demand_rows(orm_raw_call *call)
{
    orm_db *db = call->db;
    const orm_driver *driver = db->link->driver;
    const orm_prepared *prepared = call->statement->prepared;
    if (driver->column_count == NULL || driver->column_name == NULL) {
        return orm__error_set(call->error, ORM_NOT_SUPPORTED,
                              "driver %s does not tell the columns of a statement", driver->name);
    }
    if (driver->column_count(prepared) == 0) {
        return orm__error_set(call->error, ORM_MISUSE,
                              "the statement gives no rows: it is one for orm_raw_run");
    }
    bool may_write = driver->only_reads == NULL || !driver->only_reads(prepared);
    if (may_write) {
        orm__db_will_write(db);
    }
    if (may_write && db->dialect->windows_see_writes) {
        call->window = 0; /* such a statement is run to its end */
    }
    return ORM_OK;
}

orm_status orm__raw_end(orm_raw_call *call, orm_status status)
{
    orm_db *db = call->db;
    if (status < 0) {
        if (call->error->status != status) { /* a driver that gave no reason */
            (void)orm__error_set(call->error, status, "%s", orm_status_text(status));
        }
        call->error->sql = call->raw == NULL ? NULL : call->raw->sql;
    }
    orm__cache_release(&db->cache, call->statement);
    orm_arena_reset(db->scratch);
    return status < 0 ? orm__db_fail(db, call->error) : status;
}

/* ---- run ---- */

orm_status orm_raw_run(orm_db *db, const orm_raw *raw, int64_t *count_out)
{
    ORM_DB_ENTER(db);
    orm_raw_call call;
    int64_t count = 0;
    orm_status status = orm__raw_begin(db, raw, &call);
    if (status == ORM_OK) {
        orm__db_will_write(db); /* perhaps, or end the transaction */
        status = orm__run_all(db, call.statement, NULL, NULL, call.error);
    }
    if (status == ORM_OK) {
        count = db->link->driver->changes(call.statement->prepared);
    }
    status = orm__raw_end(&call, status);
    if (status != ORM_OK) {
        return status;
    }
    orm__transaction_follow(db);
    if (count_out != NULL) {
        *count_out = count;
    }
    return ORM_OK;
}

/* ---- value ---- */

/* What the first column becomes. */
typedef struct first_column {
    orm_arena *arena;
    orm_value value;
    orm_error *error;
} first_column;

static orm_status take_first(void *ctx, const orm_value *values, size_t count)
{
    first_column *own = ctx;
    const orm_value value = count == 0 ? orm_value_null() : orm__kept_plain(&values[0]);
    return orm__kept_value(own->arena, &value, &own->value, own->error);
}

static orm_status read_value(const orm_raw_call *call, orm_arena *arena, orm_value *value_out)
{
    first_column first = { .arena = arena, .error = call->error };
    const orm_asked asked = { .db = call->db, .statement = call->statement, .error = call->error };
    orm_arena_mark mark = { .block = NULL };
    if (arena != NULL) {
        mark = orm__arena_mark(arena);
    }
    orm_status status = orm__ask_one(&asked, true, take_first, &first);
    if (status == ORM_OK) {
        *value_out = first.value;
    } else if (arena != NULL) {
        orm__arena_back_to(arena, mark);
    }
    return status;
}

orm_status orm_raw_value(orm_db *db, const orm_raw *raw, orm_arena *arena, orm_value *value_out)
{
    ORM_DB_ENTER(db);
    if (value_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "value_out is NULL");
    }
    orm_raw_call call;
    orm_status status = orm__raw_begin(db, raw, &call);
    if (status == ORM_OK) {
        status = orm__raw_demand_rows(&call);
    }
    if (status == ORM_OK) {
        status = read_value(&call, arena, value_out);
    }
    return orm__raw_end(&call, status);
}
