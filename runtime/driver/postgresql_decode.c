/* Owns the way of a value from the server: its bytes, by the type that arrived, to a value. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/interval.h"
#include "driver/postgresql.h"

/* One value, or one item of an array. */
struct cell {
    orm_postgresql_statement *statement;
    orm_postgresql_form form;
    const char *data;
    size_t size;
    int column;
};

static orm_status refuse(const struct cell *cell, const char *reason, orm_error *error)
{
    const char *name = PQfname(cell->statement->result, cell->column);
    (void)orm__error_set(error, ORM_CONVERSION, "column %s: %s", name, reason);
    orm__error_text(error->column, sizeof error->column, name);
    return ORM_CONVERSION;
}

static orm_value bytes_of(const struct cell *cell, orm_type type, size_t skipped)
{
    orm_value value = orm_value_null();
    value.type = type;
    value.size = cell->size - skipped;
    value.as.data = cell->data + skipped;
    return value;
}

/* char(n): its blanks at the end are no part of the value, and as a text they would be. */
static orm_value unpadded(const struct cell *cell)
{
    orm_value value = bytes_of(cell, ORM_TYPE_TEXT, 0);
    while (value.size > 0 && value.as.text != NULL && value.as.text[value.size - 1] == ' ') {
        value.size--;
    }
    return value;
}

/* An integer of any width, sign-extended from its own. */
static int64_t read_integer(const struct cell *cell)
{
    uint64_t bits = orm__postgresql_read(cell->data, cell->size);
    switch (cell->size) {
    case 2:
        return (int16_t)bits;
    case 4:
        return (int32_t)bits;
    default:
        return (int64_t)bits;
    }
}

static double read_real(const struct cell *cell)
{
    uint64_t bits = orm__postgresql_read(cell->data, cell->size);
    if (cell->size == sizeof(float)) {
        uint32_t narrow = (uint32_t)bits;
        float real;
        memcpy(&real, &narrow, sizeof real);
        return real;
    }
    double real;
    memcpy(&real, &bits, sizeof real);
    return real;
}

static orm_status decode_time(const struct cell *cell, orm_value *out, orm_error *error)
{
    int64_t since = (int64_t)orm__postgresql_read(cell->data, cell->size);
    if (since == INT64_MAX || since == INT64_MIN) {
        return refuse(cell, "an infinite timestamp", error);
    }
    if (since > INT64_MAX - ORM_POSTGRESQL_EPOCH) {
        return refuse(cell, "a timestamp out of range", error);
    }
    *out = orm_value_int(since + ORM_POSTGRESQL_EPOCH);
    out->type = ORM_TYPE_TIMESTAMP;
    return ORM_OK;
}

static orm_status decode_date(const struct cell *cell, orm_value *out, orm_error *error)
{
    int32_t since = (int32_t)orm__postgresql_read(cell->data, cell->size);
    if (since == INT32_MAX || since == INT32_MIN) {
        return refuse(cell, "an infinite date", error);
    }
    *out = orm_value_int(since + ORM_POSTGRESQL_EPOCH_DAYS);
    out->type = ORM_TYPE_DATE;
    return ORM_OK;
}

static orm_status decode_interval(const struct cell *cell, orm_value *out, orm_error *error)
{
    const orm_interval interval = {
        .microseconds = (int64_t)orm__postgresql_read(cell->data, 8),
        .days = (int32_t)orm__postgresql_read(cell->data + 8, 4),
        .months = (int32_t)orm__postgresql_read(cell->data + 12, 4),
    };
    if (!orm__interval_holds(interval)) {
        return refuse(cell, ORM_INTERVAL_INFINITE, error);
    }
    *out = orm_value_interval(interval);
    return ORM_OK;
}

/* Memory that lasts as long as the row. NULL: there is none. */
static orm_arena *memory_of(const struct cell *cell)
{
    orm_postgresql_statement *statement = cell->statement;
    if (statement->texts == NULL &&
        orm_arena_new(&statement->link->allocator, &statement->texts) != ORM_OK) {
        return NULL;
    }
    return statement->texts;
}

static orm_status decode_numeric(const struct cell *cell, orm_value *out, orm_error *error)
{
    const unsigned char *data = (const unsigned char *)cell->data;
    size_t size = orm__postgresql_numeric_size(data, cell->size);
    if (size == 0) {
        return refuse(cell, "not a numeric", error);
    }
    char *text = orm_arena_alloc(memory_of(cell), size);
    if (text == NULL) {
        return orm__error_no_memory(error);
    }
    *out = orm_value_null();
    out->type = ORM_TYPE_TEXT;
    out->months = ORM_DRIVER_NUMBER;
    out->as.text = text;
    out->size = orm__postgresql_numeric_write(data, text);
    return ORM_OK;
}

static orm_status decode_jsonb(const struct cell *cell, orm_value *out, orm_error *error)
{
    if (cell->size == 0 || cell->data[0] != 1) {
        return refuse(cell, "jsonb of an unknown version", error);
    }
    *out = bytes_of(cell, ORM_TYPE_TEXT, 1);
    return ORM_OK;
}

