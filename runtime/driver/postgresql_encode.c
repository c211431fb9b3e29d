/* Owns the way of a value to the server: the type that a parameter is declared with, and its bytes
 * in the type that the server then says it has. Nothing is changed to make it fit. */
#include <limits.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "driver/postgresql.h"

enum { FORMAT_TEXT = 0, FORMAT_BINARY = 1 };

/* The server drops the connection when a message is larger than a gigabyte. */
#define LARGEST_MESSAGE ((size_t)0x3fff0000)

/* The server's first moment, 4713 BC. Its last is later than any that an int64 can tell. */
#define FIRST_TIMESTAMP INT64_C(-210866803200000000)
#define DAY_MICROSECONDS INT64_C(86400000000)

static const char other_type[] = "a value of another type than the column's";

/* ---- declared types ---- */

/* All integers are sent as bigint and all numbers as double precision: the server narrows them with
 * a check when it stores them, and a comparison with a larger number simply is false. Enums and
 * timestamps have several types, of which the server knows which one is meant. */
Oid orm__postgresql_encode_type(orm_parameter_type type)
{
    switch (type.kind) {
    case ORM_KIND_BOOL:
        return type.list ? ORM_OID_BOOL_ARRAY : ORM_OID_BOOL;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return type.list ? ORM_OID_INT8_ARRAY : ORM_OID_INT8;
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return type.list ? ORM_OID_FLOAT8_ARRAY : ORM_OID_FLOAT8;
    case ORM_KIND_TEXT:
        return type.list ? ORM_OID_TEXT_ARRAY : ORM_OID_TEXT;
    case ORM_KIND_BLOB:
        return type.list ? ORM_OID_BYTEA_ARRAY : ORM_OID_BYTEA;
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return 0;
}

/* The type of an array's elements; 0: no array that is known here. */
static Oid element_of(Oid type)
{
    switch (type) {
    case ORM_OID_BOOL_ARRAY:
        return ORM_OID_BOOL;
    case ORM_OID_INT8_ARRAY:
        return ORM_OID_INT8;
    case ORM_OID_FLOAT8_ARRAY:
        return ORM_OID_FLOAT8;
    case ORM_OID_TEXT_ARRAY:
        return ORM_OID_TEXT;
    case ORM_OID_VARCHAR_ARRAY:
        return ORM_OID_VARCHAR;
    case ORM_OID_BPCHAR_ARRAY:
        return ORM_OID_BPCHAR;
    case ORM_OID_NAME_ARRAY:
        return ORM_OID_NAME;
    case ORM_OID_BYTEA_ARRAY:
        return ORM_OID_BYTEA;
    case ORM_OID_TIMESTAMP_ARRAY:
        return ORM_OID_TIMESTAMP;
    case ORM_OID_TIMESTAMPTZ_ARRAY:
        return ORM_OID_TIMESTAMPTZ;
    case ORM_OID_DATE_ARRAY:
        return ORM_OID_DATE;
    default:
        return 0;
    }
}

/* What a value has to be for a scalar type; ORM_TYPE_NULL: the type is not known here. */
static orm_type taken_by(Oid type)
{
    switch (type) {
    case ORM_OID_BOOL:
        return ORM_TYPE_BOOL;
    case ORM_OID_INT8:
        return ORM_TYPE_INT;
    case ORM_OID_FLOAT8:
        return ORM_TYPE_REAL;
    case ORM_OID_TEXT:
    case ORM_OID_VARCHAR:
    case ORM_OID_BPCHAR:
    case ORM_OID_NAME:
    case ORM_OID_UNKNOWN:
        return ORM_TYPE_TEXT;
    case ORM_OID_BYTEA:
        return ORM_TYPE_BLOB;
    case ORM_OID_TIMESTAMP:
    case ORM_OID_TIMESTAMPTZ:
    case ORM_OID_DATE:
        return ORM_TYPE_TIMESTAMP;
    default:
        return ORM_TYPE_NULL;
    }
}

/* ---- one value: each returns a problem, NULL = none ---- */

static const char *check_text(const orm_value *value)
{
    bool has_nul = value->size > 0 && memchr(value->as.text, '\0', value->size) != NULL;
    return has_nul ? "text with an embedded NUL" : NULL;
}

static const char *append_time(orm_buffer *out, Oid type, int64_t microseconds)
{
    if (microseconds < FIRST_TIMESTAMP) {
        return "a timestamp before the first that the server knows";
    }
    int64_t since = microseconds - ORM_POSTGRESQL_EPOCH;
    if (type != ORM_OID_DATE) {
        orm__postgresql_write(out, (uint64_t)since, 8);
        return NULL;
    }
    if (since % DAY_MICROSECONDS != 0) {
        return "a timestamp with a time of day for a date";
    }
    orm__postgresql_write(out, (uint64_t)(since / DAY_MICROSECONDS), 4);
    return NULL;
}

/* The binary form of a value that its type takes. */
static const char *append_scalar(orm_buffer *out, Oid type, const orm_value *value)
{
    uint64_t bits = 0;
    if (value->type != taken_by(type)) {
        return other_type;
    }
    switch (value->type) {
    case ORM_TYPE_BOOL:
        orm__postgresql_write(out, value->as.boolean, 1);
        return NULL;
    case ORM_TYPE_INT:
        orm__postgresql_write(out, (uint64_t)value->as.integer, 8);
        return NULL;
    case ORM_TYPE_REAL:
        memcpy(&bits, &value->as.real, sizeof bits);
        orm__postgresql_write(out, bits, 8);
        return NULL;
    case ORM_TYPE_TEXT:
        orm__buffer_append(out, value->as.text, value->size);
        return check_text(value);
    case ORM_TYPE_BLOB:
        orm__buffer_append(out, value->as.data, value->size);
        return NULL;
    case ORM_TYPE_TIMESTAMP:
        return append_time(out, type, value->as.integer);
    case ORM_TYPE_NULL:
    case ORM_TYPE_UINT:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return other_type;
}

/* ---- lists ---- */

static const char *append_element(orm_buffer *out, Oid type, const orm_value *value)
{
    if (value->type == ORM_TYPE_NULL) {
        orm__postgresql_write(out, UINT32_MAX, 4);
        return NULL;
    }
    size_t place = out->size;
    orm__postgresql_write(out, 0, 4);
    const char *problem = append_scalar(out, type, value);
    size_t size = out->size - place - 4;
    if (problem == NULL && !out->failed) {
        for (size_t i = 0; i < 4; i++) {
            out->text[place + i] = (char)(unsigned char)(size >> (24 - 8 * i));
        }
    }
    return size > LARGEST_MESSAGE ? "too large a list" : problem;
}

/* An array of one dimension; of none where it is empty. */
static const char *append_array(orm_buffer *out, Oid element, const orm_value *list)
{
    bool is_empty = list->size == 0;
    if (list->size > INT_MAX) {
        return "too large a list";
    }
    orm__postgresql_write(out, is_empty ? 0 : 1, 4);
    orm__postgresql_write(out, 1, 4); /* NULLs are possible */
    orm__postgresql_write(out, element, 4);
    if (!is_empty) {
        orm__postgresql_write(out, list->size, 4);
        orm__postgresql_write(out, 1, 4); /* the index of the first */
    }
    const char *problem = NULL;
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        problem = append_element(out, element, &list->as.list[i]);
    }
    return problem;
}

static const char *append_quoted(orm_buffer *out, const orm_value *value)
{
    if (value->type == ORM_TYPE_NULL) {
        orm__buffer_text(out, "NULL");
        return NULL;
    }
    if (value->type != ORM_TYPE_TEXT) {
        return other_type;
    }
    orm__buffer_char(out, '"');
    for (size_t i = 0; i < value->size; i++) {
        if (value->as.text[i] == '"' || value->as.text[i] == '\\') {
            orm__buffer_char(out, '\\');
        }
        orm__buffer_char(out, value->as.text[i]);
    }
    orm__buffer_char(out, '"');
    return check_text(value);
}

/* An array of a type that only the server knows, such as an enum of the schema: as text. */
static const char *append_literal(orm_buffer *out, const orm_value *list)
{
    const char *problem = NULL;
    orm__buffer_char(out, '{');
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        if (i > 0) {
            orm__buffer_char(out, ',');
        }
        problem = append_quoted(out, &list->as.list[i]);
    }
    orm__buffer_append(out, "}", 2); /* with its NUL */
    return problem;
}

