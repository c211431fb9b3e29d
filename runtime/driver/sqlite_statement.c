/* Owns prepared statements of SQLite: from their text to their rows. Parameters are
 * sqlite_param.c. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/plural.h"
#include "driver/driver.h"
#include "driver/sqlite.h"
#include "driver/sqlite_bind.h"

typedef enum statement_state {
    STATEMENT_IDLE,
    STATEMENT_RUNNING,
    STATEMENT_COMPLETE,
    STATEMENT_FAILED
} statement_state;

/* What an execution does beside giving rows. */
typedef enum statement_effect {
    EFFECT_NONE,
    EFFECT_COUNTED, /* an INSERT, UPDATE or DELETE, of which SQLite counts the rows */
    EFFECT_KEY,     /* ... that also tells the key of the inserted one */
    EFFECT_UNKNOWN  /* it writes */
} statement_effect;

typedef struct sqlite_statement {
    orm_prepared base;
    sqlite3 *handle;
    sqlite3_stmt *stmt;
    orm_allocator allocator;
    orm_value *values; /* the row that is being passed */
    size_t capacity;
    orm_sqlite_declared declared;
    bool has_looked; /* at the declared types, in this execution */
    size_t param_count;
    orm_parameter_type *types;  /* of the parameters; NULL: none is an ARRAY */
    orm_sqlite_numbers numbers; /* of a text of the program's own */
    bool is_raw;                /* it is one, with parameters */
    statement_state state;
    statement_effect effect;
    bool has_secret;       /* among the parameters */
    orm_sqlite_key key;    /* that it tells */
    orm_sqlite_key sought; /* that it seeks a row by */
    bool gives_one;        /* at most: as it was compiled last, nothing has that key twice */
    bool key_is_lost;      /* the last step failed because the key is no longer the rowid */
    int64_t changes;
    int64_t inserted_key;
} sqlite_statement;

static sqlite3 *handle_of(const orm_link *link)
{
    return ((const orm_sqlite_link *)link)->handle;
}

static bool is_disowned(const sqlite_statement *statement)
{
    return ((const orm_sqlite_link *)statement->base.link)->is_disowned;
}

/* ---- prepare ---- */

static statement_effect effect_of(const sqlite_statement *statement, const char *sql)
{
    if (sqlite3_stmt_readonly(statement->stmt)) {
        return EFFECT_NONE;
    }
    if (statement->key.table != NULL) {
        return EFFECT_KEY;
    }
    return orm__sqlite_text_is_counted(sql) ? EFFECT_COUNTED : EFFECT_UNKNOWN;
}

static bool reserve_values(sqlite_statement *statement, size_t count)
{
    void *values = statement->values;
    bool enough = orm__alloc_grow(&statement->allocator, &values, &statement->capacity, count,
                                  sizeof *statement->values);
    statement->values = values;
    return enough;
}

/* For a row. What has been written when the first one comes cannot be taken back for want of
 * memory. */
static bool make_room(sqlite_statement *statement)
{
    int count = sqlite3_column_count(statement->stmt);
    return reserve_values(statement, (size_t)count) &&
           (statement->effect == EFFECT_NONE || count == 0 ||
            orm__sqlite_declared_look(&statement->declared, statement->stmt, count,
                                      &statement->allocator));
}

static orm_status check_params(sqlite_statement *statement, const orm_parameter_type *types,
                               size_t type_count, orm_error *error)
{
    statement->param_count = (size_t)sqlite3_bind_parameter_count(statement->stmt);
    statement->is_raw = type_count > 0 && types[0].raw;
    if (statement->is_raw) {
        statement->param_count = type_count;
        return orm__sqlite_number_read(statement->stmt, type_count, &statement->allocator,
                                       &statement->numbers, error);
    }
    if (statement->param_count != type_count) {
        return orm__error_set(error, ORM_MISUSE, "%zu parameter%s declared, the statement has %zu",
                              type_count, orm__plural(type_count), statement->param_count);
    }
    return ORM_OK;
}

/* Whether a value is an array is what it does not bring along itself. */
static orm_status keep_types(sqlite_statement *statement, const orm_parameter_type *types,
                             orm_error *error)
{
    size_t first = 0, count = statement->param_count;
    while (first < count && types[first].kind != ORM_KIND_ARRAY) {
        first++;
    }
    if (first == count) {
        return ORM_OK;
    }
    statement->types = orm__alloc_array(&statement->allocator, count, sizeof *types);
    if (statement->types == NULL) {
        return orm__error_no_memory(error);
    }
    memcpy(statement->types, types, count * sizeof *types);
    return ORM_OK;
}

