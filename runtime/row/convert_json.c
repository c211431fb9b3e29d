/* Owns the reading of JSON values as those of columns: each kind takes one form of JSON, or says
 * which. */
#include "row/convert_json.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/instant.h"
#include "meta/items.h"
#include "meta/kind.h"
#include "row/convert_kind.h"

/* A JSON value that is being read. */
typedef struct source {
    orm_value value; /* NULL, BOOL, INT, REAL or TEXT */
    orm_value own;   /* as it is written: of numbers, of JSON */
    orm_arena *scratch;
} source;

static orm_status refuse(const orm_field *field, const char *form, orm_error *error)
{
    return orm__error_set(error, ORM_CONVERSION, "kind %s is %s", orm_kind_name(field->column.kind),
                          form);
}

/* ---- kinds -------------------------------------------------------------------------------- */

static orm_status read_real(const orm_field *field, const source *from, orm_value *out,
                            orm_error *error)
{
    const orm_value *value = &from->value;
    double real = value->type == ORM_TYPE_INT ? (double)value->as.integer : value->as.real;
    if (value->type == ORM_TYPE_TEXT) {
        real = orm__convert_is_text(value, "NaN")         ? ORM_NAN
               : orm__convert_is_text(value, "Infinity")  ? ORM_INFINITY
               : orm__convert_is_text(value, "-Infinity") ? -ORM_INFINITY
                                                          : 0;
    }
    if (value->type == ORM_TYPE_BOOL || (value->type == ORM_TYPE_TEXT && real == 0)) {
        return refuse(field, "a number, or \"NaN\", \"Infinity\", \"-Infinity\"", error);
    }
    if (orm__convert_json_is_float(field) && isfinite(real)) {
        if (real > FLT_MAX || real < -FLT_MAX) {
            return orm__error_set(error, ORM_CONVERSION, "a number that no float holds");
        }
        real = (float)real;
    }
    *out = orm_value_real(real);
    return ORM_OK;
}

static orm_status read_instant(const orm_field *field, const source *from, orm_value *out,
                               orm_error *error)
{
    const orm_value *value = &from->value;
    int64_t us = 0;
    bool is_number = value->type == ORM_TYPE_INT && !orm__instant_holds(value->as.integer);
    if (is_number) {
        us = value->as.integer;
    } else if (value->type != ORM_TYPE_TEXT ||
               !orm__instant_read(value->as.text, value->size, &us)) {
        return refuse(field, "a string such as \"2026-02-28T09:30:00Z\"", error);
    }
    *out = (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = us };
    return ORM_OK;
}

static orm_status read_bytes(const orm_field *field, const source *from, orm_value *out,
                             orm_error *error)
{
    const orm_value *value = &from->value;
    size_t size = 0;
    if (value->type != ORM_TYPE_TEXT) {
        return refuse(field, "a string of base64", error);
    }
    unsigned char *bytes = orm_arena_alloc(from->scratch, orm__base64_room(value->size));
    if (bytes == NULL) {
        return orm__error_no_memory(error);
    }
    if (!orm__base64_read(value->as.text, value->size, bytes, &size)) {
        return refuse(field, "a string of base64", error);
    }
    *out = orm_value_blob(bytes, size);
    return ORM_OK;
}

static orm_status read_as(const orm_field *field, const source *from, orm_type type, orm_value *out,
                          orm_error *error)
{
    if (from->value.type != type) {
        return refuse(field,
                      type == ORM_TYPE_BOOL  ? "true or false"
                      : type == ORM_TYPE_INT ? "a whole number of 64 bits"
                                             : "a string",
                      error);
    }
    *out = from->value;
    return ORM_OK;
}

static orm_status read_decimal(const orm_field *field, const source *from, orm_value *out,
                               orm_error *error)
{
    if (from->value.type == ORM_TYPE_INT || from->value.type == ORM_TYPE_REAL) {
        *out = from->own;
        return ORM_OK;
    }
    return read_as(field, from, ORM_TYPE_TEXT, out, error);
}

/* A member may have room for more than its column. */
static orm_status read_integer(const orm_field *field, const source *from, orm_value *out,
                               orm_error *error)
{
    int64_t largest = INT64_MAX >> (64 - 8 * orm__kind_width(field->column.kind));
    int64_t integer = from->value.as.integer;
    if (orm__convert_is_text(&from->own,
                             "-0")) { /* which as a number of floating point has a sign */
        *out = orm_value_int(0);
        return ORM_OK;
    }
    if (from->value.type == ORM_TYPE_INT && (integer > largest || integer < -largest - 1)) {
        return orm__convert_refuse(field, &from->value, error);
    }
    return read_as(field, from, ORM_TYPE_INT, out, error);
}

