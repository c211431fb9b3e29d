/* Owns prepared statements of PostgreSQL: their names on the server and their life, from prepare to
 * finalize. Values are encoded and decoded elsewhere; so is reading through a cursor. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/plural.h"
#include "driver/driver.h"
#include "driver/postgresql.h"

enum { MOST_PARAMETERS = 65535, KEPT_BUFFER = 64 * 1024 };

/* ---- prepare ---- */

static void leave_name(orm_postgresql_statement *statement)
{
    orm__postgresql_leave(statement->link, statement->closing);
    statement->closing = NULL;
}

static orm_status parse(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    orm_postgresql_params *params = &statement->params;
    leave_name(statement);
    orm__postgresql_name(link, statement->name, sizeof statement->name);
    orm_postgresql_leftover *closing = NULL;
    orm_status status =
        orm__postgresql_leftover_new(link, "DEALLOCATE", statement->name, &closing, error);
    if (status != ORM_OK) {
        return status;
    }
    for (size_t i = 0; i < params->count; i++) {
        params->types[i] = orm__postgresql_type_declared(statement->kinds[i]);
    }
    PGresult *result = NULL;
    int sent = PQsendPrepare(link->connection, statement->name, statement->sql, (int)params->count,
                             params->types);
    status = orm__postgresql_exchange_ask(link, sent, &result, error);
    if (status == ORM_OK) {
        statement->closing = closing;
    } else {
        orm__postgresql_leftover_free(link, closing);
    }
    PQclear(result);
    return status;
}

/* A text for a column of another type is sent as such, and the server reads it. */
static orm_postgresql_shape shape_for(orm_parameter_type declared, Oid oid)
{
    orm_postgresql_shape shape = orm__postgresql_type_shape(oid);
    bool is_for_texts = shape.type->taken == ORM_TYPE_TEXT && shape.is_array == declared.list;
    /* which would read a backslash as its own */
    bool is_bytes = declared.raw && shape.type->oid == ORM_OID_BYTEA;
    bool is_text_for_other =
        declared.own_type && declared.kind == ORM_KIND_TEXT && !is_for_texts && !is_bytes;
    return is_text_for_other ? orm__postgresql_type_shape(0) : shape;
}

/* The server's word on the types, which may differ from what was declared where that was
 * nothing. */
static orm_status describe(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_params *params = &statement->params;
    orm_postgresql_link *link = statement->link;
    PGresult *result = NULL;
    int sent = PQsendDescribePrepared(link->connection, statement->name);
    orm_status status = orm__postgresql_exchange_ask(link, sent, &result, error);
    if (status == ORM_OK && (size_t)PQnparams(result) != params->count) {
        status = orm__error_set(error, ORM_MISUSE, "%zu parameter%s declared, the statement has %d",
                                params->count, orm__plural(params->count), PQnparams(result));
    }
    if (status == ORM_OK) {
        for (size_t i = 0; i < params->count; i++) {
            params->shapes[i] = shape_for(statement->kinds[i], PQparamtype(result, (int)i));
        }
        const orm_allocator *allocator = &statement->link->allocator;
        if (!orm__postgresql_name_keep(&statement->names, result, allocator) ||
            !orm__postgresql_rows_reserve(statement, statement->names.count)) {
            status = orm__error_no_memory(error);
        }
    }
    PQclear(result);
    return status;
}

static orm_status prepare_on_server(orm_postgresql_statement *statement, orm_error *error)
{
    orm_status status = parse(statement, error);
    if (status == ORM_OK) {
        status = describe(statement, error);
    }
    statement->stale = status != ORM_OK;
    return status;
}

static orm_status fill(orm_postgresql_statement *statement, const char *sql,
                       const orm_parameter_type *types, size_t type_count, orm_error *error)
{
    const orm_allocator *allocator = &statement->link->allocator;
    statement->sql = orm__alloc_text(allocator, sql);
    statement->kinds = orm__alloc_array(allocator, type_count, sizeof *types);
    if (statement->sql == NULL || (type_count > 0 && statement->kinds == NULL)) {
        return orm__error_no_memory(error);
    }
    if (type_count > 0) {
        memcpy(statement->kinds, types, type_count * sizeof *types);
        statement->has_secret = orm__driver_has_secret(types, type_count);
    }
    return ORM_OK;
}