/* NOLINTNEXTLINE(readability-function-size): the driver table asks for six */
orm_status orm__sqlite_statement_prepare(orm_link *link, const char *sql,
                                         const orm_parameter_type *types, size_t type_count,
                                         orm_prepared **prepared_out, orm_error *error)
{
    orm_sqlite_link *owner = (orm_sqlite_link *)link;
    const orm_allocator *allocator = &owner->allocator;
    sqlite_statement *statement = orm__alloc_zeroed(allocator, 1, sizeof *statement);
    if (statement == NULL) {
        return orm__error_no_memory(error);
    }
    statement->base.link = link;
    statement->handle = handle_of(link);
    statement->allocator = *allocator;
    statement->key = owner->promised;
    statement->sought = owner->sought;
    owner->promised = owner->sought = (orm_sqlite_key){ .table = NULL };
    orm_status status = orm__sqlite_text_compile(owner, sql, &statement->stmt, error);
    if (status != ORM_OK) {
        goto done;
    }
    statement->effect = effect_of(statement, sql);
    statement->has_secret = orm__driver_has_secret(types, type_count);
    status = check_params(statement, types, type_count, error);
    if (status == ORM_OK) {
        status = keep_types(statement, types, error);
    }
    if (status != ORM_OK) {
        goto done;
    }
    if (!make_room(statement)) {
        status = orm__error_no_memory(error);
        goto done;
    }
    *prepared_out = &statement->base;
done:
    if (status != ORM_OK) {
        orm__sqlite_statement_finalize(&statement->base);
    }
    return status;
}

/* ---- start ---- */

static inline orm_status bind(const sqlite_statement *statement, const orm_value *values,
                              orm_error *error)
{
    orm_sqlite_link *link = (orm_sqlite_link *)statement->base.link;
    if (statement->is_raw) {
        return orm__sqlite_param_bind_numbered(link, statement->stmt, values, &statement->numbers,
                                               error);
    }
    const orm_sqlite_params bound = { values, statement->types, statement->param_count };
    return orm__sqlite_bind(link, statement->stmt, bound, error);
}

static orm_status refuse_start(const sqlite_statement *statement, size_t param_count,
                               orm_error *error)
{
    if (statement->state != STATEMENT_IDLE) {
        return orm__error_set(error, ORM_MISUSE, "the statement runs already");
    }
    return orm__error_set(error, ORM_MISUSE, "%zu parameter%s given, the statement has %zu",
                          param_count, orm__plural(param_count), statement->param_count);
}

static inline orm_status start(sqlite_statement *statement, const orm_value *params,
                               size_t param_count, orm_error *error)
{
    orm_sqlite_link *link = (orm_sqlite_link *)statement->base.link;
    if (statement->state != STATEMENT_IDLE || param_count != statement->param_count) {
        return refuse_start(statement, param_count, error);
    }
    statement->changes = 0;
    statement->has_looked = false;
    bool is_free = link->deadline == 0 && !link->is_lost;
    orm_status status = is_free ? ORM_OK : orm__sqlite_limit_begin(link, error);
    if (status != ORM_OK) {
        return status;
    }
    status = bind(statement, params, error);
    if (status == ORM_OK) {
        statement->state = STATEMENT_RUNNING;
    } else {
        (void)sqlite3_clear_bindings(statement->stmt);
    }
    return status;
}

orm_status orm__sqlite_statement_start(orm_prepared *prepared, const orm_value *params,
                                       size_t param_count, bool streamed, orm_error *error)
{
    (void)streamed; /* rows are always read one by one */
    return start((sqlite_statement *)prepared, params, param_count, error);
}

/* ---- rows ---- */

/* False: no memory for the text. */
static inline bool read_value(sqlite3_value *value, orm_value *out)
{
    out->months = 0;
    out->size = 0;
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        out->type = ORM_TYPE_INT;
        out->as.integer = sqlite3_value_int64(value);
        return true;
    case SQLITE_FLOAT:
        out->type = ORM_TYPE_REAL;
        out->as.real = sqlite3_value_double(value);
        return true;
    case SQLITE_TEXT:
        out->type = ORM_TYPE_TEXT;
        out->as.text = (const char *)sqlite3_value_text(value);
        out->size = (size_t)sqlite3_value_bytes(value);
        return out->as.text != NULL;
    case SQLITE_BLOB:
        out->type = ORM_TYPE_BLOB;
        out->as.data = sqlite3_value_blob(value);
        out->size = (size_t)sqlite3_value_bytes(value);
        out->as.data = out->size == 0 ? "" : out->as.data;
        return out->as.data != NULL;
    default:
        *out = orm_value_null();
        return true;
    }
}

