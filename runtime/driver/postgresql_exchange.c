/* Owns the conversation on the socket: at most one query is on its way; its answer is collected
 * without waiting, and belongs to the statement that sent it. Watches the answers for transactions
 * that end, because cursors end with them. */
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "driver/postgresql.h"

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

static void throw_copy_away(orm_postgresql_link *link)
{
    char *data = NULL;
    for (int size = 0; (size = PQgetCopyData(link->connection, &data, 1)) >= 0;) {
        if (size == 0) { /* nothing has arrived yet */
            orm__postgresql_cancel_attend(link);
            (void)PQconsumeInput(link->connection);
        }
        PQfreemem(data);
    }
}

/* Copying needs a conversation of its own, which no caller of exec can hold. */
static void end_copy(orm_postgresql_link *link, ExecStatusType status)
{
    if (status == PGRES_COPY_IN) {
        (void)PQputCopyEnd(link->connection, "no data can be given here");
        link->flushing = true;
    } else if (status == PGRES_COPY_OUT) {
        throw_copy_away(link);
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
    end_copy(link, PQresultStatus(result));
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

/* Waits for the answer, as long as there is time. */
static PGresult *finish(orm_postgresql_link *link)
{
    PGresult *result = NULL;
    while (poll_answer(link, &result) == ORM_AGAIN) {
        orm__postgresql_cancel_attend(link);
    }
    return result;
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

/* The server runs a query once it has all of it. What was stopped for its time has no other cause
 * than that. */
static orm_status judge(const orm_postgresql_link *link, bool commits, orm_status status,
                        orm_error *error)
{
    if (status == ORM_CONNECTION && commits && !link->flushing) {
        return error->status = ORM_OUTCOME_UNKNOWN;
    }
    if (!link->was_stopped || (status != ORM_INTERRUPTED && status != ORM_CONNECTION)) {
        return status;
    }
    orm__error_text(error->message, sizeof error->message,
                    status == ORM_INTERRUPTED
                        ? orm_status_text(ORM_TIMEOUT)
                        : "time limit reached, and the server does not let itself be stopped: the "
                          "connection was given up");
    return error->status = ORM_TIMEOUT;
}

orm_status orm__postgresql_exchange_judge(const orm_postgresql_link *link, bool commits,
                                          const PGresult *result, orm_error *error)
{
    orm_status status = orm__postgresql_error_fill(link->connection, result, error);
    return judge(link, commits, status, error);
}

/* ---- for statements ---- */

void orm__postgresql_exchange_expect(orm_postgresql_link *link)
{
    link->waited = false;
    link->flushing = true;
    link->was_stopped = false;
}

orm_status orm__postgresql_exchange_begin(orm_postgresql_link *link,
                                          orm_postgresql_statement *owner, int sent,
                                          orm_error *error)
{
    if (sent == 0) {
        return orm__postgresql_error_fill(link->connection, NULL, error);
    }
    link->running = owner;
    orm__postgresql_exchange_expect(link);
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
    orm_status status = orm__postgresql_exchange_judge(link, statement->commits, result, error);
    statement->stale = orm__postgresql_error_is_stale(result) ||
                       (link->keeps_nothing && orm__postgresql_error_is_of_text(result));
    if (statement->has_secret && error->sqlstate[0] != '\0') {
        orm__error_withhold(error);
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
        if (!orm__postgresql_cancel_is_due(statement->link)) {
            return ORM_AGAIN;
        }
        result = finish(statement->link);
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

/* Waits for the answer to what was sent, which is no statement's. *result_out: owned, also on
 * failure. */
static orm_status converse(orm_postgresql_link *link, int sent, bool commits, PGresult **result_out,
                           orm_error *error)
{
    if (sent == 0) {
        return orm__postgresql_error_fill(link->connection, NULL, error);
    }
    orm__postgresql_exchange_expect(link);
    *result_out = finish(link);
    if (*result_out != NULL && !is_error(*result_out)) {
        return ORM_OK;
    }
    return orm__postgresql_exchange_judge(link, commits, *result_out, error);
}

orm_status orm__postgresql_exchange_ask(orm_postgresql_link *link, int sent, PGresult **result_out,
                                        orm_error *error)
{
    PGresult *result = NULL;
    orm_status status = converse(link, sent, false, &result, error);
    if (status == ORM_OK) {
        *result_out = result;
    } else {
        PQclear(result);
    }
    return status;
}

orm_status orm__postgresql_exchange_ready(orm_postgresql_link *link, orm_error *error)
{
    orm__postgresql_exchange_settle(link);
    return orm__postgresql_cancel_let_pass(link, error);
}

void orm__postgresql_exchange_settle(orm_postgresql_link *link)
{
    orm_postgresql_statement *owner = link->running;
    if (owner != NULL) {
        owner->settled = finish(link);
        owner->is_settled = true;
    }
}

/* Stops the query that runs, now. */
static PGresult *stop(orm_postgresql_link *link)
{
    int64_t stop_at = link->stop_at;
    link->waited = true;
    link->stop_at = orm__clock_now();
    PGresult *result = finish(link);
    link->stop_at = stop_at;
    return result;
}

void orm__postgresql_exchange_abandon(orm_postgresql_statement *statement, PGresult **result_out)
{
    if (statement->link->running == statement) {
        *result_out = stop(statement->link);
    } else {
        (void)receive(statement, result_out);
    }
}

orm_status orm__postgresql_exchange_script(orm_postgresql_link *link, const char *sql,
                                           orm_error *error)
{
    orm_error ignored;
    error = error == NULL ? &ignored : error;
    orm_status status = orm__postgresql_exchange_ready(link, error);
    if (status != ORM_OK) {
        return status;
    }
    bool stores = !orm__postgresql_text_stores_nothing(sql);
    bool commits = orm__postgresql_exchange_would_commit(link, sql, stores);
    status = commits ? orm__postgresql_exchange_check(link, error) : ORM_OK;
    PGresult *result = NULL;
    if (status == ORM_OK) {
        status = converse(link, PQsendQuery(link->connection, sql), commits, &result, error);
    }
    PQclear(result);
    return status;
}
