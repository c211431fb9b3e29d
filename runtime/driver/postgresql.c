/* Owns connections to PostgreSQL: opening, scripts, state, and what the server keeps for us until
 * it can be freed. */
/* getentropy is no part of C11 */
#define _DEFAULT_SOURCE
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"
#include "driver/postgresql.h"

/* ---- open ---- */

/* Tells a URL that libpq cannot read from a server that it cannot reach. */
static orm_status check_url(const char *url, orm_error *error)
{
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &message);
    orm_status status = ORM_OK;
    if (options == NULL && message == NULL) {
        status = orm__error_no_memory(error);
    } else if (options == NULL) {
        status = orm__postgresql_error_message(error, ORM_MISUSE, message);
    }
    PQconninfoFree(options);
    PQfreemem(message);
    return status;
}

/* In seconds: what the options allow, at most what is left until the deadline; 0 = no limit. */
static int find_timeout(const orm_options *options, int64_t deadline_ns)
{
    int allowed = options->connect_timeout_s > 0 ? options->connect_timeout_s : 0;
    if (deadline_ns == 0) {
        return allowed;
    }
    int left = orm__clock_left_ms(deadline_ns) / 1000 + 1;
    return allowed == 0 || left < allowed ? left : allowed;
}

static PGconn *connect_to(const char *url, const orm_options *options, int64_t deadline_ns)
{
    char timeout[16];
    int timeout_s = find_timeout(options, deadline_ns);
    (void)snprintf(timeout, sizeof timeout, "%d", timeout_s);
    /* What stands behind dbname overrides what its URL says. */
    const char *keywords[] = { "dbname", "client_encoding", "fallback_application_name", NULL, NULL,
                               NULL };
    const char *values[] = { url, "UTF8", "corm", NULL, NULL, NULL };
    size_t count = 3;
    if (timeout_s > 0) {
        keywords[count] = "connect_timeout";
        values[count++] = timeout;
    }
    if (options->application_name != NULL) {
        keywords[count] = "application_name";
        values[count++] = options->application_name;
    }
    return PQconnectdbParams(keywords, values, 1);
}

static void pass_notice(void *ctx, const PGresult *result)
{
    const orm_postgresql_link *link = ctx;
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    orm_error line; /* for its one line */
    bool is_secret = link->running != NULL && link->running->has_secret;
    if (is_secret) {
        message = "what the server said of a statement with redacted values";
    }
    if (severity != NULL && message != NULL) {
        (void)orm__error_set(&line, ORM_OK, "%s: %s", severity, message);
    } else {
        (void)orm__postgresql_error_message(&line, ORM_OK, PQresultErrorMessage(result));
    }
    link->notice(link->notice_ctx, line.message);
}

/* Where a database or a role has the old way switched on, a backslash in a literal of the library's
 * own texts (a DEFAULT, an ESCAPE) would be no backslash. */
static orm_status make_literals_standard(orm_postgresql_link *link, orm_error *error)
{
    const char *now = PQparameterStatus(link->connection, "standard_conforming_strings");
    if (now != NULL && strcmp(now, "on") == 0) {
        return ORM_OK;
    }
    return orm__postgresql_exchange_script(link, "SET standard_conforming_strings = on", error);
}

/* A connection of the program's speaks what the program had it speak. */
static orm_status make_text_utf8(orm_postgresql_link *link, orm_error *error)
{
    const char *now = PQparameterStatus(link->connection, "client_encoding");
    if (now != NULL && strcmp(now, "UTF8") == 0) {
        return ORM_OK;
    }
    return orm__postgresql_exchange_script(link, "SET client_encoding = 'UTF8'", error);
}

static orm_status set_session(orm_postgresql_link *link, orm_error *error)
{
    orm_status status = make_text_utf8(link, error);
    if (status == ORM_OK) {
        status = make_literals_standard(link, error);
    }
    if (status == ORM_OK && link->is_read_only && link->keeps_nothing) {
        return orm__error_set(error, ORM_NOT_SUPPORTED,
                              "read_only is a setting of the session, which statements without a "
                              "name do not rely on: connect as a role that may only read");
    }
    if (status == ORM_OK && link->is_read_only) {
        status =
            orm__postgresql_exchange_script(link, "SET default_transaction_read_only = on", error);
    }
    return status;
}

