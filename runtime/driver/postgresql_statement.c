/* Owns statements of PostgreSQL: their life, from prepare to finalize. How the server gets to know
 * them, and values, and reading through a cursor, are elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/plural.h"
#include "driver/driver.h"
#include "driver/postgresql.h"

enum { MOST_PARAMETERS = 65535, KEPT_BUFFER = 64 * 1024 };

/* ---- prepare ---- */

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
        status = orm__postgresql_parse(statement, error);
    }
    if (status == ORM_OK) {
        *prepared_out = &statement->base;
    } else {
        orm__postgresql_statement_finalize(&statement->base);
    }
    return status;
}

/* ---- start ---- */

static orm_status parse_again(orm_postgresql_statement *statement, orm_error *error)
{
    statement->parsed_again++;
    return orm__postgresql_parse(statement, error);
}

static int send_query(const orm_postgresql_statement *statement)
{
    PGconn *connection = statement->link->connection;
    const orm_postgresql_params *params = &statement->params;
    int count = (int)params->count;
    return statement->link->keeps_nothing
               ? PQsendQueryParams(connection, statement->sql, count, params->types, params->values,
                                   params->lengths, params->formats, 1)
               : PQsendQueryPrepared(connection, statement->name, count, params->values,
                                     params->lengths, params->formats, 1);
}

static bool is_large(const orm_postgresql_params *params)
{
    enum { LARGE = 1 << 18 };
    size_t size = 0;
    for (size_t i = 0; i < params->count && size < LARGE; i++) {
        size += params->values[i] == NULL ? 0 : (size_t)params->lengths[i];
    }
    return size >= LARGE;
}

/* Without waiting, libpq moves all of the rest in its memory each time that the socket has taken a
 * part. So what is large is waited for, where nothing limits that. */
static int send_in_whole(const orm_postgresql_statement *statement)
{
    PGconn *connection = statement->link->connection;
    bool waits = statement->link->stop_at == 0 && is_large(&statement->params) &&
                 PQsetnonblocking(connection, 0) == 0;
    int sent = send_query(statement);
    if (waits) {
        (void)PQsetnonblocking(connection, 1);
    }
    return sent;
}

static orm_status send(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    bool stores = statement->names.count == 0 || !orm__postgresql_text_only_reads(statement->sql);
    statement->commits = orm__postgresql_exchange_would_commit(link, statement->sql, stores);
    orm_status status = statement->commits ? orm__postgresql_exchange_check(link, error) : ORM_OK;
    if (status != ORM_OK) {
        return status;
    }
    status = orm__postgresql_exchange_begin(link, statement, send_in_whole(statement), error);
    if (status == ORM_OK) {
        statement->state = ORM_POSTGRESQL_RUNNING;
    }
    return status;
}

/* Where nothing is kept the server was asked about the types some time ago; what does not fit them
 * may fit those that it would find now. */
static orm_status encode(orm_postgresql_statement *statement, const orm_value *values,
                         orm_error *error)
{
    orm_status status = orm__postgresql_encode(&statement->params, values, error);
    if (status != ORM_CONVERSION || !statement->link->keeps_nothing) {
        return status;
    }
    status = parse_again(statement, error);
    return status == ORM_OK ? orm__postgresql_encode(&statement->params, values, error) : status;
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
        status = parse_again(statement, error);
    }
    if (status == ORM_OK) {
        status = encode(statement, params, error);
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
        status = parse_again(statement, error);
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
        status = orm__postgresql_parse_look(statement, result, error);
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

uint64_t orm__postgresql_statement_prepared_again(const orm_prepared *prepared)
{
    return ((const orm_postgresql_statement *)prepared)->parsed_again;
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
    orm__postgresql_parse_leave(statement);
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
