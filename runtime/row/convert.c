/* Owns the conversions between a member's raw value and a column's: what each kind takes from C and
 * what it takes from a database. Nothing is rounded, cut or guessed: what does not fit is refused.
 * Enums and times have files of their own. */
#include "row/convert.h"

#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/uuid.h"
#include "meta/describe.h"
#include "meta/storage.h"
#include "row/convert_kind.h"
#include "row/exact.h"

/* What a column of a kind holds, behind its name in a message. */
static const char *const ranges[ORM_KIND_COUNT + 1] = {
    [ORM_KIND_BOOL] = ", which holds 0 and 1",
    [ORM_KIND_INT16] = ", which holds -32768 to 32767",
    [ORM_KIND_INT32] = ", which holds -2147483648 to 2147483647",
    [ORM_KIND_INT64] = ", which holds up to 9223372036854775807",
    [ORM_KIND_UINT64] = ", of which a column holds 0 to 9223372036854775807",
};

orm_status orm__convert_refuse(const orm_field *field, const orm_value *value, orm_error *error)
{
    bool is_integer = value->type == ORM_TYPE_INT || value->type == ORM_TYPE_UINT;
    const char *range = is_integer ? ranges[field->column.kind] : NULL;
    return orm__error_set(error, ORM_CONVERSION, "%s does not fit kind %s%s",
                          orm__describe_value(value).text, orm_kind_name(field->column.kind),
                          range == NULL ? "" : range);
}

bool orm__convert_wants_text(const orm_field *field)
{
    return field->layout.storage == ORM_STORAGE_STRING ||
           field->layout.storage == ORM_STORAGE_CHARS;
}

static bool keep(const orm_value *value, orm_type type, orm_value *out)
{
    if (value->type != type) {
        return false;
    }
    *out = *value;
    return true;
}

/* ---- integers ----------------------------------------------------------------------------- */

bool orm__convert_integer(const orm_value *value, int64_t *integer_out)
{
    if (value->type == ORM_TYPE_INT) {
        *integer_out = value->as.integer;
        return true;
    }
    if (value->type == ORM_TYPE_UINT && value->as.natural <= INT64_MAX) {
        *integer_out = (int64_t)value->as.natural;
        return true;
    }
    return false;
}

static bool encode_integer(const orm_value *raw, int64_t lowest, int64_t highest, orm_value *out)
{
    int64_t integer;
    if (!orm__convert_integer(raw, &integer) || integer < lowest || integer > highest) {
        return false;
    }
    *out = orm_value_int(integer);
    return true;
}

/* An existing table may keep whole numbers as REAL: SQLite's columns take what comes. From 2^53 on
 * it may be what another one was rounded to. */
static bool read_whole(double real, int64_t *integer_out)
{
    const double first_rounded = 9007199254740992.0;
    return real < first_rounded && real > -first_rounded && orm__exact_integer(real, integer_out);
}

static bool decode_integer(const orm_value *value, orm_value *raw_out)
{
    int64_t integer;
    if (value->type == ORM_TYPE_REAL ? !read_whole(value->as.real, &integer)
                                     : !orm__convert_integer(value, &integer)) {
        return false;
    }
    *raw_out = orm_value_int(integer);
    return true;
}

static bool decode_natural(const orm_value *value, orm_value *raw_out)
{
    orm_value integer;
    if (!decode_integer(value, &integer) || integer.as.integer < 0) {
        return false;
    }
    *raw_out = orm_value_uint((uint64_t)integer.as.integer);
    return true;
}

/* ---- booleans ----------------------------------------------------------------------------- */

static bool encode_boolean(const orm_value *raw, orm_value *out)
{
    int64_t integer;
    if (orm__convert_integer(raw, &integer) && (integer == 0 || integer == 1)) {
        *out = orm_value_bool(integer == 1);
        return true;
    }
    return keep(raw, ORM_TYPE_BOOL, out);
}

bool orm__convert_is_text(const orm_value *value, const char *text)
{
    size_t size = strlen(text);
    return value->size == size && memcmp(value->as.text, text, size) == 0;
}

/* The spellings that other programs are known to leave in SQLite. */
static bool decode_word(const orm_value *value, orm_value *raw_out)
{
    static const char *const words[] = { "f", "t", "false", "true", "0", "1" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (orm__convert_is_text(value, words[i])) {
            *raw_out = orm_value_bool(i % 2 == 1);
            return true;
        }
    }
    return false;
}

