/* Owns the way of a value to SQLite as the answer of a function or a column of a virtual table. */
#include "base/calendar.h"
#include "base/interval.h"
#include "driver/sqlite.h"

static void give_date(sqlite3_context *context, int64_t days)
{
    char text[ORM_CALENDAR_SIZE + 1];
    orm__calendar_write(days, text);
    sqlite3_result_text(context, text, ORM_CALENDAR_SIZE, SQLITE_TRANSIENT);
}

static void give_interval(sqlite3_context *context, orm_interval interval)
{
    char text[ORM_INTERVAL_SIZE + 1];
    int size = (int)orm__interval_write(interval, text);
    sqlite3_result_text(context, text, size, SQLITE_TRANSIENT);
}

void orm__sqlite_result_give(sqlite3_context *context, const orm_value *value,
                             sqlite3_destructor_type lifetime)
{
    switch (value->type) {
    case ORM_TYPE_BOOL:
        sqlite3_result_int(context, value->as.boolean);
        return;
    case ORM_TYPE_DATE:
        give_date(context, value->as.integer);
        return;
    case ORM_TYPE_INTERVAL:
        give_interval(context, orm_value_as_interval(value));
        return;
    case ORM_TYPE_INT:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DECIMAL:
        sqlite3_result_int64(context, value->as.integer);
        return;
    case ORM_TYPE_REAL:
        sqlite3_result_double(context, value->as.real);
        return;
    case ORM_TYPE_TEXT:
        sqlite3_result_text64(context, value->size == 0 ? "" : value->as.text, value->size,
                              lifetime, SQLITE_UTF8);
        return;
    case ORM_TYPE_BLOB: /* with a NULL pointer it would be an SQL NULL */
        sqlite3_result_blob64(context, value->size == 0 ? "" : value->as.data, value->size,
                              lifetime);
        return;
    case ORM_TYPE_NULL:
    case ORM_TYPE_UINT:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        sqlite3_result_null(context);
        return;
    }
}
