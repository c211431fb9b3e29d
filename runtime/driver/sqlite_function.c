/* Owns the functions of the program's on a connection: SQLite's values to ours, and the answer
 * back. */
#include <stdio.h>

#include "base/alloc.h"
#include "base/error.h"
#include "driver/sqlite.h"

/* What SQLite keeps for us, as long as it knows the function. */
typedef struct own_function {
    orm_allocator allocator;
    orm_status (*call)(void *ctx, const orm_value *args, size_t count, orm_value *answer_out,
                       orm_error *error);
    void *ctx;
    size_t capacity;
    orm_value args[];
} own_function;

static size_t size_of(size_t capacity)
{
    return sizeof(own_function) + capacity * sizeof(orm_value);
}

static void forget(void *ctx)
{
    own_function *own = ctx;
    orm_allocator allocator = own->allocator;
    orm__alloc_free(&allocator, own, size_of(own->capacity));
}

/* ---- arguments ---- */

/* False: no memory. */
static bool read_value(sqlite3_value *value, orm_value *out)
{
    *out = orm_value_null();
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        *out = orm_value_int(sqlite3_value_int64(value));
        return true;
    case SQLITE_FLOAT:
        *out = orm_value_real(sqlite3_value_double(value));
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
        return out->as.data != NULL || out->size == 0;
    default:
        return true;
    }
}

/* ---- the answer ---- */

static void refuse(sqlite3_context *context, orm_status status, const char *message)
{
    if (status == ORM_NO_MEMORY) {
        sqlite3_result_error_nomem(context);
        return;
    }
    sqlite3_result_error(context, message, -1);
    sqlite3_result_error_code(context, orm__sqlite_error_refused(status));
}

static const char *find_problem(const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        return "a list or an unknown type";
    case ORM_TYPE_UINT:
        return "an integer above 9223372036854775807";
    default:
        return orm__sqlite_param_problem(value);
    }
}

static void answer(sqlite3_context *context, const orm_value *value)
{
    bool is_misuse = value->type == ORM_TYPE_LIST || value->type == ORM_TYPE_OTHER;
    orm_value given = *value;
    if (value->type == ORM_TYPE_UINT && value->as.natural <= INT64_MAX) {
        given = orm_value_int((int64_t)value->as.natural);
    }
    const char *problem = find_problem(&given);
    if (problem == NULL) {
        orm__sqlite_result_give(context, &given, SQLITE_TRANSIENT);
        return;
    }
    char message[100];
    (void)snprintf(message, sizeof message, "the answer of a function: %s", problem);
    refuse(context, is_misuse ? ORM_MISUSE : ORM_CONVERSION, message);
}

/* ---- a call ---- */

static void call(sqlite3_context *context, int argc, sqlite3_value **args)
{
    own_function *own = sqlite3_user_data(context);
    size_t count = (size_t)argc;
    bool is_read = count <= own->capacity;
    for (size_t i = 0; is_read && i < count; i++) {
        is_read = read_value(args[i], &own->args[i]);
    }
    if (!is_read) {
        sqlite3_result_error_nomem(context);
        return;
    }
    orm_value value = orm_value_null();
    orm_error error = { .status = ORM_OK };
    orm_status status = own->call(own->ctx, own->args, count, &value, &error);
    if (status < 0) {
        refuse(context, status, error.message);
    } else {
        answer(context, &value);
    }
}

/* ---- making one known ---- */

static own_function *make(const orm_sqlite_link *link, const orm_driver_function *function,
                          size_t capacity)
{
    own_function *own = orm__alloc_array(&link->allocator, size_of(capacity), 1);
    if (own != NULL) {
        own->allocator = link->allocator;
        own->call = function->call;
        own->ctx = function->ctx;
        own->capacity = capacity;
    }
    return own;
}

static orm_status check(orm_sqlite_link *link, int code, orm_error *error)
{
    if (code == SQLITE_OK) {
        return ORM_OK;
    }
    if ((code & 0xff) == SQLITE_BUSY) {
        return orm__error_set(error, ORM_LOCKED,
                              "statements run on the connection: a function cannot be replaced");
    }
    return orm__sqlite_error_fill(link->handle, code, error);
}

orm_status orm__sqlite_function_set(orm_link *base, const orm_driver_function *function,
                                    orm_error *error)
{
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    int most = sqlite3_limit(link->handle, SQLITE_LIMIT_FUNCTION_ARG, -1);
    int count = function->arg_count;
    if (count > most) {
        return orm__error_set(error, ORM_MISUSE, "%d arguments: this SQLite passes at most %d",
                              count, most);
    }
    int flags = SQLITE_UTF8 | (function->is_deterministic ? SQLITE_DETERMINISTIC : 0) |
                (function->is_direct_only ? SQLITE_DIRECTONLY : 0);
    if (function->call == NULL) {
        return check(link,
                     sqlite3_create_function_v2(link->handle, function->name, count, flags, NULL,
                                                NULL, NULL, NULL, NULL),
                     error);
    }
    own_function *own = make(link, function, (size_t)(count < 0 ? most : count));
    if (own == NULL) {
        return orm__error_no_memory(error);
    }
    /* it forgets it, too, where it does not take it */
    int code = sqlite3_create_function_v2(link->handle, function->name, count, flags, own, call,
                                          NULL, NULL, forget);
    return check(link, code, error);
}
