/* Owns the way of a value from the server: its bytes, by the type that arrived, to a value. */
#include <string.h>

#include "base/error.h"
#include "driver/postgresql.h"

struct cell {
    orm_postgresql_statement *statement;
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

static orm_status decode_numeric(const struct cell *cell, orm_value *out, orm_error *error)
{
    orm_postgresql_statement *statement = cell->statement;
    const unsigned char *data = (const unsigned char *)cell->data;
    size_t size = orm__postgresql_numeric_size(data, cell->size);
    if (size == 0) {
        return refuse(cell, "not a numeric", error);
    }
    if (statement->texts == NULL &&
        orm_arena_new(&statement->link->allocator, &statement->texts) != ORM_OK) {
        return orm__error_no_memory(error);
    }
    char *text = orm_arena_alloc(statement->texts, size);
    if (text == NULL) {
        return orm__error_no_memory(error);
    }
    *out = orm_value_null();
    out->type = ORM_TYPE_TEXT;
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

static orm_status decode_cell(const struct cell *cell, orm_value *out, orm_error *error)
{
    switch (cell->statement->columns[cell->column]) {
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
    case ORM_POSTGRESQL_FORM_OPAQUE:
        break;
    }
    *out = bytes_of(cell, ORM_TYPE_OTHER, 0);
    return ORM_OK;
}

orm_status orm__postgresql_decode(orm_postgresql_statement *statement, int row, int column,
                                  orm_value *out, orm_error *error)
{
    const PGresult *result = statement->result;
    if (PQgetisnull(result, row, column)) {
        *out = orm_value_null();
        return ORM_OK;
    }
    struct cell cell = {
        .statement = statement,
        .data = PQgetvalue(result, row, column),
        .size = (size_t)PQgetlength(result, row, column),
        .column = column,
    };
    return decode_cell(&cell, out, error);
}
