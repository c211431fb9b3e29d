/* Owns the passing of a result's rows: how far it has come, and the memory of one row. */
#include "base/alloc.h"
#include "base/error.h"
#include "driver/postgresql.h"

bool orm__postgresql_rows_reserve(orm_postgresql_statement *statement, size_t count)
{
    const orm_allocator *allocator = &statement->link->allocator;
    void *columns = statement->columns;
    void *values = statement->values;
    bool enough = orm__alloc_grow(allocator, &columns, &statement->column_capacity, count,
                                  sizeof *statement->columns) &&
                  orm__alloc_grow(allocator, &values, &statement->value_capacity, count,
                                  sizeof *statement->values);
    statement->columns = columns;
    statement->values = values;
    return enough;
}

static bool is_of(orm_postgresql_shape shape, Oid type)
{
    return type != 0 && (shape.is_array ? shape.type->array : shape.type->oid) == type;
}

/* The columns of an execution are nearly always those of the one before. */
static void shape_columns(orm_postgresql_statement *statement, const PGresult *result, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Oid type = PQftype(result, (int)i);
        if (i >= statement->column_count || !is_of(statement->columns[i], type)) {
            statement->columns[i] = orm__postgresql_type_shape(type);
        }
    }
    statement->column_count = count;
}

orm_status orm__postgresql_rows_begin(orm_postgresql_statement *statement, PGresult *result,
                                      orm_error *error)
{
    int count = PQnfields(result);
    if (!orm__postgresql_rows_reserve(statement, (size_t)count)) {
        PQclear(result);
        return orm__error_no_memory(error);
    }
    shape_columns(statement, result, (size_t)count);
    statement->result = result;
    statement->next_row = 0;
    return ORM_OK;
}

/* The other values of a row of which one could not be read: its key may be among them. */
static void read_around(orm_postgresql_statement *statement, int index, int column)
{
    orm_error ignored;
    int count = PQnfields(statement->result);
    statement->values[column] = orm_value_null();
    for (int i = column + 1; i < count; i++) {
        if (orm__postgresql_decode(statement, index, i, &statement->values[i], &ignored) !=
            ORM_OK) {
            statement->values[i] = orm_value_null();
        }
    }
    statement->failed = (size_t)count;
}

static orm_status pass_row(orm_postgresql_statement *statement, int index, orm_row_fn row,
                           void *ctx, orm_error *error)
{
    int count = PQnfields(statement->result);
    orm_arena_reset(statement->texts);
    for (int i = 0; i < count; i++) {
        orm_status status =
            orm__postgresql_decode(statement, index, i, &statement->values[i], error);
        if (status != ORM_OK) {
            read_around(statement, index, i);
            return status;
        }
    }
    return row(ctx, statement->values, (size_t)count);
}

bool orm__postgresql_rows_are_left(const orm_postgresql_statement *statement)
{
    return statement->result != NULL && statement->next_row < PQntuples(statement->result);
}

orm_status orm__postgresql_rows_pass(orm_postgresql_statement *statement, size_t max,
                                     orm_row_fn row, void *ctx, orm_error *error)
{
    orm_status status = ORM_OK;
    while (status == ORM_OK && statement->passed < max &&
           orm__postgresql_rows_are_left(statement)) {
        int index = statement->next_row++;
        statement->passed++;
        if (row != NULL) {
            status = pass_row(statement, index, row, ctx, error);
        }
    }
    return status;
}

void orm__postgresql_rows_end(orm_postgresql_statement *statement)
{
    PQclear(statement->result);
    statement->result = NULL;
}

const orm_value *orm__postgresql_rows_failed(const orm_prepared *prepared, size_t *count_out)
{
    const orm_postgresql_statement *statement = (const orm_postgresql_statement *)prepared;
    *count_out = statement->failed;
    return statement->failed == 0 ? NULL : statement->values;
}