static orm_status set_up(orm_postgresql_link *link, orm_error *error)
{
    if (link->connection == NULL) {
        return orm__error_no_memory(error);
    }
    if (PQstatus(link->connection) != CONNECTION_OK) {
        return orm__postgresql_error_message(error, ORM_CONNECTION,
                                             PQerrorMessage(link->connection));
    }
    if (!link->is_borrowed) {
        (void)PQsetNoticeReceiver(link->connection, pass_notice, link);
    }
    link->cancel = PQgetCancel(link->connection);
    if (link->cancel == NULL) {
        return orm__error_no_memory(error);
    }
    if (PQsetnonblocking(link->connection, 1) != 0) {
        return orm__postgresql_error_fill(link->connection, NULL, error);
    }
    return set_session(link, error);
}

/* The program's connection forgets us. */
static void give_back(orm_postgresql_link *link)
{
    if (!link->is_disowned && PQstatus(link->connection) == CONNECTION_OK) {
        orm__postgresql_sweep(link);
        (void)PQsetnonblocking(link->connection, link->was_nonblocking);
    }
}

static void close_link(orm_link *base)
{
    if (base == NULL) {
        return;
    }
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    orm_allocator allocator = link->allocator;
    PQclear(link->answer);
    orm__postgresql_notify_forget(link);
    PQfreeCancel(link->cancel);
    if (link->is_borrowed) {
        give_back(link);
    } else if (!link->is_disowned ||
               link->may_say_goodbye) { /* else it is left to the process's end */
        PQfinish(link->connection);
    }
    while (link->leftovers != NULL) { /* they ended with the connection */
        orm_postgresql_leftover *leftover = link->leftovers;
        link->leftovers = leftover->next;
        orm__postgresql_leftover_free(link, leftover);
    }
    orm__alloc_free(&allocator, link, sizeof *link);
}

static orm_status check_config(const orm_link_config *config, orm_error *error)
{
    if (config->native == NULL) {
        return check_url(config->url, error);
    }
    PGconn *connection = config->native;
    if (PQstatus(connection) != CONNECTION_OK) {
        return orm__postgresql_error_message(error, ORM_CONNECTION, PQerrorMessage(connection));
    }
    switch (PQtransactionStatus(connection)) {
    case PQTRANS_IDLE:
    case PQTRANS_INTRANS:
        return ORM_OK;
    case PQTRANS_ACTIVE:
    case PQTRANS_INERROR:
    case PQTRANS_UNKNOWN:
        break;
    }
    return orm__error_set(error, ORM_MISUSE,
                          "the connection is in the middle of a query or of an aborted "
                          "transaction");
}

static void connect_link(orm_postgresql_link *link, const orm_link_config *config)
{
    link->is_borrowed = config->native != NULL;
    if (link->is_borrowed) {
        link->connection = config->native;
        link->was_nonblocking = PQisnonblocking(link->connection);
    } else {
        link->connection = connect_to(config->url, config->options, config->deadline_ns);
    }
}

static orm_status open_link(const orm_link_config *config, orm_link **link_out, orm_error *error)
{
    orm_status status = check_config(config, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_postgresql_link *link = orm__alloc_zeroed(&config->allocator, 1, sizeof *link);
    if (link == NULL) {
        return orm__error_no_memory(error);
    }
    link->base.driver = &orm_driver_postgresql;
    link->allocator = config->allocator;
    link->notice = config->notice;
    link->notice_ctx = config->notice_ctx;
    link->is_read_only = config->options->read_only;
    link->keeps_nothing = config->options->statements != ORM_STATEMENTS_NAMED;
    if (getentropy(&link->name_seed, sizeof link->name_seed) != 0) {
        status = orm__error_set(error, ORM_ENGINE, "the system has no random numbers");
        goto done;
    }
    orm__postgresql_cancel_set_deadline(&link->base, config->deadline_ns);
    status = orm__postgresql_cancel_let_pass(link, error);
    if (status != ORM_OK) {
        goto done;
    }
    connect_link(link, config);
    status = set_up(link, error);
done:
    if (status == ORM_OK) {
        *link_out = &link->base;
    } else {
        close_link(&link->base);
    }
    return status;
}

/* ---- the rest of the link ---- */

static orm_status run_script(orm_link *base, const char *sql, orm_error *error)
{
    return orm__postgresql_exchange_script((orm_postgresql_link *)base, sql, error);
}

static orm_link_state find_state(const orm_link *base)
{
    const orm_postgresql_link *link = (const orm_postgresql_link *)base;
    const PGconn *connection = link->connection;
    if (link->is_disowned || PQstatus(connection) != CONNECTION_OK) {
        return ORM_LINK_LOST;
    }
    switch (PQtransactionStatus(connection)) {
    case PQTRANS_IDLE:
        return ORM_LINK_IDLE;
    case PQTRANS_ACTIVE: /* a query is on its way; for all one knows it is inside of one */
    case PQTRANS_INTRANS:
        return ORM_LINK_IN_TRANSACTION;
    case PQTRANS_INERROR:
        return ORM_LINK_ABORTED;
    case PQTRANS_UNKNOWN:
        break;
    }
    return ORM_LINK_LOST;
}

/* While a query runs, its answer will tell. */
static void look(orm_link *base)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    orm_error ignored;
    if (link->running == NULL) {
        (void)orm__postgresql_exchange_check(link, &ignored);
    }
}

