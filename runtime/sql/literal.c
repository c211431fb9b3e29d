/* Owns the literals of parameters: scalars as their columns take them, lists as arrays, as JSON or
 * as rows. */
#include "sql/literal.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/json_list.h"
#include "base/real.h"
#include "sql/name.h"

static const char no_value[] = "<no value>";

/* ---- text and bytes ---- */

/* The largest size up to most that cuts no character. */
static size_t cut(const orm_value *value, size_t most)
{
    size_t size = most;
    while (value->type == ORM_TYPE_TEXT && size > 0 &&
           ((unsigned char)value->as.text[size] & 0xC0) == 0x80) {
        size--;
    }
    return size;
}

/* No literal of a text holds a NUL. */
static void append_bytes(orm_buffer *out, const orm_dialect *dialect, const orm_value *value)
{
    bool is_text = value->type == ORM_TYPE_TEXT;
    bool has_nul = is_text && value->size > 0 && memchr(value->as.text, 0, value->size) != NULL;
    if (has_nul) {
        orm__buffer_text(out, "CAST(");
    }
    orm__name_literal(out, dialect, is_text && !has_nul ? ORM_KIND_TEXT : ORM_KIND_BLOB, value);
    if (has_nul) {
        orm__buffer_text(out, " AS TEXT)");
    }
}

static void append_some_bytes(orm_buffer *out, const orm_dialect *dialect, const orm_value *value,
                              size_t most)
{
    orm_value shown = *value;
    bool is_cut = value->size > most;
    if (is_cut) {
        shown.size = cut(value, most);
    }
    append_bytes(out, dialect, &shown);
    if (is_cut) {
        orm__buffer_format(out, "<%zu bytes>", value->size);
    }
}

/* ---- moments ---- */

/* In UTC, as columns of any type of moments take it. False: no year of four digits. */
static bool append_moment(orm_buffer *out, int64_t microseconds)
{
    const int64_t per_second = 1000000, per_day = 86400 * per_second;
    int64_t days = microseconds / per_day - (microseconds % per_day < 0);
    if (!orm__calendar_holds(days)) {
        return false;
    }
    int64_t rest = microseconds - days * per_day;
    int64_t seconds = rest / per_second;
    char day[ORM_CALENDAR_SIZE + 1];
    orm__calendar_write(days, day);
    orm__buffer_format(out, "%s %02d:%02d:%02d.%06d+00", day, (int)(seconds / 3600),
                       (int)(seconds / 60 % 60), (int)(seconds % 60), (int)(rest % per_second));
    return true;
}

static void append_timestamp(orm_buffer *out, const orm_dialect *dialect, const orm_value *value)
{
    size_t start = out->size;
    if (!dialect->timestamp_is_integer) {
        orm__buffer_char(out, '\'');
        if (append_moment(out, value->as.integer)) {
            orm__buffer_char(out, '\'');
            return;
        }
        out->size = start;
    }
    orm__name_literal(out, dialect, ORM_KIND_TIMESTAMP, value);
}

/* ---- numbers ---- */

static bool is_decimal(const orm_value *value)
{
    int64_t largest = orm__decimal_largest(ORM_DECIMAL_PRECISION);
    return value->size <= ORM_DECIMAL_PRECISION && value->as.integer >= -largest &&
           value->as.integer <= largest;
}

static void append_decimal(orm_buffer *out, const orm_dialect *dialect, const orm_value *value)
{
    if (dialect->decimal_is_integer || value->size == 0) {
        orm__buffer_format(out, "%" PRId64, value->as.integer);
    } else if (is_decimal(value)) {
        orm__name_literal(out, dialect, ORM_KIND_DECIMAL, value);
    } else {
        orm__buffer_text(out, no_value);
    }
}

/* ---- one value ---- */

static void append_scalar(orm_buffer *out, const orm_dialect *dialect, bool is_uuid,
                          const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        orm__buffer_text(out, "NULL");
        return;
    case ORM_TYPE_BOOL:
        orm__name_literal(out, dialect, ORM_KIND_BOOL, value);
        return;
    case ORM_TYPE_INT:
        orm__name_literal(out, dialect, ORM_KIND_INT64, value);
        return;
    case ORM_TYPE_REAL:
        orm__name_literal(out, dialect, ORM_KIND_FLOAT64, value);
        return;
    case ORM_TYPE_TEXT:
        append_bytes(out, dialect, value);
        return;
    case ORM_TYPE_BLOB:
        orm__name_literal(out, dialect, is_uuid ? ORM_KIND_UUID : ORM_KIND_BLOB, value);
        return;
    case ORM_TYPE_TIMESTAMP:
        append_timestamp(out, dialect, value);
        return;
    case ORM_TYPE_DATE:
        if (orm__calendar_holds(value->as.integer)) {
            orm__name_literal(out, dialect, ORM_KIND_DATE, value);
            return;
        }
        break;
    case ORM_TYPE_DECIMAL:
        append_decimal(out, dialect, value);
        return;
    case ORM_TYPE_INTERVAL:
        orm__name_literal(out, dialect, ORM_KIND_INTERVAL, value);
        return;
    case ORM_TYPE_UINT:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    orm__buffer_text(out, no_value);
}

/* ---- lists ---- */