static bool decode_boolean(const orm_value *value, orm_value *raw_out)
{
    if (value->type == ORM_TYPE_TEXT) {
        return decode_word(value, raw_out);
    }
    orm_value integer;
    bool is_number = value->type == ORM_TYPE_INT || value->type == ORM_TYPE_REAL;
    if (is_number && decode_integer(value, &integer)) {
        *raw_out = orm_value_bool(integer.as.integer != 0);
        return true;
    }
    return keep(value, ORM_TYPE_BOOL, raw_out);
}

/* ---- reals -------------------------------------------------------------------------------- */

/* Every natural above INT64_MAX that is a double is one of these. */
static bool to_large_real(const orm_value *value, orm_value *out)
{
    if (value->type != ORM_TYPE_UINT || value->as.natural <= INT64_MAX) {
        return false;
    }
    double real = (double)value->as.natural;
    if (real >= 2 * ORM_EXACT_LIMIT || (uint64_t)real != value->as.natural) {
        return false;
    }
    *out = orm_value_real(real);
    return true;
}

static bool to_real(const orm_value *value, orm_value *out)
{
    int64_t integer;
    double real;
    if (orm__convert_integer(value, &integer) && orm__exact_real(integer, &real)) {
        *out = orm_value_real(real);
        return true;
    }
    return to_large_real(value, out) || keep(value, ORM_TYPE_REAL, out);
}

static bool encode_float(const orm_value *raw, orm_value *out)
{
    orm_value real;
    if (!to_real(raw, &real) || !orm__storage_is_float(real.as.real)) {
        return false;
    }
    *out = real;
    return true;
}

/* ---- kinds -------------------------------------------------------------------------------- */