/* ---- a statement's parameters ---- */

/* Bytes that can be sent from where they lie. */
static const char *borrow(orm_postgresql_params *params, size_t i, const orm_value *value)
{
    if (value->size > LARGEST_MESSAGE) {
        return "too large a value";
    }
    params->values[i] = value->size == 0 ? "" : value->as.data;
    params->lengths[i] = (int)value->size;
    return value->type == ORM_TYPE_TEXT ? check_text(value) : NULL;
}

static const char *append(orm_postgresql_params *params, size_t i, const orm_value *value)
{
    orm_buffer *out = &params->encoded;
    Oid type = params->types[i];
    if (value->type == ORM_TYPE_LIST) {
        Oid element = element_of(type);
        if (element != 0) {
            return append_array(out, element, value);
        }
        params->formats[i] = FORMAT_TEXT;
        return taken_by(type) == ORM_TYPE_NULL ? append_literal(out, value) : other_type;
    }
    if (taken_by(type) != ORM_TYPE_NULL) {
        return append_scalar(out, type, value);
    }
    if (value->type != ORM_TYPE_TEXT || element_of(type) != 0) {
        return other_type;
    }
    params->formats[i] = FORMAT_TEXT; /* an enum's label, say: the server reads it strictly */
    orm__buffer_append(out, value->as.text, value->size);
    orm__buffer_char(out, '\0');
    return check_text(value);
}

