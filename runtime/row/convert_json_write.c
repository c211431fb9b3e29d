/* Owns how the values of columns are written as JSON: so that each kind reads back as the same. */
#include <inttypes.h>
#include <math.h>

#include "base/base64.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/instant.h"
#include "base/interval.h"
#include "base/real.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "meta/items.h"
#include "row/convert_json.h"
#include "row/convert_kind.h"

/* ASCII that needs no escape. */
static void write_string(orm_buffer *out, const char *text)
{
    orm__buffer_format(out, "\"%s\"", text);
}

static void write_real(const orm_field *field, double real, orm_buffer *out)
{
    char text[ORM_REAL_SIZE + 1];
    bool is_float = orm__convert_json_is_float(field);
    if (isnan(real)) {
        write_string(out, "NaN");
    } else if (isinf(real)) {
        write_string(out, real > 0 ? "Infinity" : "-Infinity");
    } else {
        orm__buffer_append(out, text, orm__real_write_shortest(real, is_float, text));
    }
}

static void write_instant(int64_t us, orm_buffer *out)
{
    char text[ORM_INSTANT_SIZE + 1];
    if (orm__instant_holds(us)) {
        (void)orm__instant_write(us, text);
        write_string(out, text);
    } else {
        orm__buffer_format(out, "%" PRId64, us);
    }
}

static void write_date(int64_t days, orm_buffer *out)
{
    char text[ORM_CALENDAR_SIZE + 1];
    orm__calendar_write(days, text);
    write_string(out, text);
}

static void write_interval(orm_interval interval, orm_buffer *out)
{
    char text[ORM_INTERVAL_SIZE + 1];
    (void)orm__interval_write(interval, text);
    write_string(out, text);
}

static void write_decimal(const orm_value *decimal, orm_buffer *out)
{
    char text[ORM_DECIMAL_SIZE + 1];
    (void)orm__decimal_write(decimal->as.integer, (unsigned)decimal->size, text);
    write_string(out, text);
}

static void write_blob(const orm_field *field, const orm_value *blob, orm_buffer *out)
{
    char text[ORM_UUID_TEXT + 1];
    if (field->column.kind == ORM_KIND_UUID) {
        orm__uuid_write(blob->as.data, text);
        write_string(out, text);
        return;
    }
    orm__buffer_char(out, '"');
    orm__base64_write(out, blob->as.data, blob->size);
    orm__buffer_char(out, '"');
}

static orm_status write_json(const orm_value *json, orm_buffer *out, orm_error *error)
{
    orm_json_text text = { .at = json->as.text, .end = json->as.text + json->size };
    bool is_json = orm__json_text_is_valid(json->as.text, json->size);
    if (is_json && !orm__json_text_has_ended(&text) && *text.at == 'n') {
        return orm__error_set(error, ORM_CONVERSION, "the null of JSON would be read as NULL");
    }
    orm__buffer_append(out, json->as.text, json->size);
    return is_json ? ORM_OK : orm__error_set(error, ORM_CONVERSION, "the text is no valid JSON");
}

static orm_status write_text(const orm_field *field, const orm_value *text, orm_buffer *out,
                             orm_error *error)
{
    if (!orm__utf8_is_valid(text->as.text, text->size)) {
        return orm__error_set(error, ORM_CONVERSION, "the text is not valid UTF-8");
    }
    if (field->column.kind == ORM_KIND_JSON) {
        return write_json(text, out, error);
    }
    orm__json_text_write(out, text->as.text, text->size);
    return ORM_OK;
}

static orm_status write_list(const orm_field *field, const orm_value *list, orm_buffer *out,
                             orm_error *error)
{
    const orm_field item = orm__items_item(field);
    orm_status status = ORM_OK;
    orm__buffer_char(out, '[');
    for (size_t i = 0; status == ORM_OK && i < list->size; i++) {
        orm__buffer_text(out, i == 0 ? "" : ",");
        status = orm__convert_json_write(&item, &list->as.list[i], out, error);
    }
    orm__buffer_char(out, ']');
    return status;
}

orm_status orm__convert_json_write(const orm_field *field, const orm_value *value, orm_buffer *out,
                                   orm_error *error)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        orm__buffer_text(out, "null");
        break;
    case ORM_TYPE_BOOL:
        orm__buffer_text(out, value->as.boolean ? "true" : "false");
        break;
    case ORM_TYPE_INT:
        orm__buffer_format(out, "%" PRId64, value->as.integer);
        break;
    case ORM_TYPE_REAL:
        write_real(field, value->as.real, out);
        break;
    case ORM_TYPE_TEXT:
        return write_text(field, value, out, error);
    case ORM_TYPE_BLOB:
        write_blob(field, value, out);
        break;
    case ORM_TYPE_TIMESTAMP:
        write_instant(value->as.integer, out);
        break;
    case ORM_TYPE_DATE:
        write_date(value->as.integer, out);
        break;
    case ORM_TYPE_INTERVAL:
        write_interval(orm_value_as_interval(value), out);
        break;
    case ORM_TYPE_DECIMAL:
        write_decimal(value, out);
        break;
    case ORM_TYPE_LIST:
        return write_list(field, value, out, error);
    case ORM_TYPE_UINT:
    case ORM_TYPE_OTHER:
        return orm__convert_refuse(field, value, error);
    }
    return ORM_OK;
}
