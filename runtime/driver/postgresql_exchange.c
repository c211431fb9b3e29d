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

/* ---- what is lost with the connection ---- */

bool orm__postgresql_exchange_would_commit(const orm_postgresql_link *link, const char *sql,
                                           bool stores)
{
    bool is_idle = PQtransactionStatus(link->connection) == PQTRANS_IDLE;
    return is_idle ? stores : orm__postgresql_text_commits(sql);
}

orm_status orm__postgresql_exchange_check(orm_postgresql_link *link, orm_error *error)
{
    PGconn *connection = link->connection;
    struct pollfd socket = { .fd = PQsocket(connection), .events = POLLIN };
    while (PQstatus(connection) == CONNECTION_OK && poll(&socket, 1, 0) > 0) {
        if (PQconsumeInput(connection) == 0) {
            return orm__postgresql_error_fill(connection, NULL, error);
        }
        (void)PQisBusy(connection); /* hands on what the server says unasked, such as why it ends */
    }
    return ORM_OK;
}

/* The server runs a query once it has all of it. */
static orm_status doubt(const orm_postgresql_link *link, orm_status status, orm_error *error)
{
    if (status == ORM_CONNECTION && !link->flushing) {
        status = error->status = ORM_OUTCOME_UNKNOWN;
    }
    return status;
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

/* Takes the result, which may be NULL. */
static orm_status fail(orm_postgresql_statement *statement, PGresult *result, orm_error *error)
{
    const orm_postgresql_link *link = statement->link;
    orm_status status = orm__postgresql_error_fill(link->connection, result, error);
    statement->stale = orm__postgresql_error_is_stale(result);
    if (statement->has_secret && error->sqlstate[0] != '\0') {
        orm__error_withhold(error);
    }
    if (statement->commits) {
        status = doubt(link, status, error);
    }
    if (orm__postgresql_error_is_broken_text(error)) {
        error->parameter =
            (int)orm__postgresql_text_find_broken(statement->arguments, statement->params.count);
    }
    PQclear(result);
    return status;
}

orm_status orm__postgresql_exchange_collect(orm_postgresql_statement *statement,
                                            PGresult **result_out, orm_error *error)
{
    PGresult *result = NULL;
    if (receive(statement, &result) == ORM_AGAIN) {
        return ORM_AGAIN;
    }
    if (result == NULL || is_error(result)) {
        return fail(statement, result, error);
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
    PGcancel *cancel = link->is_disowned ? NULL : PQgetCancel(link->connection);
    char reason[256];
    if (cancel != NULL) {
        (void)PQcancel(cancel, reason, sizeof reason); /* else the answer is waited for */
        PQfreeCancel(cancel);
    }
}

/* The server overhears a request that comes before it has begun with the query: so it is
 * repeated. */
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
    bool stores = !orm__postgresql_text_stores_nothing(sql);
    bool commits = orm__postgresql_exchange_would_commit(link, sql, stores);
    orm_status status = commits ? orm__postgresql_exchange_check(link, error) : ORM_OK;
    if (status != ORM_OK) {
        return status;
    }
    if (PQsendQuery(link->connection, sql) == 0) {
        return orm__postgresql_error_fill(link->connection, NULL, error);
    }
    PGresult *result = finish(link);
    if (result == NULL || is_error(result)) {
        status = orm__postgresql_error_fill(link->connection, result, error);
    }
    if (commits && status == ORM_CONNECTION) {
        status = error->status = ORM_OUTCOME_UNKNOWN;
    }
    PQclear(result);
    return status;
}
