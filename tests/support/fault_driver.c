/* Owns the links and statements that stand before those of the driver that is made to fail. */
#include "support/fault_driver.h"

#include <stdio.h>
#include <string.h>

typedef struct fault_link {
    orm_link base;
    orm_link *inner;
    fault_driver *fault;
    orm_allocator allocator;
    bool is_lost;
} fault_link;

typedef struct fault_statement {
    orm_prepared base;
    orm_prepared *inner;
    fault_link *link;
    /* what start was given, until the first fetch hands it on */
    const orm_value *params;
    size_t param_count;
    bool is_streamed, is_started;
    bool is_waiting; /* the last fetch has answered ORM_AGAIN */
    bool is_doomed;  /* it is the call that fails behind its effect */
    bool commits;    /* outside of a transaction it writes */
} fault_statement;

static orm_status fail(orm_error *error, orm_status status)
{
    *error = (orm_error){ .status = status };
    (void)snprintf(error->message, sizeof error->message, "made to fail");
    return status;
}

/* Counts a call. True: it is to fail. */
static bool count(fault_driver *fault)
{
    fault->calls++;
    return fault->fail_at != 0 &&
           (fault->calls == fault->fail_at || (fault->loses_link && fault->calls > fault->fail_at));
}

bool fault_was_met(const fault_driver *fault)
{
    return fault->fail_at != 0 && fault->calls >= fault->fail_at;
}

static bool is_transaction(const fault_link *link)
{
    orm_link_state state = link->fault->inner->state(link->inner);
    return state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED;
}

static bool is_postgresql(const fault_link *link)
{
    return strcmp(link->fault->inner->dialect, "postgresql") == 0;
}

static void run_inner(fault_link *link, const char *sql)
{
    orm_error ignored;
    (void)link->fault->inner->exec(link->inner, sql, &ignored);
}

static void roll_back(fault_link *link)
{
    if (is_transaction(link)) {
        run_inner(link, "ROLLBACK");
    }
}

/* What the failure does to the transaction around it. */
static void refuse(fault_link *link, bool is_commit)
{
    const fault_driver *fault = link->fault;
    bool is_servers = is_postgresql(link) && fault->status != ORM_NO_MEMORY;
    if (fault->effect == FAULT_ROLLED_BACK || (is_servers && is_commit)) {
        roll_back(link);
    } else if (is_servers && is_transaction(link)) {
        run_inner(link, "made to fail");
    }
}

/* The call fails. commits: outside of a transaction it would have stored something. */
static orm_status end_call(fault_link *link, bool commits, bool is_commit, orm_error *error)
{
    const fault_driver *fault = link->fault;
    switch (fault->effect) {
    case FAULT_REFUSED:
    case FAULT_ROLLED_BACK:
        if (!fault->loses_link) {
            refuse(link, is_commit);
        }
        return fail(error, fault->status);
    case FAULT_LOST:
        commits = false;
        break;
    case FAULT_UNANSWERED:
    case FAULT_LOST_AFTER:
        break;
    }
    roll_back(link); /* as the server does */
    link->is_lost = true;
    return fail(error, commits ? ORM_OUTCOME_UNKNOWN : ORM_CONNECTION);
}

static bool fails_after(const fault_link *link)
{
    return link->fault->effect == FAULT_LOST_AFTER;
}

static void *allocate(const orm_allocator *allocator, size_t size)
{
    return allocator->resize(allocator->ctx, NULL, 0, size);
}

/* ---- links ---- */

static orm_status open_link(const orm_link_config *config, orm_link **link_out, orm_error *error)
{
    /* the driver is the first member of its fault, which is not const */
    fault_driver *fault = (fault_driver *)(uintptr_t)config->options->driver;
    orm_link *inner = NULL;
    orm_status status =
        count(fault) ? fail(error, fault->status) : fault->inner->open(config, &inner, error);
    if (status != ORM_OK) {
        return status;
    }
    fault_link *link = allocate(&config->allocator, sizeof *link);
    if (link == NULL) {
        inner->driver->close(inner);
        return fail(error, ORM_NO_MEMORY);
    }
    *link = (fault_link){ .base.driver = &fault->driver,
                          .inner = inner,
                          .fault = fault,
                          .allocator = config->allocator };
    *link_out = &link->base;
    return ORM_OK;
}

static void close_link(orm_link *base)
{
    if (base != NULL) {
        fault_link *link = (fault_link *)base;
        link->inner->driver->close(link->inner);
        (void)link->allocator.resize(link->allocator.ctx, link, sizeof *link, 0);
    }
}

/* Nothing is sent before BEGIN that could be lost. */
static bool would_commit(const fault_link *link, const char *sql)
{
    return is_transaction(link) ? strcmp(sql, "COMMIT") == 0 : strncmp(sql, "BEGIN", 5) != 0;
}

