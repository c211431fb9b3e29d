/* Owns the way of parameters into a statement of SQLite. What it would store as another value is
 * refused. */
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/interval.h"
#include "base/json_list.h"
#include "base/utf8.h"
#include "driver/sqlite.h"

/* ---- what a file in UTF-16 cannot keep ---- */

/* Texts are turned into UTF-16 then, and what cannot be turned becomes U+FFFD without a word. Asked
 * once for a link, at its first text; as long as the file does not answer (somebody has locked it),
 * it may be such a file. */
static bool keeps_only_characters(orm_sqlite_link *link)
{
    char answer[16] = "";
    if (link->encoding == ORM_SQLITE_UNASKED &&
        orm__sqlite_ask(link->handle, "PRAGMA encoding", answer, sizeof answer) == SQLITE_OK) {
        link->encoding = strcmp(answer, "UTF-8") == 0 ? ORM_SQLITE_UTF8 : ORM_SQLITE_UTF16;
    }
    return link->encoding != ORM_SQLITE_UTF8;
}

/* SQLite takes U+FFFE and U+FFFF for no characters. */
static const char *find_problem_in_utf16(const char *text, size_t size)
{
    if (!orm__utf8_is_valid(text, size)) {
        return "text that is no UTF-8, in a database in UTF-16";
    }
    for (size_t i = 0; i + 2 < size; i++) {
        if (memcmp(text + i, "\xEF\xBF\xBE", 3) == 0 || memcmp(text + i, "\xEF\xBF\xBF", 3) == 0) {
            return "text with U+FFFE or U+FFFF, in a database in UTF-16";
        }
    }
    return NULL;
}

/* ---- one value ---- */

static const char *find_problem_in_text(const orm_value *value)
{
    if (value->as.text == NULL && value->size > 0) {
        return "a text of a size, and no text";
    }
    bool has_nul = value->size > 0 && memchr(value->as.text, '\0', value->size) != NULL;
    return has_nul ? "text with an embedded NUL" : NULL;
}

const char *orm__sqlite_param_problem(const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_REAL:
        return isnan(value->as.real) ? "SQLite cannot store NaN" : NULL;
    case ORM_TYPE_TEXT:
        return find_problem_in_text(value);
    case ORM_TYPE_DATE:
        return orm__calendar_holds(value->as.integer) ? NULL : "a date outside of years 1 to 9999";
    case ORM_TYPE_INTERVAL:
        return orm__interval_holds(orm_value_as_interval(value)) ? NULL : ORM_INTERVAL_INFINITE;
    case ORM_TYPE_LIST:
    case ORM_TYPE_UINT:
    case ORM_TYPE_OTHER:
        return "a value of a type that no column takes";
    case ORM_TYPE_BLOB:
        return value->as.data == NULL && value->size > 0 ? "bytes of a size, and no bytes" : NULL;
    case ORM_TYPE_NULL:
    case ORM_TYPE_BOOL:
    case ORM_TYPE_INT:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DECIMAL:
        return NULL;
    }
    return "a value of an unknown type";
}

static const char *find_problem(orm_sqlite_link *link, const orm_value *value)
{
    const char *problem = orm__sqlite_param_problem(value);
    bool is_text = value->type == ORM_TYPE_TEXT && value->size > 0;
    return problem == NULL && is_text && keeps_only_characters(link)
               ? find_problem_in_utf16(value->as.text, value->size)
               : problem;
}

static const char *find_problem_in_list(orm_sqlite_link *link, const orm_value *list)
{
    const char *problem = NULL;
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        problem = find_problem(link, &list->as.list[i]);
    }
    return problem;
}

/* As ISO text, which SQLite's own functions read and which sorts as the days do. */
static int bind_date(sqlite3_stmt *stmt, int number, int64_t days)
{
    char text[ORM_CALENDAR_SIZE + 1];
    orm__calendar_write(days, text);
    return sqlite3_bind_text(stmt, number, text, ORM_CALENDAR_SIZE, SQLITE_TRANSIENT);
}

static int bind_interval(sqlite3_stmt *stmt, int number, orm_interval interval)
{
    char text[ORM_INTERVAL_SIZE + 1];
    int size = (int)orm__interval_write(interval, text);
    return sqlite3_bind_text(stmt, number, text, size, SQLITE_TRANSIENT);
}