/* NOLINTNEXTLINE(readability-function-size): the driver table asks for six */
orm_status orm__postgresql_statement_prepare(orm_link *base, const char *sql,
                                             const orm_parameter_type *types, size_t type_count,
                                             orm_prepared **prepared_out, orm_error *error)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    if (type_count > MOST_PARAMETERS) {
        return orm__error_set(error, ORM_MISUSE, "more than %d parameters", MOST_PARAMETERS);
    }
    orm__postgresql_sweep(link);
    orm_status status = orm__postgresql_exchange_ready(link, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_postgresql_statement *statement = orm__alloc_zeroed(&link->allocator, 1, sizeof *statement);
    if (statement == NULL) {
        return orm__error_no_memory(error);
    }
    statement->base.link = base;
    statement->link = link;
    status = orm__postgresql_encode_init(&statement->params, type_count, &link->allocator, error);
    if (status == ORM_OK) {
        status = fill(statement, sql, types, type_count, error);
    }
    if (status == ORM_OK) {
        status = prepare_on_server(statement, error);
    }
    if (status == ORM_OK) {
        *prepared_out = &statement->base;
    } else {
        orm__postgresql_statement_finalize(&statement->base);
    }
    return status;
}

/* ---- start ---- */

static orm_status send(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    const orm_postgresql_params *params = &statement->params;
    bool stores = statement->names.count == 0 || !orm__postgresql_text_only_reads(statement->sql);
    statement->commits = orm__postgresql_exchange_would_commit(link, statement->sql, stores);
    orm_status status = statement->commits ? orm__postgresql_exchange_check(link, error) : ORM_OK;
    if (status != ORM_OK) {
        return status;
    }
    int sent = PQsendQueryPrepared(link->connection, statement->name, (int)params->count,
                                   params->values, params->lengths, params->formats, 1);
    status = orm__postgresql_exchange_begin(link, statement, sent, error);
    if (status == ORM_OK) {
        statement->state = ORM_POSTGRESQL_RUNNING;
    }
    return status;
}

static orm_status check_start(const orm_postgresql_statement *statement, size_t param_count,
                              orm_error *error)
{
    if (statement->state != ORM_POSTGRESQL_IDLE) {
        return orm__error_set(error, ORM_MISUSE, "the statement runs already");
    }
    if (param_count != statement->params.count) {
        return orm__error_set(error, ORM_MISUSE, "%zu parameter%s given, the statement has %zu",
                              param_count, orm__plural(param_count), statement->params.count);
    }
    return ORM_OK;
}

orm_status orm__postgresql_statement_start(orm_prepared *prepared, const orm_value *params,
                                           size_t param_count, bool streamed, orm_error *error)
{
    orm_postgresql_statement *statement = (orm_postgresql_statement *)prepared;
    orm_status status = check_start(statement, param_count, error);
    if (status != ORM_OK) {
        return status;
    }
    status = orm__postgresql_exchange_ready(statement->link, error);
    if (status != ORM_OK) {
        return status;
    }
    statement->changes = 0;
    statement->failed = 0;
    statement->commits = false;
    statement->arguments = params;
    statement->retried = false;
    if (statement->stale) {
        status = prepare_on_server(statement, error);
    }
    if (status == ORM_OK) {
        status = orm__postgresql_encode(&statement->params, params, error);
    }
    if (status != ORM_OK) {
        return status;
    }
    return streamed && orm__postgresql_cursor_fits(statement)
               ? orm__postgresql_cursor_declare(statement, error)
               : send(statement, error);
}

/* ---- fetch ---- */

/* What the server refused to run was not begun: outside of a transaction it can be prepared and
 * sent again, and nobody needs to know. */
static orm_status retry(orm_postgresql_statement *statement, orm_error *error)
{
    statement->retried = true;
    orm_status status = orm__postgresql_exchange_ready(statement->link, error);
    if (status == ORM_OK) {
        status = prepare_on_server(statement, error);
    }
    if (status == ORM_OK) {
        status = orm__postgresql_encode(&statement->params, statement->arguments, error);
    }
    if (status == ORM_OK) {
        status = send(statement, error);
    }
    return status == ORM_OK ? ORM_AGAIN : status;
}

/* A SELECT and a FETCH have a count as well, which is none of changes; the writers of the language
 * are INSERT, UPDATE, DELETE and MERGE, and no other command that counts begins like them. */
static int64_t count_changes(PGresult *result)
{
    const char *tag = PQcmdStatus(result);
    bool is_writer = *tag != '\0' && strchr("IUDM", *tag) != NULL;
    return is_writer ? strtoll(PQcmdTuples(result), NULL, 10) : 0;
}

static orm_status receive(orm_postgresql_statement *statement, orm_error *error)
{
    PGresult *result = NULL;
    orm_status status = orm__postgresql_exchange_collect(statement, &result, error);
    if (status == ORM_AGAIN) {
        return status;
    }
    if (status != ORM_OK && statement->stale && !statement->retried &&
        PQtransactionStatus(statement->link->connection) == PQTRANS_IDLE) {
        status = retry(statement, error);
    }
    if (status == ORM_OK) {
        statement->changes = count_changes(result);
        status = orm__postgresql_rows_begin(statement, result, error);
    }
    if (status < 0) {
        statement->state = ORM_POSTGRESQL_FAILED;
    }
    return status;
}