/* The rest is not shown. */
static bool is_enough(orm_buffer *out, size_t start, size_t most, const orm_value *list)
{
    if (out->size - start <= most) {
        return false;
    }
    orm__buffer_format(out, "<%zu values>", list->size);
    return true;
}

/* What looks values up in rows: one column called value. */
static void append_rows(orm_buffer *out, const orm_dialect *dialect, const orm_value *list,
                        size_t most)
{
    size_t start = out->size;
    if (list->size == 0) {
        orm__buffer_text(out, "SELECT NULL AS value WHERE 0");
    }
    for (size_t i = 0; i < list->size && !is_enough(out, start, most, list); i++) {
        orm__buffer_text(out, i == 0 ? "SELECT " : i == 1 ? " UNION ALL VALUES (" : ", (");
        append_scalar(out, dialect, false, &list->as.list[i]);
        orm__buffer_text(out, i == 0 ? " AS value" : ")");
    }
}

static void append_json(orm_buffer *out, const orm_dialect *dialect, const orm_value *list,
                        size_t most)
{
    orm_buffer json;
    orm__buffer_init(&json, &out->allocator);
    const char *problem = orm__json_list_write(&json, list);
    if (problem != NULL || json.failed) {
        orm__buffer_text(out, json.failed ? NULL : no_value);
    } else {
        const orm_value text = { .type = ORM_TYPE_TEXT, .size = json.size, .as.text = json.text };
        append_some_bytes(out, dialect, &text, most);
    }
    orm__buffer_fini(&json);
}

/* In a literal of an array, between double quotes. */
static void append_escaped(orm_buffer *out, const orm_value *text)
{
    for (size_t i = 0; i < text->size; i++) {
        char c = text->as.text[i];
        if (c == '"' || c == '\\') {
            orm__buffer_char(out, '\\');
        } else if (c == '\'') {
            orm__buffer_char(out, '\'');
        }
        orm__buffer_char(out, c);
    }
}

static void append_real_word(orm_buffer *out, double real)
{
    char text[ORM_REAL_SIZE + 1];
    if (isnan(real)) {
        orm__buffer_text(out, "NaN");
    } else if (isinf(real)) {
        orm__buffer_text(out, real < 0 ? "-Infinity" : "Infinity");
    } else {
        orm__buffer_append(out, text, orm__real_write(real, text));
    }
}

static void append_hex(orm_buffer *out, const orm_value *blob, bool is_uuid)
{
    const unsigned char *bytes = blob->as.data;
    orm__buffer_text(out, is_uuid ? "" : "\\\\x");
    for (size_t i = 0; i < blob->size; i++) {
        orm__buffer_format(out, "%02x", bytes[i]);
    }
}

static void append_date_word(orm_buffer *out, int64_t days)
{
    char text[ORM_CALENDAR_SIZE + 1];
    if (orm__calendar_holds(days)) {
        orm__calendar_write(days, text);
        orm__buffer_text(out, text);
    } else {
        orm__buffer_text(out, no_value);
    }
}

/* As a text that the element's type reads. */
static void append_word(orm_buffer *out, const orm_dialect *dialect, bool is_uuid,
                        const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_TEXT:
        append_escaped(out, value);
        return;
    case ORM_TYPE_BLOB:
        append_hex(out, value, is_uuid);
        return;
    case ORM_TYPE_REAL:
        append_real_word(out, value->as.real);
        return;
    case ORM_TYPE_TIMESTAMP:
        if (!append_moment(out, value->as.integer)) {
            orm__buffer_text(out, no_value);
        }
        return;
    case ORM_TYPE_DATE:
        append_date_word(out, value->as.integer);
        return;
    case ORM_TYPE_BOOL:
    case ORM_TYPE_INT:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_INTERVAL: /* no item of an array */
    case ORM_TYPE_NULL:
    case ORM_TYPE_UINT:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    append_scalar(out, dialect, is_uuid, value);
}

static void append_array(orm_buffer *out, const orm_dialect *dialect, bool is_uuid,
                         const orm_value *list, size_t most)
{
    size_t start = out->size;
    orm__buffer_text(out, "'{");
    for (size_t i = 0; i < list->size && !is_enough(out, start, most, list); i++) {
        const orm_value *value = &list->as.list[i];
        orm__buffer_text(out, i == 0 ? "" : ",");
        if (value->type == ORM_TYPE_NULL) {
            orm__buffer_text(out, "NULL");
        } else {
            orm__buffer_char(out, '"');
            append_word(out, dialect, is_uuid, value);
            orm__buffer_char(out, '"');
        }
    }
    orm__buffer_text(out, "}'");
}

void orm__literal_write(orm_buffer *out, const orm_dialect *dialect, const orm_parameter_type *type,
                        const orm_value *value, size_t most)
{
    bool is_uuid = type->kind == ORM_KIND_UUID || type->element == ORM_KIND_UUID;
    if (value->type == ORM_TYPE_TEXT || (value->type == ORM_TYPE_BLOB && !is_uuid)) {
        append_some_bytes(out, dialect, value, most);
    } else if (value->type != ORM_TYPE_LIST) {
        append_scalar(out, dialect, is_uuid, value);
    } else if (dialect->list_function == NULL) {
        append_array(out, dialect, is_uuid, value, most);
    } else if (type->list) {
        append_rows(out, dialect, value, most);
    } else {
        append_json(out, dialect, value, most);
    }
}
