/* Owns the conversation on the socket: at most one query is on its way; its answer is collected
 * without waiting, and belongs to the statement that sent it. Watches the answers for transactions
 * that end, because cursors end with them. */
#include <poll.h>
#include <string.h>

#include "base/error.h"
#include "driver/postgresql.h"

enum { CANCEL_INTERVAL_MS = 100 };

/* ---- receiving ---- */

static bool is_error(const PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_BAD_RESPONSE:
    case PGRES_FATAL_ERROR:
        return true;
    default:
        return false;
    }
}

/* Copying needs a conversation of its own, which no caller of exec can hold. */
static void end_copy(PGconn *connection, ExecStatusType status)
{
    if (status == PGRES_COPY_IN) {
        (void)PQputCopyEnd(connection, "no data can be given here");
    } else if (status == PGRES_COPY_OUT) {
        char *data = NULL;
        while (PQgetCopyData(connection, &data, 0) > 0) {
            PQfreemem(data);
        }
    }
}

/* Of the several answers to a script the first error counts, else the last. */
static void keep(orm_postgresql_link *link, PGresult *result)
{
    const char *tag = PQcmdStatus(result);
    if (strcmp(tag, "COMMIT") == 0) {
        link->transactions++;
    } else if (strcmp(tag, "ROLLBACK") == 0) { /* of a savepoint too */
        link->rollbacks++;
    }
    end_copy(link->connection, PQresultStatus(result));
    if (link->answer != NULL && is_error(link->answer)) {
        PQclear(result);
    } else {
        PQclear(link->answer);
        link->answer = result;
    }
}

/* The answer is whole: takes it from the link. */
static PGresult *take_answer(orm_postgresql_link *link)
{
    PGresult *answer = link->answer;
    link->answer = NULL;
    link->running = NULL;
    if (PQtransactionStatus(link->connection) == PQTRANS_IDLE) {
        link->transactions++;
    }
    return answer;
}

static PGresult *finish(orm_postgresql_link *link)
{
    PGresult *result = NULL;
    while ((result = PQgetResult(link->connection)) != NULL) {
        keep(link, result);
    }
    return take_answer(link);
}

/* False: part of the query is still to be sent. Why sending failed is said by PQgetResult. */
static bool flush(orm_postgresql_link *link)
{
    if (link->flushing) {
        link->flushing = PQflush(link->connection) == 1;
    }
    return !link->flushing;
}

static orm_status poll_answer(orm_postgresql_link *link, PGresult **result_out)
{
    bool broken = false;
    if (link->waited) { /* before that there is nothing to read */
        broken = PQconsumeInput(link->connection) == 0;
    }
    link->waited = true;
    if (!flush(link) && !broken) {
        return ORM_AGAIN;
    }
    while (broken || PQisBusy(link->connection) == 0) {
        PGresult *result = PQgetResult(link->connection);
        if (result == NULL) {
            *result_out = take_answer(link);
            return ORM_OK;
        }
        keep(link, result);
    }
    return ORM_AGAIN;
}

/* ---- for statements ---- */

orm_status orm__postgresql_exchange_begin(orm_postgresql_link *link,
                                          orm_postgresql_statement *owner, int sent,
                                          orm_error *error)
{
    if (sent == 0) {
        return orm__postgresql_error_fill(link->connection, NULL, error);
    }
    link->running = owner;
    link->waited = false;
    link->flushing = true;
    (void)flush(link);
    return ORM_OK;
}

bool orm__postgresql_exchange_is_open(const orm_postgresql_statement *statement)
{
    return statement->link->running == statement || statement->is_settled;
}

static orm_status receive(orm_postgresql_statement *statement, PGresult **result_out)
{
    if (!statement->is_settled) {
        return poll_answer(statement->link, result_out);
    }
    *result_out = statement->settled;
    statement->settled = NULL;
    statement->is_settled = false;
    return ORM_OK;
}

orm_status orm__postgresql_exchange_collect(orm_postgresql_statement *statement,
                                            PGresult **result_out, orm_error *error)
{
    PGresult *result = NULL;
    if (receive(statement, &result) == ORM_AGAIN) {
        return ORM_AGAIN;
    }
    if (result == NULL || is_error(result)) {
        orm_status status = orm__postgresql_error_fill(statement->link->connection, result, error);
        statement->stale = orm__postgresql_error_is_stale(result);
        PQclear(result);
        return status;
    }
    if (PQresultStatus(result) == PGRES_EMPTY_QUERY) {
        PQclear(result);
        return orm__error_set(error, ORM_MISUSE, "the text holds no statement");
    }
    *result_out = result;
    return ORM_OK;
}

void orm__postgresql_exchange_settle(orm_postgresql_link *link)
{
    orm_postgresql_statement *owner = link->running;
    if (owner != NULL) {
        owner->settled = finish(link);
        owner->is_settled = true;
    }
}

static void ask_to_cancel(const orm_postgresql_link *link)
{
    PGcancel *cancel = PQgetCancel(link->connection);
    char reason[256];
    if (cancel != NULL) {
        (void)PQcancel(cancel, reason, sizeof reason); /* else the answer is waited for */
        PQfreeCancel(cancel);
    }
}

/* The server overhears a request that comes before it has begun with the query: so it is repeated. */
static PGresult *cancel(orm_postgresql_link *link)
{
    PGresult *result = NULL;
    link->waited = true;
    while (poll_answer(link, &result) == ORM_AGAIN) {
        ask_to_cancel(link);
        struct pollfd socket = { .fd = PQsocket(link->connection),
                                 .events = (short)(link->flushing ? POLLIN | POLLOUT : POLLIN) };
        (void)poll(&socket, 1, CANCEL_INTERVAL_MS);
    }
    return result;
}

void orm__postgresql_exchange_abandon(orm_postgresql_statement *statement, PGresult **result_out)
{
    if (statement->link->running == statement) {
        *result_out = cancel(statement->link);
    } else {
        (void)receive(statement, result_out);
    }
}

orm_status orm__postgresql_exchange_script(orm_postgresql_link *link, const char *sql,
                                           orm_error *error)
{
    orm_error ignored;
    error = error == NULL ? &ignored : error;
    orm__postgresql_exchange_settle(link);
    if (PQsendQuery(link->connection, sql) == 0) {
        return orm__postgresql_error_fill(link->connection, NULL, error);
    }
    PGresult *result = finish(link);
    orm_status status = ORM_OK;
    if (result == NULL || is_error(result)) {
        status = orm__postgresql_error_fill(link->connection, result, error);
    }
    PQclear(result);
    return status;
}