static orm_status fetch_whole(orm_postgresql_statement *statement, size_t max, orm_row_fn row,
                              void *ctx, orm_error *error)
{
    orm_status status = ORM_OK;
    if (statement->result == NULL) {
        status = receive(statement, error);
        if (status != ORM_OK) {
            return status;
        }
    }
    statement->passed = 0;
    status = orm__postgresql_rows_pass(statement, max, row, ctx, error);
    if (status == ORM_OK && !orm__postgresql_rows_are_left(statement)) {
        statement->state = ORM_POSTGRESQL_COMPLETE;
        status = ORM_DONE;
    }
    return status;
}

orm_status orm__postgresql_statement_fetch(orm_prepared *prepared, size_t max, orm_row_fn row,
                                           void *ctx, orm_error *error)
{
    orm_postgresql_statement *statement = (orm_postgresql_statement *)prepared;
    if (max == 0) {
        return orm__error_set(error, ORM_MISUSE, "no rows to fetch");
    }
    switch (statement->state) {
    case ORM_POSTGRESQL_COMPLETE:
        return ORM_DONE;
    case ORM_POSTGRESQL_RUNNING:
        return fetch_whole(statement, max, row, ctx, error);
    case ORM_POSTGRESQL_DECLARING:
    case ORM_POSTGRESQL_CHECKING:
    case ORM_POSTGRESQL_FETCHING:
        return orm__postgresql_cursor_fetch(statement, max, row, ctx, error);
    case ORM_POSTGRESQL_IDLE:
    case ORM_POSTGRESQL_FAILED:
        break;
    }
    return orm__error_set(error, ORM_MISUSE, "nothing to fetch: the statement does not run");
}

int64_t orm__postgresql_statement_changes(const orm_prepared *prepared)
{
    return ((const orm_postgresql_statement *)prepared)->changes;
}

size_t orm__postgresql_statement_column_count(const orm_prepared *prepared)
{
    return ((const orm_postgresql_statement *)prepared)->names.count;
}

const char *orm__postgresql_statement_column_name(const orm_prepared *prepared, size_t index)
{
    return ((const orm_postgresql_statement *)prepared)->names.names[index];
}

bool orm__postgresql_statement_only_reads(const orm_prepared *prepared)
{
    return orm__postgresql_text_only_reads(((const orm_postgresql_statement *)prepared)->sql);
}

/* ---- reset and finalize ---- */

/* A statement whose answer is on its way is called off. */
static void end_exchange(orm_postgresql_statement *statement)
{
    if (!orm__postgresql_exchange_is_open(statement)) {
        return;
    }
    PGresult *result = NULL;
    orm__postgresql_exchange_abandon(statement, &result);
    if (statement->state == ORM_POSTGRESQL_DECLARING) {
        statement->cursor.open = PQresultStatus(result) == PGRES_COMMAND_OK;
    }
    PQclear(result);
}

void orm__postgresql_statement_reset(orm_prepared *prepared)
{
    orm_postgresql_statement *statement = (orm_postgresql_statement *)prepared;
    if (statement->state == ORM_POSTGRESQL_IDLE) {
        return;
    }
    end_exchange(statement);
    orm__postgresql_cursor_close(statement);
    orm__postgresql_rows_end(statement);
    statement->arguments = NULL;
    if (statement->params.encoded.capacity > KEPT_BUFFER) {
        orm__buffer_fini(&statement->params.encoded);
    }
    statement->state = ORM_POSTGRESQL_IDLE;
}

void orm__postgresql_statement_finalize(orm_prepared *prepared)
{
    if (prepared == NULL) {
        return;
    }
    orm_postgresql_statement *statement = (orm_postgresql_statement *)prepared;
    orm_allocator allocator = statement->link->allocator;
    size_t count = statement->params.count;
    orm__postgresql_statement_reset(prepared);
    leave_name(statement);
    orm__postgresql_encode_fini(&statement->params);
    orm__postgresql_name_free(&statement->names, &allocator);
    orm_arena_free(statement->texts);
    orm__alloc_free(&allocator, statement->sql,
                    statement->sql == NULL ? 0 : strlen(statement->sql) + 1);
    orm__alloc_free(&allocator, statement->kinds, count * sizeof *statement->kinds);
    orm__alloc_free(&allocator, statement->columns,
                    statement->column_capacity * sizeof *statement->columns);
    orm__alloc_free(&allocator, statement->values,
                    statement->value_capacity * sizeof *statement->values);
    orm__alloc_free(&allocator, statement, sizeof *statement);
}
