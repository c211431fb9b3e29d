/* Owns reading in portions: the rows stay on the server, in a cursor, so that memory is flat and
 * other statements run between two fetches. A cursor lives in its transaction; outside of one it is
 * WITH HOLD and lives until it is closed, in the session, which has to be the handle's own: else
 * the rows are read whole. What is gone is noticed before it is asked for, because a server that is
 * asked for a cursor that it does not have aborts the transaction. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "driver/postgresql.h"

enum { LARGEST_PORTION = 65536 };

bool orm__postgresql_cursor_fits(const orm_postgresql_statement *statement)
{
    const orm_postgresql_link *link = statement->link;
    bool would_be_held = PQtransactionStatus(link->connection) == PQTRANS_IDLE;
    return statement->names.count > 0 && !(would_be_held && link->keeps_nothing) &&
           orm__postgresql_text_may_stream(statement->sql);
}

/* The cursor exists at this moment of the link. */
static void mark_alive(orm_postgresql_statement *statement)
{
    statement->cursor.transactions = statement->link->transactions;
    statement->cursor.rollbacks = statement->link->rollbacks;
}

orm_status orm__postgresql_cursor_declare(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    const orm_postgresql_params *params = &statement->params;
    orm_postgresql_cursor *cursor = &statement->cursor;
    *cursor = (orm_postgresql_cursor){ 0 };
    statement->passed = 0;
    orm__postgresql_name(link, cursor->name, sizeof cursor->name);
    cursor->held = PQtransactionStatus(link->connection) == PQTRANS_IDLE;
    orm_status status =
        orm__postgresql_leftover_new(link, "CLOSE", cursor->name, &cursor->closing, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_buffer text;
    orm__buffer_init(&text, &link->allocator);
    orm__buffer_format(&text, "DECLARE %s NO SCROLL CURSOR %sFOR ", cursor->name,
                       cursor->held ? "WITH HOLD " : "");
    orm__buffer_text(&text, statement->sql);
    if (text.failed) {
        status = orm__error_no_memory(error);
        goto done;
    }
    int sent = PQsendQueryParams(link->connection, text.text, (int)params->count, params->types,
                                 params->values, params->lengths, params->formats, 1);
    status = orm__postgresql_exchange_begin(link, statement, sent, error);
    if (status == ORM_OK) {
        statement->state = ORM_POSTGRESQL_DECLARING;
        mark_alive(statement);
    }
done:
    orm__buffer_fini(&text);
    if (status != ORM_OK) {
        orm__postgresql_leftover_free(link, cursor->closing);
        cursor->closing = NULL;
    }
    return status;
}

/* ---- fetch ---- */

static orm_status say_ended(orm_error *error)
{
    return orm__error_set(error, ORM_MISUSE,
                          "the transaction that the rows were read in has ended");
}

static orm_status send_question(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    const char *values[] = { statement->cursor.name };
    int sent = PQsendQueryParams(link->connection, "SELECT 1 FROM pg_cursors WHERE name = $1", 1,
                                 NULL, values, NULL, NULL, 1);
    statement->state = ORM_POSTGRESQL_CHECKING;
    return orm__postgresql_exchange_begin(link, statement, sent, error);
}

static orm_status send_fetch(orm_postgresql_statement *statement, size_t wanted, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    orm_postgresql_cursor *cursor = &statement->cursor;
    cursor->portion = wanted < LARGEST_PORTION ? wanted : LARGEST_PORTION;
    char text[128];
    (void)snprintf(text, sizeof text, "FETCH FORWARD %zu FROM %s", cursor->portion, cursor->name);
    int sent = PQsendQueryParams(link->connection, text, 0, NULL, NULL, NULL, NULL, 1);
    statement->state = ORM_POSTGRESQL_FETCHING;
    return orm__postgresql_exchange_begin(link, statement, sent, error);
}

/* Asks for the next portion, or first whether there still is a cursor: a rollback to a savepoint
 * may have taken it. */
static orm_status ask(orm_postgresql_statement *statement, size_t wanted, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    const orm_postgresql_cursor *cursor = &statement->cursor;
    orm_status status = orm__postgresql_exchange_ready(link, error);
    if (status != ORM_OK) {
        return status;
    }
    if (cursor->held) {
        return send_fetch(statement, wanted, error);
    }
    if (cursor->transactions != link->transactions) {
        return say_ended(error);
    }
    return cursor->rollbacks == link->rollbacks ? send_fetch(statement, wanted, error)
                                                : send_question(statement, error);
}

static orm_status take_portion(orm_postgresql_statement *statement, PGresult *result,
                               orm_error *error)
{
    statement->cursor.last = (size_t)PQntuples(result) < statement->cursor.portion;
    return orm__postgresql_rows_begin(statement, result, error);
}

/* One step towards the next portion. */
static orm_status advance(orm_postgresql_statement *statement, size_t wanted, orm_error *error)
{
    if (!orm__postgresql_exchange_is_open(statement)) {
        return ask(statement, wanted, error);
    }
    PGresult *result = NULL;
    orm_status status = orm__postgresql_exchange_collect(statement, &result, error);
    if (status != ORM_OK) {
        return status == ORM_MISUSE ? say_ended(error) : status;
    }
    if (statement->state == ORM_POSTGRESQL_FETCHING) {
        return take_portion(statement, result, error);
    }
    bool exists = statement->state == ORM_POSTGRESQL_DECLARING || PQntuples(result) == 1;
    PQclear(result);
    statement->cursor.open = exists;
    statement->state = ORM_POSTGRESQL_FETCHING;
    if (exists) {
        statement->cursor.rollbacks = statement->link->rollbacks;
    }
    return exists ? ORM_OK : say_ended(error);
}

/* The portion is used up. True: it was the last one. */
static bool end_portion(orm_postgresql_statement *statement)
{
    if (statement->result == NULL) {
        return false;
    }
    orm__postgresql_rows_end(statement);
    return statement->cursor.last;
}

static orm_status pass_portions(orm_postgresql_statement *statement, size_t max, orm_row_fn row,
                                void *ctx, orm_error *error)
{
    for (;;) {
        orm_status status = orm__postgresql_rows_pass(statement, max, row, ctx, error);
        if (status != ORM_OK || orm__postgresql_rows_are_left(statement)) {
            return status;
        }
        if (end_portion(statement)) {
            statement->state = ORM_POSTGRESQL_COMPLETE;
            return ORM_DONE;
        }
        if (statement->passed >= max) {
            return ORM_OK;
        }
        status = advance(statement, max - statement->passed, error);
        if (status != ORM_OK) {
            return status;
        }
    }
}

orm_status orm__postgresql_cursor_fetch(orm_postgresql_statement *statement, size_t max,
                                        orm_row_fn row, void *ctx, orm_error *error)
{
    orm_status status = pass_portions(statement, max, row, ctx, error);
    if (status != ORM_AGAIN) {
        statement->passed = 0;
    }
    if (status < 0 && statement->result == NULL) { /* else the caller's function refused a row */
        statement->state = ORM_POSTGRESQL_FAILED;
    }
    return status;
}

/* ---- close ---- */

static bool is_alive(const orm_postgresql_statement *statement)
{
    const orm_postgresql_cursor *cursor = &statement->cursor;
    return cursor->open &&
           (cursor->held || (cursor->transactions == statement->link->transactions &&
                             cursor->rollbacks == statement->link->rollbacks));
}

void orm__postgresql_cursor_close(orm_postgresql_statement *statement)
{
    orm_postgresql_link *link = statement->link;
    orm_postgresql_cursor *cursor = &statement->cursor;
    if (cursor->closing == NULL) {
        return;
    }
    orm__postgresql_exchange_settle(link);
    PGTransactionStatusType now = PQtransactionStatus(link->connection);
    bool may_close = now == PQTRANS_IDLE || now == PQTRANS_INTRANS;
    if (is_alive(statement) && may_close) {
        (void)orm__postgresql_exchange_script(link, cursor->closing->sql, NULL);
    }
    if (is_alive(statement) && cursor->held && !may_close) { /* refused for the time being */
        orm__postgresql_leave(link, cursor->closing);
    } else {
        orm__postgresql_leftover_free(link, cursor->closing);
    }
    cursor->closing = NULL;
    cursor->open = false;
}