static bool encode(orm_kind kind, const orm_value *raw, orm_value *out)
{
    switch (kind) {
    case ORM_KIND_BOOL:
        return encode_boolean(raw, out);
    case ORM_KIND_INT16:
        return encode_integer(raw, INT16_MIN, INT16_MAX, out);
    case ORM_KIND_INT32:
        return encode_integer(raw, INT32_MIN, INT32_MAX, out);
    case ORM_KIND_INT64:
        return encode_integer(raw, INT64_MIN, INT64_MAX, out);
    case ORM_KIND_UINT64:
        return encode_integer(raw, 0, INT64_MAX, out);
    case ORM_KIND_FLOAT32:
        return encode_float(raw, out);
    case ORM_KIND_FLOAT64:
        return to_real(raw, out);
    case ORM_KIND_TEXT:
    case ORM_KIND_JSON:
        return keep(raw, ORM_TYPE_TEXT, out);
    case ORM_KIND_BLOB:
        return keep(raw, ORM_TYPE_BLOB, out);
    case ORM_KIND_UUID:
        return raw->size == ORM_UUID_SIZE && keep(raw, ORM_TYPE_BLOB, out);
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_ENUM:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

/* An enum, or a bool, that is stored as its number: one of those that it has. */
static bool is_number_of_enum(const orm_field *field)
{
    return field->column.labels != NULL && field->column.kind != ORM_KIND_ENUM;
}

static bool is_number_of_bool(const orm_field *field)
{
    return field->layout.storage == ORM_STORAGE_BOOL && is_number_of_enum(field);
}

static orm_status encode_as(const orm_field *field, orm_kind kind, const orm_value *raw,
                            orm_value *out, orm_error *error)
{
    if (raw->type == ORM_TYPE_NULL) {
        *out = *raw;
        return ORM_OK;
    }
    if (raw->type == ORM_TYPE_BOOL && is_number_of_bool(field)) {
        *out = orm_value_int(raw->as.boolean);
        return ORM_OK;
    }
    if (kind == ORM_KIND_ENUM) {
        return orm__convert_enum_encode(field, raw, out, error);
    }
    if (kind == ORM_KIND_TIMESTAMP) {
        return orm__convert_time_encode(field, raw, out, error);
    }
    if (kind == ORM_KIND_DATE) {
        return orm__convert_date_encode(field, raw, out, error);
    }
    if (kind == ORM_KIND_DECIMAL) {
        return orm__convert_decimal_encode(field, raw, out, error);
    }
    if (kind == ORM_KIND_INTERVAL) {
        return orm__convert_interval_encode(field, raw, out, error);
    }
    return encode(kind, raw, out) ? ORM_OK : orm__convert_refuse(field, raw, error);
}

orm_status orm__convert_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                               orm_error *error)
{
    bool is_checked = is_number_of_enum(field) || field->layout.unknown != NULL;
    orm_status status = ORM_OK;
    if (is_checked && raw->type != ORM_TYPE_NULL && raw->type != ORM_TYPE_BOOL) {
        status = orm__convert_enum_check(field, raw, error);
    }
    return status == ORM_OK ? encode_as(field, field->column.kind, raw, out, error) : status;
}

/* The kind of the numbers that a column of this kind can be compared with. */
static orm_kind widest(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return ORM_KIND_INT64;
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return ORM_KIND_FLOAT64;
    case ORM_KIND_BOOL:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return kind;
}

orm_status orm__convert_operand(const orm_field *field, const orm_value *raw, orm_value *out,
                                orm_error *error)
{
    if (raw->type == ORM_TYPE_REAL && raw->as.real != raw->as.real) {
        return orm__error_set(error, ORM_CONVERSION, "NaN compares with nothing");
    }
    return encode_as(field, widest(field->column.kind), raw, out, error);
}

/* SQLite may hold the text that other programs write. */
static bool decode_uuid(const orm_value *value, orm_convert_room *room, orm_value *raw_out)
{
    unsigned char *bytes = (unsigned char *)room->bytes;
    if (value->type == ORM_TYPE_TEXT && orm__uuid_read(value->as.text, value->size, bytes)) {
        *raw_out = orm_value_blob(bytes, ORM_UUID_SIZE);
        return true;
    }
    return value->size == ORM_UUID_SIZE && keep(value, ORM_TYPE_BLOB, raw_out);
}

static bool decode(orm_kind kind, const orm_value *value, orm_convert_room *room,
                   orm_value *raw_out)
{
    switch (kind) {
    case ORM_KIND_BOOL:
        return decode_boolean(value, raw_out);
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
        return decode_integer(value, raw_out);
    case ORM_KIND_UINT64:
        return decode_natural(value, raw_out);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return to_real(value, raw_out);
    case ORM_KIND_TEXT:
    case ORM_KIND_JSON:
        return keep(value, ORM_TYPE_TEXT, raw_out);
    case ORM_KIND_BLOB:
        return keep(value, ORM_TYPE_BLOB, raw_out);
    case ORM_KIND_UUID:
        return decode_uuid(value, room, raw_out);
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_ENUM:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

orm_status orm__convert_decode(const orm_field *field, const orm_value *value,
                               orm_convert_room *room, orm_value *raw_out, orm_error *error)
{
    if (value->type == ORM_TYPE_NULL) {
        *raw_out = *value;
        return ORM_OK;
    }
    orm_value ones;
    if (value->type == ORM_TYPE_DECIMAL && value->size == 0) { /* a whole number is an integer */
        ones = orm_value_int(value->as.integer);
        value = &ones;
    }
    if (field->column.kind == ORM_KIND_ENUM) {
        return orm__convert_enum_decode(field, value, raw_out, error);
    }
    if (field->column.kind == ORM_KIND_TIMESTAMP) {
        return orm__convert_time_decode(field, value, raw_out, error);
    }
    if (field->column.kind == ORM_KIND_DATE) {
        return orm__convert_date_decode(field, value, room, raw_out, error);
    }
    if (field->column.kind == ORM_KIND_DECIMAL) {
        return orm__convert_decimal_decode(field, value, room, raw_out, error);
    }
    if (field->column.kind == ORM_KIND_INTERVAL) {
        return orm__convert_interval_decode(field, value, raw_out, error);
    }
    orm_value raw;
    if (!decode(field->column.kind, value, room, &raw)) {
        return orm__convert_refuse(field, value, error);
    }
    if (!is_number_of_enum(field)) {
        *raw_out = raw;
        return ORM_OK;
    }
    orm_status status = orm__convert_enum_number(field, &raw, raw_out, error);
    if (status == ORM_OK && is_number_of_bool(field)) {
        *raw_out = orm_value_bool(raw.as.integer == 1);
    }
    return status;
}
