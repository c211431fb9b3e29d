/* Owns the way of a value to the server: its bytes in the type that the server says the parameter
 * has. Nothing is changed to make it fit. Lists are postgresql_list.c. */
#include <string.h>

#include "base/alloc.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/interval.h"
#include "driver/postgresql.h"

enum { FORMAT_TEXT = 0, FORMAT_BINARY = 1 };

/* The server's first moment, 4713 BC. Its last is later than any that an int64 can tell. */
#define FIRST_TIMESTAMP INT64_C(-210866803200000000)
#define DAY_MICROSECONDS INT64_C(86400000000)

/* ---- one value: each returns a problem, NULL = none ---- */

const char *orm__postgresql_encode_problem(const orm_value *text)
{
    bool has_nul = text->size > 0 && memchr(text->as.text, '\0', text->size) != NULL;
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

static const char *append_date(orm_buffer *out, int64_t days)
{
    if (!orm__calendar_holds(days)) {
        return "a date outside of years 1 to 9999";
    }
    orm__postgresql_write(out, (uint64_t)(days - ORM_POSTGRESQL_EPOCH_DAYS), 4);
    return NULL;
}

static const char *append_decimal(orm_buffer *out, const orm_value *value)
{
    if (value->size > ORM_DECIMAL_PRECISION) {
        return "a decimal of more than 18 places";
    }
    orm__postgresql_numeric_append(out, value);
    return NULL;
}

static const char *append_interval(orm_buffer *out, orm_interval interval)
{
    if (!orm__interval_holds(interval)) {
        return ORM_INTERVAL_INFINITE;
    }
    orm__postgresql_write(out, (uint64_t)interval.microseconds, 8);
    orm__postgresql_write(out, (uint32_t)interval.days, 4);
    orm__postgresql_write(out, (uint32_t)interval.months, 4);
    return NULL;
}

const char *orm__postgresql_encode_scalar(orm_buffer *out, const orm_postgresql_type *type,
                                          const orm_value *value)
{
    uint64_t bits = 0;
    bool is_instant_for_date = type->oid == ORM_OID_DATE && value->type == ORM_TYPE_TIMESTAMP;
    if (value->type != type->taken && !is_instant_for_date) {
        return ORM_POSTGRESQL_OTHER_TYPE;
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
        return orm__postgresql_encode_problem(value);
    case ORM_TYPE_BLOB:
        orm__buffer_append(out, value->as.data, value->size);
        return NULL;
    case ORM_TYPE_DATE:
        return append_date(out, value->as.integer);
    case ORM_TYPE_DECIMAL:
        return append_decimal(out, value);
    case ORM_TYPE_INTERVAL:
        return append_interval(out, orm_value_as_interval(value));
    case ORM_TYPE_TIMESTAMP:
        return append_time(out, type->oid, value->as.integer);
    case ORM_TYPE_NULL:
    case ORM_TYPE_UINT:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return ORM_POSTGRESQL_OTHER_TYPE;
}

/* ---- a statement's parameters ---- */

/* Bytes that can be sent from where they lie. */
static const char *borrow(orm_postgresql_params *params, size_t i, const orm_value *value)
{
    if (value->size > ORM_POSTGRESQL_LARGEST) {
        return "too large a value";
    }
    params->values[i] = value->size == 0 ? "" : value->as.data;
    params->lengths[i] = (int)value->size;
    return value->type == ORM_TYPE_TEXT ? orm__postgresql_encode_problem(value) : NULL;
}

static const char *append(orm_postgresql_params *params, size_t i, const orm_value *value)
{
    orm_buffer *out = &params->encoded;
    orm_postgresql_shape shape = params->shapes[i];
    if (value->type == ORM_TYPE_LIST) {
        params->formats[i] = shape.is_array ? FORMAT_BINARY : FORMAT_TEXT;
        return orm__postgresql_list_append(out, shape, value);
    }
    if (!shape.is_array && shape.type->taken != ORM_TYPE_NULL) {
        return orm__postgresql_encode_scalar(out, shape.type, value);
    }
    if (shape.is_array || value->type != ORM_TYPE_TEXT) {
        return ORM_POSTGRESQL_OTHER_TYPE;
    }
    params->formats[i] = FORMAT_TEXT; /* an enum's label, say: the server reads it strictly */
    orm__buffer_append(out, value->as.text, value->size);
    orm__buffer_char(out, '\0');
    return orm__postgresql_encode_problem(value);
}

/* True: the type takes the value's own bytes. */
static bool is_borrowed(orm_postgresql_shape shape, const orm_value *value)
{
    return !shape.is_array && value->type == shape.type->taken &&
           (value->type == ORM_TYPE_TEXT || value->type == ORM_TYPE_BLOB);
}

static const char *encode_one(orm_postgresql_params *params, size_t i, const orm_value *value)
{
    params->formats[i] = FORMAT_BINARY;
    params->offsets[i] = SIZE_MAX;
    params->values[i] = NULL;
    params->lengths[i] = 0;
    if (value->type == ORM_TYPE_NULL) {
        return NULL;
    }
    if (is_borrowed(params->shapes[i], value)) {
        return borrow(params, i, value);
    }
    size_t start = params->encoded.size;
    const char *problem = append(params, i, value);
    size_t size = params->encoded.size - start;
    params->offsets[i] = start;
    params->lengths[i] = (int)(size > ORM_POSTGRESQL_LARGEST ? 0 : size);
    return size > ORM_POSTGRESQL_LARGEST ? "too large a value" : problem;
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
        if (problem == NULL && total > ORM_POSTGRESQL_LARGEST) {
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
    params->shapes = orm__alloc_zeroed(allocator, count, sizeof *params->shapes);
    params->values = orm__alloc_zeroed(allocator, count, sizeof *params->values);
    params->lengths = orm__alloc_zeroed(allocator, count, sizeof *params->lengths);
    params->formats = orm__alloc_zeroed(allocator, count, sizeof *params->formats);
    params->offsets = orm__alloc_zeroed(allocator, count, sizeof *params->offsets);
    bool complete = params->types != NULL && params->shapes != NULL && params->values != NULL &&
                    params->lengths != NULL && params->formats != NULL && params->offsets != NULL;
    return complete || count == 0 ? ORM_OK : orm__error_no_memory(error);
}

void orm__postgresql_encode_fini(orm_postgresql_params *params)
{
    const orm_allocator *allocator = &params->encoded.allocator;
    orm__alloc_free(allocator, params->types, params->count * sizeof *params->types);
    orm__alloc_free(allocator, params->shapes, params->count * sizeof *params->shapes);
    orm__alloc_free(allocator, params->values, params->count * sizeof *params->values);
    orm__alloc_free(allocator, params->lengths, params->count * sizeof *params->lengths);
    orm__alloc_free(allocator, params->formats, params->count * sizeof *params->formats);
    orm__alloc_free(allocator, params->offsets, params->count * sizeof *params->offsets);
    orm__buffer_fini(&params->encoded);
}
