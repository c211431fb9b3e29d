/* The way of most parameters into a statement of SQLite, inline: it is taken for each of every
 * call. What needs a closer look is sqlite_param.c's. */
#ifndef ORM_DRIVER_SQLITE_BIND_H
#define ORM_DRIVER_SQLITE_BIND_H

#include <math.h>
#include <string.h>

#include "driver/sqlite.h"

/* False: look closer. */
static inline bool orm__sqlite_bind_plain(const orm_sqlite_link *link, sqlite3_stmt *stmt,
                                          int number, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        return sqlite3_bind_null(stmt, number) == SQLITE_OK;
    case ORM_TYPE_INT:
    case ORM_TYPE_TIMESTAMP:
        return sqlite3_bind_int64(stmt, number, value->as.integer) == SQLITE_OK;
    case ORM_TYPE_TEXT:
        return value->size > 0 && link->encoding == ORM_SQLITE_UTF8 &&
               memchr(value->as.text, '\0', value->size) == NULL &&
               sqlite3_bind_text64(stmt, number, value->as.text, value->size, SQLITE_STATIC,
                                   SQLITE_UTF8) == SQLITE_OK;
    case ORM_TYPE_BOOL:
        return sqlite3_bind_int(stmt, number, value->as.boolean) == SQLITE_OK;
    case ORM_TYPE_REAL:
        return !isnan(value->as.real) &&
               sqlite3_bind_double(stmt, number, value->as.real) == SQLITE_OK;
    case ORM_TYPE_BLOB:
        return value->size > 0 && sqlite3_bind_blob64(stmt, number, value->as.data, value->size,
                                                      SQLITE_STATIC) == SQLITE_OK;
    case ORM_TYPE_UINT:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_INTERVAL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return false;
}

/* Binds a value to each parameter; they are read where they lie, until reset. Errors: CONVERSION
 * with the parameter's number, NO_MEMORY. */
static inline orm_status orm__sqlite_bind(orm_sqlite_link *link, sqlite3_stmt *stmt,
                                          orm_sqlite_params params, orm_error *error)
{
    for (size_t i = 0; i < params.count; i++) {
        if (orm__sqlite_bind_plain(link, stmt, (int)i + 1, &params.values[i])) {
            continue;
        }
        orm_status status = orm__sqlite_param_bind_other(link, stmt, params, i, error);
        if (status != ORM_OK) {
            return status;
        }
    }
    return ORM_OK;
}

#endif