static orm_status decode_scalar(const struct cell *cell, orm_value *out, orm_error *error)
{
    switch (cell->form) {
    case ORM_POSTGRESQL_FORM_BOOL:
        *out = orm_value_bool(cell->data[0] != 0);
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_SIGNED:
        *out = orm_value_int(read_integer(cell));
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_UNSIGNED:
        *out = orm_value_int((int64_t)orm__postgresql_read(cell->data, cell->size));
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_REAL:
        *out = orm_value_real(read_real(cell));
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_NUMERIC:
        return decode_numeric(cell, out, error);
    case ORM_POSTGRESQL_FORM_TEXT:
        *out = bytes_of(cell, ORM_TYPE_TEXT, 0);
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_PADDED:
        *out = unpadded(cell);
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_JSONB:
        return decode_jsonb(cell, out, error);
    case ORM_POSTGRESQL_FORM_BYTES:
        *out = bytes_of(cell, ORM_TYPE_BLOB, 0);
        return ORM_OK;
    case ORM_POSTGRESQL_FORM_TIME:
        return decode_time(cell, out, error);
    case ORM_POSTGRESQL_FORM_DATE:
        return decode_date(cell, out, error);
    case ORM_POSTGRESQL_FORM_INTERVAL:
        return decode_interval(cell, out, error);
    case ORM_POSTGRESQL_FORM_OPAQUE:
        break;
    }
    *out = bytes_of(cell, ORM_TYPE_OTHER, 0);
    return ORM_OK;
}

/* ---- arrays ---- */

/* An array of one dimension: its number, whether there are NULLs, the type of its items; their
 * count, the index of the first, which is nobody's business; then each with its size before it. */
enum { ARRAY_HEAD = 12, ARRAY_DIMENSION = 8, ARRAY_SIZE = 4 };

/* Takes an item off the bytes of an array. */
static orm_status decode_item(struct cell *array, orm_value *out, orm_error *error)
{
    if (array->size < ARRAY_SIZE) {
        return refuse(array, "not an array", error);
    }
    uint64_t size = orm__postgresql_read(array->data, ARRAY_SIZE);
    bool is_null = size == UINT32_MAX;
    struct cell item = *array;
    item.data += ARRAY_SIZE;
    item.size = is_null ? 0 : (size_t)size;
    if (item.size > array->size - ARRAY_SIZE) {
        return refuse(array, "not an array", error);
    }
    array->data += ARRAY_SIZE + item.size;
    array->size -= ARRAY_SIZE + item.size;
    *out = orm_value_null();
    orm_status status = is_null ? ORM_OK : decode_scalar(&item, out, error);
    if (status == ORM_OK && out->type == ORM_TYPE_TEXT) {
        out->months = 0; /* an array's items are read as what they are */
    }
    return status;
}

static orm_status decode_items(struct cell *array, orm_value *out, orm_error *error)
{
    size_t count = (size_t)orm__postgresql_read(array->data + ARRAY_HEAD, 4);
    array->data += ARRAY_HEAD + ARRAY_DIMENSION;
    array->size -= ARRAY_HEAD + ARRAY_DIMENSION;
    if (count > array->size / ARRAY_SIZE) {
        return refuse(array, "not an array", error);
    }
    orm_value *items = orm__arena_zeroed(memory_of(array), count, sizeof *items);
    if (items == NULL) {
        return orm__error_no_memory(error);
    }
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        status = decode_item(array, &items[i], error);
    }
    if (status == ORM_OK) {
        *out = (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = items };
    }
    return status;
}

static orm_status decode_array(struct cell *array, orm_value *out, orm_error *error)
{
    if (array->size < ARRAY_HEAD) {
        return refuse(array, "not an array", error);
    }
    uint64_t dimensions = orm__postgresql_read(array->data, 4);
    if (dimensions == 0) {
        *out = (orm_value){ .type = ORM_TYPE_LIST };
        return ORM_OK;
    }
    if (dimensions > 1) {
        return refuse(array, "an array of more than one dimension", error);
    }
    return array->size < ARRAY_HEAD + ARRAY_DIMENSION ? refuse(array, "not an array", error)
                                                      : decode_items(array, out, error);
}

/* ---- all ---- */

orm_status orm__postgresql_decode(orm_postgresql_statement *statement, int row, int column,
                                  orm_value *out, orm_error *error)
{
    const PGresult *result = statement->result;
    if (PQgetisnull(result, row, column)) {
        *out = orm_value_null();
        return ORM_OK;
    }
    const orm_postgresql_shape *shape = &statement->columns[column];
    struct cell cell = {
        .statement = statement,
        .form = shape->type->form,
        .data = PQgetvalue(result, row, column),
        .size = (size_t)PQgetlength(result, row, column),
        .column = column,
    };
    return shape->is_array ? decode_array(&cell, out, error) : decode_scalar(&cell, out, error);
}