static orm_status exec(orm_link *base, const char *sql, orm_error *error)
{
    fault_link *link = (fault_link *)base;
    if (link->is_lost) {
        return fail(error, ORM_CONNECTION);
    }
    bool commits = would_commit(link, sql);
    bool fails = count(link->fault);
    orm_status status = ORM_OK;
    if (!fails || fails_after(link)) {
        status = link->fault->inner->exec(link->inner, sql, error);
    }
    return fails ? end_call(link, commits, strcmp(sql, "COMMIT") == 0, error) : status;
}

static orm_link_state state(const orm_link *base)
{
    const fault_link *link = (const fault_link *)base;
    const fault_driver *fault = link->fault;
    bool is_lost = link->is_lost || (fault->loses_link && fault_was_met(fault));
    return is_lost ? ORM_LINK_LOST : fault->inner->state(link->inner);
}

static int wait_fd(const orm_link *base, short *events_out)
{
    const fault_link *link = (const fault_link *)base;
    return link->fault->inner->wait_fd(link->inner, events_out);
}

static void set_deadline(orm_link *base, int64_t deadline_ns)
{
    fault_link *link = (fault_link *)base;
    link->fault->inner->set_deadline(link->inner, deadline_ns);
}

static orm_status cancel(orm_link *base)
{
    fault_link *link = (fault_link *)base;
    return link->fault->inner->cancel(link->inner);
}

static void look(orm_link *base)
{
    fault_link *link = (fault_link *)base;
    if (!link->is_lost) {
        link->fault->inner->look(link->inner);
    }
}

static bool can_reopen(const orm_link *base)
{
    const fault_link *link = (const fault_link *)base;
    return link->fault->inner->can_reopen(link->inner);
}

static void disown(orm_link *base)
{
    fault_link *link = (fault_link *)base;
    link->fault->inner->disown(link->inner);
}

static bool knows_inserted_key(orm_link *base, const char *table, const char *column)
{
    fault_link *link = (fault_link *)base;
    return link->fault->inner->knows_inserted_key(link->inner, table, column);
}

/* ---- statements ---- */

/* The inner driver prepares in any case: it may have promised something of the next statement. */
/* NOLINTNEXTLINE(readability-function-size): the driver table asks for six */
static orm_status prepare(orm_link *base, const char *sql, const orm_parameter_type *types,
                          size_t type_count, orm_prepared **prepared_out, orm_error *error)
{
    fault_link *link = (fault_link *)base;
    const orm_driver *driver = link->fault->inner;
    orm_prepared *inner = NULL;
    if (link->is_lost) {
        return fail(error, ORM_CONNECTION);
    }
    link->fault->prepares++;
    bool fails = count(link->fault);
    orm_status status = driver->prepare(link->inner, sql, types, type_count, &inner, error);
    if (status == ORM_OK && fails) {
        driver->finalize(inner);
    }
    if (status != ORM_OK || fails) {
        return fails ? end_call(link, false, false, error) : status;
    }
    fault_statement *statement = allocate(&link->allocator, sizeof *statement);
    if (statement == NULL) {
        driver->finalize(inner);
        return fail(error, ORM_NO_MEMORY);
    }
    *statement = (fault_statement){ .base.link = base, .inner = inner, .link = link };
    *prepared_out = &statement->base;
    return ORM_OK;
}

/* An execution begins. Errors: the connection is gone. */
static orm_status begin(fault_statement *statement, orm_error *error)
{
    const fault_link *link = statement->link;
    if (link->is_lost) {
        return fail(error, ORM_CONNECTION);
    }
    const orm_driver *driver = link->fault->inner;
    statement->commits = !is_transaction(link) &&
                         (driver->only_reads == NULL || !driver->only_reads(statement->inner));
    statement->is_waiting = statement->is_doomed = false;
    return ORM_OK;
}

static orm_status start(orm_prepared *prepared, const orm_value *params, size_t param_count,
                        bool streamed, orm_error *error)
{
    fault_statement *statement = (fault_statement *)prepared;
    orm_status status = begin(statement, error);
    if (status == ORM_OK && count(statement->link->fault)) {
        status = end_call(statement->link, false, false, error);
    }
    if (status == ORM_OK) {
        statement->params = params;
        statement->param_count = param_count;
        statement->is_streamed = streamed;
        statement->is_started = false;
    }
    return status;
}

/* ORM_OK: the fetch may reach the engine. */
static orm_status count_fetch(fault_statement *statement, orm_error *error)
{
    fault_link *link = statement->link;
    if (link->is_lost) {
        return fail(error, ORM_CONNECTION);
    }
    if (!statement->is_waiting && count(link->fault)) {
        statement->is_doomed = fails_after(link);
        return statement->is_doomed ? ORM_OK : end_call(link, statement->commits, false, error);
    }
    return ORM_OK;
}