/* The parameter is read where it lies: the caller keeps it until reset. */
static int bind_value(sqlite3_stmt *stmt, int number, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_BOOL:
        return sqlite3_bind_int(stmt, number, value->as.boolean);
    case ORM_TYPE_DATE:
        return bind_date(stmt, number, value->as.integer);
    case ORM_TYPE_INTERVAL:
        return bind_interval(stmt, number, orm_value_as_interval(value));
    case ORM_TYPE_INT:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DECIMAL:
        return sqlite3_bind_int64(stmt, number, value->as.integer);
    case ORM_TYPE_REAL:
        return sqlite3_bind_double(stmt, number, value->as.real);
    case ORM_TYPE_TEXT:
        return sqlite3_bind_text64(stmt, number, value->size == 0 ? "" : value->as.text,
                                   value->size, SQLITE_STATIC, SQLITE_UTF8);
    case ORM_TYPE_BLOB: /* with a NULL pointer it would be an SQL NULL */
        return sqlite3_bind_blob64(stmt, number, value->size == 0 ? "" : value->as.data,
                                   value->size, SQLITE_STATIC);
    case ORM_TYPE_LIST: /* the interface has no const; nobody writes through it */
        return sqlite3_bind_pointer(stmt, number, (void *)(uintptr_t)value, ORM_SQLITE_LIST, NULL);
    case ORM_TYPE_NULL:
    case ORM_TYPE_UINT:
    case ORM_TYPE_OTHER:
        break;
    }
    return sqlite3_bind_null(stmt, number);
}

/* ---- all ---- */

static orm_status refuse(size_t i, const char *problem, orm_error *error)
{
    return orm__error_set(error, ORM_CONVERSION, "parameter %zu: %s", i + 1, problem);
}

static orm_status answer(orm_sqlite_link *link, int code, orm_error *error)
{
    return code == SQLITE_OK ? ORM_OK : orm__sqlite_error_fill(link->handle, code, error);
}

static bool is_array(orm_sqlite_params params, size_t i)
{
    return params.values[i].type == ORM_TYPE_LIST && params.types != NULL &&
           params.types[i].kind == ORM_KIND_ARRAY;
}

/* There is no type for arrays: the text of a JSON list, of which SQLite keeps a copy. */
static orm_status bind_array(orm_sqlite_link *link, sqlite3_stmt *stmt, size_t i,
                             const orm_value *list, orm_error *error)
{
    orm_buffer json;
    orm__buffer_init(&json, &link->allocator);
    const char *problem = orm__json_list_write(&json, list);
    orm_status status;
    if (json.failed) {
        status = orm__error_no_memory(error);
    } else if (problem != NULL) {
        status = refuse(i, problem, error);
    } else {
        int code = sqlite3_bind_text64(stmt, (int)i + 1, json.text, json.size, SQLITE_TRANSIENT,
                                       SQLITE_UTF8);
        status = answer(link, code, error);
    }
    orm__buffer_fini(&json);
    return status;
}

/* A list is read where it lies or, of an array, stored as a text. */
static orm_status bind_list(orm_sqlite_link *link, sqlite3_stmt *stmt, orm_sqlite_params params,
                            size_t i, orm_error *error)
{
    const orm_value *value = &params.values[i];
    const char *problem = find_problem_in_list(link, value);
    if (problem != NULL) {
        return refuse(i, problem, error);
    }
    return is_array(params, i) ? bind_array(link, stmt, i, value, error)
                               : answer(link, bind_value(stmt, (int)i + 1, value), error);
}

static orm_status bind_other(orm_sqlite_link *link, sqlite3_stmt *stmt, orm_sqlite_params params,
                             size_t i, orm_error *error)
{
    const orm_value *value = &params.values[i];
    if (value->type == ORM_TYPE_LIST) {
        return bind_list(link, stmt, params, i, error);
    }
    const char *problem = find_problem(link, value);
    return problem != NULL ? refuse(i, problem, error)
                           : answer(link, bind_value(stmt, (int)i + 1, value), error);
}

orm_status orm__sqlite_param_bind_other(orm_sqlite_link *link, sqlite3_stmt *stmt,
                                        orm_sqlite_params params, size_t i, orm_error *error)
{
    orm_status status = bind_other(link, stmt, params, i, error);
    if (status != ORM_OK) {
        error->parameter = (int)i + 1;
    }
    return status;
}

orm_status orm__sqlite_param_bind_numbered(orm_sqlite_link *link, sqlite3_stmt *stmt,
                                           const orm_value *values,
                                           const orm_sqlite_numbers *numbers, orm_error *error)
{
    for (size_t i = 0; i < numbers->count; i++) {
        size_t which = numbers->values[i];
        const char *problem = find_problem(link, &values[which]);
        orm_status status = problem != NULL
                                ? refuse(which, problem, error)
                                : answer(link, bind_value(stmt, (int)i + 1, &values[which]), error);
        if (status != ORM_OK) {
            error->parameter = (int)which + 1;
            return status;
        }
    }
    return ORM_OK;
}