static const char *encode_one(orm_postgresql_params *params, size_t i, const orm_value *value)
{
    orm_type taken = taken_by(params->types[i]);
    params->formats[i] = FORMAT_BINARY;
    params->offsets[i] = SIZE_MAX;
    params->values[i] = NULL;
    params->lengths[i] = 0;
    if (value->type == ORM_TYPE_NULL) {
        return NULL;
    }
    if (value->type == taken && (taken == ORM_TYPE_TEXT || taken == ORM_TYPE_BLOB)) {
        return borrow(params, i, value);
    }
    size_t start = params->encoded.size;
    const char *problem = append(params, i, value);
    size_t size = params->encoded.size - start;
    params->offsets[i] = start;
    params->lengths[i] = (int)(size > LARGEST_MESSAGE ? 0 : size);
    return size > LARGEST_MESSAGE ? "too large a value" : problem;
}

/* The buffer has stopped moving: offsets become addresses. */
static void point_into_buffer(orm_postgresql_params *params)
{
    for (size_t i = 0; i < params->count; i++) {
        if (params->offsets[i] != SIZE_MAX) {
            params->values[i] = params->encoded.text + params->offsets[i];
        }
    }
}

orm_status orm__postgresql_encode(orm_postgresql_params *params, const orm_value *values,
                                  orm_error *error)
{
    size_t total = 0;
    orm__buffer_reset(&params->encoded);
    for (size_t i = 0; i < params->count; i++) {
        const char *problem = encode_one(params, i, &values[i]);
        total += (size_t)params->lengths[i];
        if (problem == NULL && total > LARGEST_MESSAGE) {
            problem = "the parameters together are too large";
        }
        if (params->encoded.failed) {
            return orm__error_no_memory(error);
        }
        if (problem != NULL) {
            (void)orm__error_set(error, ORM_CONVERSION, "parameter %zu: %s", i + 1, problem);
            error->parameter = (int)i + 1;
            return ORM_CONVERSION;
        }
    }
    point_into_buffer(params);
    return ORM_OK;
}

orm_status orm__postgresql_encode_init(orm_postgresql_params *params, size_t count,
                                       const orm_allocator *allocator, orm_error *error)
{
    params->count = count;
    orm__buffer_init(&params->encoded, allocator);
    params->types = orm__alloc_zeroed(allocator, count, sizeof *params->types);
    params->values = orm__alloc_zeroed(allocator, count, sizeof *params->values);
    params->lengths = orm__alloc_zeroed(allocator, count, sizeof *params->lengths);
    params->formats = orm__alloc_zeroed(allocator, count, sizeof *params->formats);
    params->offsets = orm__alloc_zeroed(allocator, count, sizeof *params->offsets);
    bool complete = params->types != NULL && params->values != NULL && params->lengths != NULL &&
                    params->formats != NULL && params->offsets != NULL;
    return complete || count == 0 ? ORM_OK : orm__error_no_memory(error);
}

void orm__postgresql_encode_fini(orm_postgresql_params *params)
{
    const orm_allocator *allocator = &params->encoded.allocator;
    orm__alloc_free(allocator, params->types, params->count * sizeof *params->types);
    orm__alloc_free(allocator, params->values, params->count * sizeof *params->values);
    orm__alloc_free(allocator, params->lengths, params->count * sizeof *params->lengths);
    orm__alloc_free(allocator, params->formats, params->count * sizeof *params->formats);
    orm__alloc_free(allocator, params->offsets, params->count * sizeof *params->offsets);
    orm__buffer_fini(&params->encoded);
}