static orm_status start_inner(fault_statement *statement, orm_error *error)
{
    if (statement->is_started) {
        return ORM_OK;
    }
    statement->is_started = true;
    orm_status status = statement->link->fault->inner->start(
        statement->inner, statement->params, statement->param_count, statement->is_streamed, error);
    return status == ORM_AGAIN ? ORM_OK : status;
}

static orm_status fetch(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx,
                        orm_error *error)
{
    fault_statement *statement = (fault_statement *)prepared;
    orm_status status = count_fetch(statement, error);
    if (status == ORM_OK) {
        status = start_inner(statement, error);
    } else {
        return status;
    }
    if (status == ORM_OK) {
        status = statement->link->fault->inner->fetch(statement->inner, max, row, ctx, error);
    }
    statement->is_waiting = status == ORM_AGAIN;
    if (statement->is_doomed && status >= 0 && status != ORM_AGAIN) {
        status = end_call(statement->link, statement->commits, false, error);
    }
    return status;
}

static orm_status run(orm_prepared *prepared, const orm_value *params, size_t param_count,
                      const orm_row_taker *taker, orm_error *error)
{
    fault_statement *statement = (fault_statement *)prepared;
    fault_link *link = statement->link;
    orm_status status = begin(statement, error);
    if (status != ORM_OK) {
        return status;
    }
    bool fails = count(link->fault);
    if (!fails || fails_after(link)) {
        statement->is_started = true;
        status = link->fault->inner->run(statement->inner, params, param_count, taker, error);
    }
    return fails && status >= 0 ? end_call(link, statement->commits, false, error) : status;
}

static int64_t changes(const orm_prepared *prepared)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->changes(statement->inner);
}

static void seeks_one(orm_link *base, const char *table, const char *column)
{
    fault_link *link = (fault_link *)base;
    link->fault->inner->seeks_one(link->inner, table, column);
}

static int64_t inserted_key(const orm_prepared *prepared)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->inserted_key(statement->inner);
}

static size_t column_count(const orm_prepared *prepared)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->column_count(statement->inner);
}

static const char *column_name(const orm_prepared *prepared, size_t index)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->column_name(statement->inner, index);
}

static const orm_value *failed_row(const orm_prepared *prepared, size_t *count_out)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->failed_row(statement->inner, count_out);
}

static bool only_reads(const orm_prepared *prepared)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->only_reads(statement->inner);
}

static void reset(orm_prepared *prepared)
{
    fault_statement *statement = (fault_statement *)prepared;
    statement->is_started = statement->is_waiting = false;
    statement->link->fault->inner->reset(statement->inner);
}

static void finalize(orm_prepared *prepared)
{
    if (prepared != NULL) {
        fault_statement *statement = (fault_statement *)prepared;
        orm_allocator allocator = statement->link->allocator;
        statement->link->fault->inner->finalize(statement->inner);
        (void)allocator.resize(allocator.ctx, statement, sizeof *statement, 0);
    }
}

/* ---- the driver ---- */

/* What the inner driver leaves to the core is left to it here. */
static void add_optional(orm_driver *driver, const orm_driver *inner)
{
    driver->wait_fd = inner->wait_fd == NULL ? NULL : wait_fd;
    driver->set_deadline = inner->set_deadline == NULL ? NULL : set_deadline;
    driver->cancel = inner->cancel == NULL ? NULL : cancel;
    driver->look = inner->look == NULL ? NULL : look;
    driver->can_reopen = inner->can_reopen == NULL ? NULL : can_reopen;
    driver->disown = inner->disown == NULL ? NULL : disown;
    driver->run = inner->run == NULL ? NULL : run;
    driver->knows_inserted_key = inner->knows_inserted_key == NULL ? NULL : knows_inserted_key;
    driver->seeks_one = inner->seeks_one == NULL ? NULL : seeks_one;
    driver->inserted_key = inner->inserted_key == NULL ? NULL : inserted_key;
    driver->column_count = inner->column_count == NULL ? NULL : column_count;
    driver->column_name = inner->column_name == NULL ? NULL : column_name;
    driver->failed_row = inner->failed_row == NULL ? NULL : failed_row;
    driver->only_reads = inner->only_reads == NULL ? NULL : only_reads;
}

void fault_init(fault_driver *fault, const orm_driver *inner, size_t fail_at, orm_status status)
{
    *fault = (fault_driver){
        .driver = { .name = inner->name,
                    .dialect = inner->dialect,
                    .open = open_link,
                    .close = close_link,
                    .prepare = prepare,
                    .start = start,
                    .fetch = fetch,
                    .changes = changes,
                    .reset = reset,
                    .finalize = finalize,
                    .exec = exec,
                    .state = state },
        .inner = inner,
        .fail_at = fail_at,
        .status = status,
    };
    add_optional(&fault->driver, inner);
}