/* Of a value that is not NULL. */
static orm_status read_kind(const orm_field *field, const source *from, orm_value *out,
                            orm_error *error)
{
    switch (field->column.kind) {
    case ORM_KIND_BOOL:
        return read_as(field, from, ORM_TYPE_BOOL, out, error);
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return read_integer(field, from, out, error);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return read_real(field, from, out, error);
    case ORM_KIND_TEXT:
    case ORM_KIND_ENUM:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_INTERVAL:
        return read_as(field, from, ORM_TYPE_TEXT, out, error);
    case ORM_KIND_BLOB:
        return read_bytes(field, from, out, error);
    case ORM_KIND_TIMESTAMP:
        return read_instant(field, from, out, error);
    case ORM_KIND_DECIMAL:
        return read_decimal(field, from, out, error);
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return refuse(field, "no single value", error);
}

/* ---- values ------------------------------------------------------------------------------- */

static orm_status refuse_text(const orm_json_text *text, orm_error *error)
{
    return orm__error_set(error, ORM_CONVERSION, "%s",
                          text->problem == NULL ? "no valid JSON" : text->problem);
}

static bool sees(orm_json_text *text, const char *characters)
{
    return !orm__json_text_has_ended(text) && strchr(characters, *text->at) != NULL &&
           *text->at != '\0';
}

/* Passes over the value; *own: what it is written as. */
static orm_status take_own(orm_json_text *text, orm_value *own, orm_error *error)
{
    *own = orm_value_text("");
    bool has_ended = orm__json_text_has_ended(text);
    own->as.text = text->at;
    if (has_ended || !orm__json_text_skip(text)) {
        return refuse_text(text, error);
    }
    own->size = (size_t)(text->at - own->as.text);
    return ORM_OK;
}

static orm_status unescape(orm_arena *scratch, orm_value *value, orm_error *error)
{
    char *plain = orm_arena_alloc(scratch, value->size);
    if (plain == NULL) {
        return orm__error_no_memory(error);
    }
    value->size = orm__json_text_unescape(value, plain);
    value->as.text = plain;
    return memchr(plain, '\0', value->size) == NULL
               ? ORM_OK
               : orm__error_set(error, ORM_CONVERSION, "the text has an embedded NUL");
}

static orm_status read_single(const orm_field *field, orm_json_text *text, orm_arena *scratch,
                              orm_value *value_out, orm_error *error)
{
    source from = { .scratch = scratch };
    orm_json_item item;
    if (sees(text, "[{")) {
        return refuse(field, "no list and no object", error);
    }
    const char *start = text->at;
    if (!orm__json_text_item(text, &item)) {
        return refuse_text(text, error);
    }
    from.value = item.value;
    from.own =
        (orm_value){ .type = ORM_TYPE_TEXT, .size = (size_t)(text->at - start), .as.text = start };
    orm_status status = item.is_escaped ? unescape(scratch, &from.value, error) : ORM_OK;
    if (status == ORM_OK && from.value.type == ORM_TYPE_NULL) {
        *value_out = from.value;
        return ORM_OK;
    }
    return status == ORM_OK ? read_kind(field, &from, value_out, error) : status;
}

static orm_status read_json(orm_json_text *text, orm_value *value_out, orm_error *error)
{
    orm_value own;
    orm_status status = take_own(text, &own, error);
    if (status == ORM_OK) {
        *value_out = orm__convert_is_text(&own, "null") ? orm_value_null() : own;
    }
    return status;
}

/* ---- lists -------------------------------------------------------------------------------- */

/* How many values stand in the list that begins here. */
static size_t count_items(orm_json_text text)
{
    size_t count = 0;
    if (!orm__json_text_take(&text, ']')) {
        do {
            count++;
        } while (orm__json_text_skip(&text) && orm__json_text_take(&text, ','));
    }
    return count;
}

static orm_status read_list(const orm_field *field, orm_json_text *text, orm_arena *scratch,
                            orm_value *value_out, orm_error *error)
{
    orm_field item = orm__items_item(field);
    if (!orm__json_text_take(text, '[')) {
        return refuse(field, "a list", error);
    }
    size_t count = count_items(*text);
    orm_value *list = orm__arena_zeroed(scratch, count, sizeof *list);
    if (list == NULL) {
        return orm__error_no_memory(error);
    }
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        if (i > 0 && !orm__json_text_take(text, ',')) {
            return refuse_text(text, error);
        }
        status = read_single(&item, text, scratch, &list[i], error);
    }
    if (status == ORM_OK && !orm__json_text_take(text, ']')) {
        return refuse_text(text, error);
    }
    *value_out = (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = list };
    return status;
}

orm_status orm__convert_json_read(const orm_field *field, orm_json_text *text, orm_arena *scratch,
                                  orm_value *value_out, orm_error *error)
{
    if (field->column.kind == ORM_KIND_JSON) {
        return read_json(text, value_out, error);
    }
    if (field->column.kind == ORM_KIND_ARRAY && !sees(text, "n")) {
        return read_list(field, text, scratch, value_out, error);
    }
    return read_single(field, text, scratch, value_out, error);
}