static bool can_reopen(const orm_link *base)
{
    return !((const orm_postgresql_link *)base)->is_borrowed;
}

/* What is on its way is received first. */
static void *find_native(orm_link *base)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    orm__postgresql_exchange_settle(link);
    return link->connection;
}

static int find_wait_fd(const orm_link *base, short *events_out)
{
    const orm_postgresql_link *link = (const orm_postgresql_link *)base;
    *events_out = (short)(link->flushing ? POLLIN | POLLOUT : POLLIN);
    return PQsocket(link->connection);
}

void orm__postgresql_name(orm_postgresql_link *link, char *name, size_t size)
{
    link->name_count++;
    (void)snprintf(name, size, "orm_%016llx_%llu", (unsigned long long)link->name_seed,
                   (unsigned long long)link->name_count);
}

/* ---- what the server keeps ---- */

orm_status orm__postgresql_leftover_new(orm_postgresql_link *link, const char *verb,
                                        const char *name, orm_postgresql_leftover **leftover_out,
                                        orm_error *error)
{
    orm_postgresql_leftover *leftover = orm__alloc_zeroed(&link->allocator, 1, sizeof *leftover);
    if (leftover == NULL) {
        return orm__error_no_memory(error);
    }
    (void)snprintf(leftover->sql, sizeof leftover->sql, "%s %s", verb, name);
    *leftover_out = leftover;
    return ORM_OK;
}

void orm__postgresql_leftover_free(orm_postgresql_link *link, orm_postgresql_leftover *leftover)
{
    orm__alloc_free(&link->allocator, leftover, sizeof *leftover);
}

void orm__postgresql_leave(orm_postgresql_link *link, orm_postgresql_leftover *leftover)
{
    if (leftover != NULL) {
        leftover->next = link->leftovers;
        link->leftovers = leftover;
    }
}

void orm__postgresql_sweep(orm_postgresql_link *link)
{
    orm__postgresql_exchange_settle(link);
    while (link->leftovers != NULL && find_state(&link->base) == ORM_LINK_IDLE &&
           !orm__postgresql_cancel_is_due(link)) {
        orm_postgresql_leftover *leftover = link->leftovers;
        link->leftovers = leftover->next;
        /* What cannot be freed is gone already: DEALLOCATE ALL, DISCARD ALL. */
        (void)orm__postgresql_exchange_script(link, leftover->sql, NULL);
        orm__postgresql_leftover_free(link, leftover);
    }
}

static orm_status renew(orm_link *base, const char *script, orm_error *error)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    orm__postgresql_sweep(link);
    if (script == NULL) {
        return ORM_OK;
    }
    orm_status status = orm__postgresql_exchange_script(link, script, error);
    return status == ORM_OK ? set_session(link, error) : status;
}

const orm_driver orm_driver_postgresql = {
    .name = "postgresql",
    .dialect = "postgresql",
    .open = open_link,
    .close = close_link,
    .prepare = orm__postgresql_statement_prepare,
    .start = orm__postgresql_statement_start,
    .fetch = orm__postgresql_statement_fetch,
    .changes = orm__postgresql_statement_changes,
    .reset = orm__postgresql_statement_reset,
    .finalize = orm__postgresql_statement_finalize,
    .exec = run_script,
    .state = find_state,
    .column_count = orm__postgresql_statement_column_count,
    .column_name = orm__postgresql_statement_column_name,
    .failed_row = orm__postgresql_rows_failed,
    .prepared_again = orm__postgresql_statement_prepared_again,
    .only_reads = orm__postgresql_statement_only_reads,
    .wait_fd = find_wait_fd,
    .set_deadline = orm__postgresql_cancel_set_deadline,
    .cancel = orm__postgresql_cancel_request,
    .look = look,
    .native = find_native,
    .can_reopen = can_reopen,
    .renew = renew,
    .disown = orm__postgresql_socket_disown,
    .notification = orm__postgresql_notify_next,
};