static bool look_anew(sqlite_statement *statement, int count)
{
    statement->gives_one = statement->sought.table != NULL &&
                           orm__sqlite_key_is_sole(statement->handle, &statement->sought);
    return reserve_values(statement, (size_t)count) &&
           orm__sqlite_declared_look(&statement->declared, statement->stmt, count,
                                     &statement->allocator);
}

/* At the first row: another schema may have brought other columns, or a table that is another one.
 * No schema comes while the rows are read. False: no memory. */
static bool look(sqlite_statement *statement)
{
    int count = sqlite3_column_count(statement->stmt);
    statement->has_looked =
        orm__sqlite_declared_is_known(&statement->declared, statement->stmt, count) ||
        look_anew(statement, count);
    return statement->has_looked;
}

static inline orm_status pass_row(sqlite_statement *statement, orm_row_fn row, void *ctx,
                                  orm_error *error)
{
    if (!statement->has_looked && !look(statement)) {
        return orm__error_no_memory(error);
    }
    orm_value *values = statement->values;
    sqlite3_stmt *stmt = statement->stmt;
    int count = statement->declared.count;
    for (int i = 0; i < count; i++) {
        if (!read_value(sqlite3_column_value(stmt, i), &values[i])) {
            return orm__error_no_memory(error);
        }
    }
    if (statement->declared.has_numeric) {
        orm__sqlite_declared_mark(&statement->declared, values);
    }
    return row(ctx, values, (size_t)count);
}

/* Triggers have ended, and with them the rowids of what they inserted. */
static int step_and_tell(sqlite_statement *statement)
{
    statement->key_is_lost = false;
    int code = orm__sqlite_key_step((orm_sqlite_link *)statement->base.link, &statement->key,
                                    statement->stmt, &statement->key_is_lost);
    if (code == SQLITE_DONE) {
        statement->changes = sqlite3_changes64(statement->handle);
        statement->inserted_key = sqlite3_last_insert_rowid(statement->handle);
    }
    return code;
}

/* A statement that is no INSERT, UPDATE or DELETE leaves the handle's count as the last one set it;
 * the total tells that it did. */
static int step_and_compare(sqlite_statement *statement)
{
    sqlite3_int64 before = sqlite3_total_changes64(statement->handle);
    int code = sqlite3_step(statement->stmt);
    if (code == SQLITE_DONE && sqlite3_total_changes64(statement->handle) != before) {
        statement->changes = sqlite3_changes64(statement->handle);
    }
    return code;
}

static inline int step(sqlite_statement *statement)
{
    int code = SQLITE_ERROR;
    switch (statement->effect) {
    case EFFECT_NONE:
        return sqlite3_step(statement->stmt);
    case EFFECT_COUNTED:
        code = sqlite3_step(statement->stmt);
        if (code == SQLITE_DONE) {
            statement->changes = sqlite3_changes64(statement->handle);
        }
        return code;
    case EFFECT_KEY:
        return step_and_tell(statement);
    case EFFECT_UNKNOWN:
        return step_and_compare(statement);
    }
    return code;
}

static orm_status refuse_key(const sqlite_statement *statement, orm_error *error)
{
    (void)orm__error_set(
        error, ORM_SCHEMA,
        "table %s was made anew: nothing tells the key of an inserted row any more",
        statement->key.table);
    orm__error_text(error->table, sizeof error->table, statement->key.table);
    orm__error_text(error->column, sizeof error->column, statement->key.column);
    return ORM_SCHEMA;
}

static orm_status fail(sqlite_statement *statement, int code, orm_error *error)
{
    statement->state = STATEMENT_FAILED; /* another step would run it again from its start */
    if (statement->key_is_lost) {
        return refuse_key(statement, error);
    }
    orm_status status =
        orm__sqlite_limit_fail((orm_sqlite_link *)statement->base.link, code, error);
    if (statement->has_secret) {
        orm__error_withhold(error);
    }
    return status;
}

/* The step that gave no row was the last one. */
static inline orm_status end(sqlite_statement *statement, int code, orm_error *error)
{
    if (code != SQLITE_DONE) {
        return fail(statement, code, error);
    }
    statement->state = STATEMENT_COMPLETE;
    return ORM_DONE;
}

/* From a step that gave a row on. */
static orm_status take_rows(sqlite_statement *statement, const orm_row_taker *taker,
                            orm_error *error)
{
    for (size_t left = taker->max;; left--) {
        orm_status status =
            taker->row == NULL ? ORM_OK : pass_row(statement, taker->row, taker->ctx, error);
        if (status != ORM_OK || left == 1) {
            return status;
        }
        bool was_last = statement->has_looked && statement->gives_one;
        int code = was_last ? SQLITE_DONE : step(statement);
        if (code != SQLITE_ROW) {
            return end(statement, code, error);
        }
    }
}

orm_status orm__sqlite_statement_fetch(orm_prepared *prepared, size_t max, orm_row_fn row,
                                       void *ctx, orm_error *error)
{
    sqlite_statement *statement = (sqlite_statement *)prepared;
    if (statement->state == STATEMENT_COMPLETE) {
        return ORM_DONE;
    }
    if (statement->state != STATEMENT_RUNNING || max == 0) {
        return orm__error_set(error, ORM_MISUSE, "nothing to fetch: the statement does not run");
    }
    int code = step(statement);
    return code == SQLITE_ROW ? take_rows(statement, &(const orm_row_taker){ max, row, ctx }, error)
                              : end(statement, code, error);
}

orm_status orm__sqlite_statement_run(orm_prepared *prepared, const orm_value *params,
                                     size_t param_count, const orm_row_taker *taker,
                                     orm_error *error)
{
    sqlite_statement *statement = (sqlite_statement *)prepared;
    orm_status status = start(statement, params, param_count, error);
    if (status != ORM_OK) {
        return status;
    }
    int code = step(statement);
    return code == SQLITE_ROW ? take_rows(statement, taker, error) : end(statement, code, error);
}

int64_t orm__sqlite_statement_changes(const orm_prepared *prepared)
{
    return ((const sqlite_statement *)prepared)->changes;
}

int64_t orm__sqlite_statement_inserted_key(const orm_prepared *prepared)
{
    return ((const sqlite_statement *)prepared)->inserted_key;
}

uint64_t orm__sqlite_statement_prepared_again(const orm_prepared *prepared)
{
    sqlite3_stmt *stmt = ((const sqlite_statement *)prepared)->stmt;
    return (uint64_t)sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_REPREPARE, 0);
}

size_t orm__sqlite_statement_column_count(const orm_prepared *prepared)
{
    return (size_t)sqlite3_column_count(((const sqlite_statement *)prepared)->stmt);
}

const char *orm__sqlite_statement_column_name(const orm_prepared *prepared, size_t index)
{
    return sqlite3_column_name(((const sqlite_statement *)prepared)->stmt, (int)index);
}

bool orm__sqlite_statement_only_reads(const orm_prepared *prepared)
{
    return ((const sqlite_statement *)prepared)->effect == EFFECT_NONE;
}

/* The parameters stay bound, and are not read again: each execution binds all anew. Copies that
 * SQLite has made of arrays are given back. */
void orm__sqlite_statement_reset(orm_prepared *prepared)
{
    sqlite_statement *statement = (sqlite_statement *)prepared;
    if (statement->state == STATEMENT_IDLE || is_disowned(statement)) {
        return;
    }
    (void)sqlite3_reset(statement->stmt); /* repeats the error of the last step */
    if (statement->types != NULL) {
        (void)sqlite3_clear_bindings(statement->stmt);
    }
    statement->state = STATEMENT_IDLE;
}

void orm__sqlite_statement_finalize(orm_prepared *prepared)
{
    if (prepared == NULL) {
        return;
    }
    sqlite_statement *statement = (sqlite_statement *)prepared;
    orm_allocator allocator = statement->allocator;
    if (!is_disowned(statement)) {
        (void)sqlite3_finalize(statement->stmt);
    }
    orm__alloc_free(&allocator, statement->values, statement->capacity * sizeof *statement->values);
    orm__sqlite_declared_fini(&statement->declared, &allocator);
    orm__sqlite_number_free(&statement->numbers, &allocator);
    orm__alloc_free(&allocator, statement->types,
                    statement->param_count * sizeof *statement->types);
    orm__alloc_free(&allocator, statement, sizeof *statement);
}
