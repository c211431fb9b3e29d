/* Owns the decorator that times statements and reports one event for each execution, when it is
 * complete, has failed or is left. Passes everything else on as it is. */
#include "driver/trace.h"

#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"

typedef struct trace_link {
    orm_link base;
    orm_driver driver; /* a copy, with the names of the driver that is traced */
    orm_link *inner;
    orm_allocator allocator;
    orm_trace trace;
} trace_link;

typedef struct trace_statement {
    orm_prepared base;
    orm_prepared *inner;
    trace_link *link;
    char *sql;
    orm_parameter_type *types; /* a copy; NULL where there are none */
    size_t type_count;
    orm_trace_run run;
    bool running;
    int64_t started_ns;
    int64_t rows;
} trace_statement;

/* What the caller's row function gets, with a count. */
typedef struct counted_row {
    orm_row_fn row;
    void *ctx;
    int64_t count;
} counted_row;

static void report(const trace_link *link, const orm_log_event *ended, const orm_trace_run *run,
                   int64_t started_ns)
{
    orm_log_event event = *ended;
    orm_link_state state = link->inner->driver->state(link->inner);
    event.level = ORM_LOG_STATEMENT;
    event.duration_ns = orm__clock_now() - started_ns;
    event.caller = *link->trace.caller;
    event.in_transaction = state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED;
    link->trace.tell(link->trace.ctx, &event, run);
}

/* ---- link ---- */

static void trace_close(orm_link *base)
{
    if (base == NULL) {
        return;
    }
    trace_link *link = (trace_link *)base;
    orm_allocator allocator = link->allocator;
    link->inner->driver->close(link->inner);
    orm__alloc_free(&allocator, link, sizeof *link);
}

static void report_script(const trace_link *link, const char *sql, const orm_error *error,
                          int64_t started_ns)
{
    static const orm_trace_run no_values = { .count = 0 };
    report(link,
           &(orm_log_event){ .sql = sql,
                             .status = error == NULL ? ORM_OK : error->status,
                             .message = error == NULL ? NULL : error->message },
           &no_values, started_ns);
}

static orm_status trace_exec(orm_link *base, const char *sql, orm_error *error)
{
    trace_link *link = (trace_link *)base;
    int64_t started_ns = orm__clock_now();
    orm_status status = link->inner->driver->exec(link->inner, sql, error);
    report_script(link, sql, status < 0 ? error : NULL, started_ns);
    return status;
}

static orm_status trace_renew(orm_link *base, const char *script, orm_error *error)
{
    trace_link *link = (trace_link *)base;
    int64_t started_ns = orm__clock_now();
    orm_status status = link->inner->driver->renew(link->inner, script, error);
    if (script != NULL || status < 0) {
        report_script(link, script == NULL ? "" : script, status < 0 ? error : NULL, started_ns);
    }
    return status;
}

static orm_link_state trace_state(const orm_link *base)
{
    const orm_link *inner = ((const trace_link *)base)->inner;
    return inner->driver->state(inner);
}

static int trace_wait_fd(const orm_link *base, short *events_out)
{
    const orm_link *inner = ((const trace_link *)base)->inner;
    return inner->driver->wait_fd(inner, events_out);
}

static void trace_set_deadline(orm_link *base, int64_t deadline_ns)
{
    orm_link *inner = ((trace_link *)base)->inner;
    inner->driver->set_deadline(inner, deadline_ns);
}

static orm_status trace_cancel(orm_link *base)
{
    orm_link *inner = ((trace_link *)base)->inner;
    return inner->driver->cancel(inner);
}

static void trace_look(orm_link *base)
{
    orm_link *inner = ((trace_link *)base)->inner;
    inner->driver->look(inner);
}

static void *trace_native(orm_link *base)
{
    orm_link *inner = ((trace_link *)base)->inner;
    return inner->driver->native(inner);
}

static bool trace_can_reopen(const orm_link *base)
{
    const orm_link *inner = ((const trace_link *)base)->inner;
    return inner->driver->can_reopen(inner);
}

static bool trace_is_shared(const orm_link *base)
{
    const orm_link *inner = ((const trace_link *)base)->inner;
    return inner->driver->is_shared(inner);
}

static void trace_disown(orm_link *base)
{
    orm_link *inner = ((trace_link *)base)->inner;
    inner->driver->disown(inner);
}

static orm_status trace_notification(orm_link *base, orm_notification *note_out, orm_error *error)
{
    orm_link *inner = ((trace_link *)base)->inner;
    return inner->driver->notification(inner, note_out, error);
}

static orm_status trace_set_function(orm_link *base, const orm_driver_function *function,
                                     orm_error *error)
{
    orm_link *inner = ((trace_link *)base)->inner;
    return inner->driver->set_function(inner, function, error);
}

/* ---- statement ---- */

static void report_end(trace_statement *statement, orm_status status, const char *message)
{
    if (!statement->running) {
        return;
    }
    statement->running = false;
    int64_t rows = statement->rows;
    if (rows == 0 && status >= 0) {
        rows = statement->inner->link->driver->changes(statement->inner);
    }
    report(statement->link,
           &(orm_log_event){
               .sql = statement->sql, .status = status, .rows = rows, .message = message },
           &statement->run, statement->started_ns);
}

static void trace_reset(orm_prepared *prepared)
{
    trace_statement *statement = (trace_statement *)prepared;
    report_end(statement, ORM_OK, NULL);
    statement->inner->link->driver->reset(statement->inner);
}

static void free_statement(trace_statement *statement)
{
    orm_allocator allocator = statement->link->allocator;
    orm__alloc_free(&allocator, statement->sql,
                    statement->sql == NULL ? 0 : strlen(statement->sql) + 1);
    orm__alloc_free(&allocator, statement->types, statement->type_count * sizeof *statement->types);
    orm__alloc_free(&allocator, statement, sizeof *statement);
}

static void trace_finalize(orm_prepared *prepared)
{
    if (prepared != NULL) {
        trace_statement *statement = (trace_statement *)prepared;
        trace_reset(prepared);
        statement->inner->link->driver->finalize(statement->inner);
        free_statement(statement);
    }
}

/* What is said of an execution later, when the caller's own is gone. False: no memory. */
static bool keep_question(trace_statement *statement, const char *sql,
                          const orm_parameter_type *types, size_t type_count)
{
    const orm_allocator *allocator = &statement->link->allocator;
    statement->sql = orm__alloc_text(allocator, sql);
    if (statement->sql == NULL || type_count == 0) {
        return statement->sql != NULL;
    }
    statement->types = orm__alloc_array(allocator, type_count, sizeof *types);
    if (statement->types == NULL) {
        return false;
    }
    memcpy(statement->types, types, type_count * sizeof *types);
    statement->type_count = type_count;
    return true;
}

/* NOLINTNEXTLINE(readability-function-size): the driver table asks for six */
static orm_status trace_prepare(orm_link *base, const char *sql, const orm_parameter_type *types,
                                size_t type_count, orm_prepared **prepared_out, orm_error *error)
{
    trace_link *link = (trace_link *)base;
    trace_statement *statement = orm__alloc_zeroed(&link->allocator, 1, sizeof *statement);
    if (statement == NULL) {
        return orm__error_no_memory(error);
    }
    statement->base.link = base;
    statement->link = link;
    int64_t started_ns = orm__clock_now();
    orm_status status = !keep_question(statement, sql, types, type_count)
                            ? orm__error_no_memory(error)
                            : link->inner->driver->prepare(link->inner, sql, types, type_count,
                                                           &statement->inner, error);
    if (status == ORM_OK) {
        *prepared_out = &statement->base;
    } else {
        free_statement(statement);
        report(link, &(orm_log_event){ .sql = sql, .status = status, .message = error->message },
               NULL, started_ns);
    }
    return status;
}

static orm_status trace_start(orm_prepared *prepared, const orm_value *params, size_t param_count,
                              bool streamed, orm_error *error)
{
    trace_statement *statement = (trace_statement *)prepared;
    bool ran_already = statement->running;
    if (!ran_already) {
        statement->rows = 0;
        statement->started_ns = orm__clock_now();
        statement->run =
            (orm_trace_run){ .types = statement->types,
                             .values = params,
                             .count = param_count < statement->type_count ? param_count
                                                                          : statement->type_count };
    }
    orm_status status = statement->inner->link->driver->start(statement->inner, params, param_count,
                                                              streamed, error);
    statement->running = true;
    if (status < 0 && !ran_already) {
        report_end(statement, status, error->message);
    }
    return status;
}

static orm_status count_row(void *ctx, const orm_value *values, size_t count)
{
    counted_row *counted = ctx;
    counted->count++;
    return counted->row == NULL ? ORM_OK : counted->row(counted->ctx, values, count);
}

static orm_status trace_fetch(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx,
                              orm_error *error)
{
    trace_statement *statement = (trace_statement *)prepared;
    counted_row counted = { .row = row, .ctx = ctx };
    orm_status status =
        statement->inner->link->driver->fetch(statement->inner, max, count_row, &counted, error);
    statement->rows += counted.count;
    if (status == ORM_DONE) {
        report_end(statement, ORM_OK, NULL);
    } else if (status < 0) {
        report_end(statement, status, error->message);
    }
    return status;
}

static int64_t trace_changes(const orm_prepared *prepared)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->changes(inner);
}

static bool trace_knows_inserted_key(orm_link *base, const char *table, const char *column)
{
    orm_link *inner = ((trace_link *)base)->inner;
    return inner->driver->knows_inserted_key(inner, table, column);
}

static void trace_seeks_one(orm_link *base, const char *table, const char *column)
{
    orm_link *inner = ((trace_link *)base)->inner;
    inner->driver->seeks_one(inner, table, column);
}

static int64_t trace_inserted_key(const orm_prepared *prepared)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->inserted_key(inner);
}

static size_t trace_column_count(const orm_prepared *prepared)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->column_count(inner);
}

static const char *trace_column_name(const orm_prepared *prepared, size_t index)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->column_name(inner, index);
}

static const orm_value *trace_failed_row(const orm_prepared *prepared, size_t *count_out)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->failed_row(inner, count_out);
}

static bool trace_only_reads(const orm_prepared *prepared)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->only_reads(inner);
}

static uint64_t trace_prepared_again(const orm_prepared *prepared)
{
    const orm_prepared *inner = ((const trace_statement *)prepared)->inner;
    return inner->link->driver->prepared_again(inner);
}

orm_status orm__trace_wrap(orm_link *inner, const orm_allocator *allocator, const orm_trace *trace,
                           orm_link **link_out, orm_error *error)
{
    trace_link *link = orm__alloc_zeroed(allocator, 1, sizeof *link);
    if (link == NULL) {
        return orm__error_no_memory(error);
    }
    link->driver = (orm_driver){
        .name = inner->driver->name,
        .dialect = inner->driver->dialect,
        .open = inner->driver->open,
        .close = trace_close,
        .prepare = trace_prepare,
        .start = trace_start,
        .fetch = trace_fetch,
        .changes = trace_changes,
        .reset = trace_reset,
        .finalize = trace_finalize,
        .exec = trace_exec,
        .state = trace_state,
        .wait_fd = inner->driver->wait_fd == NULL ? NULL : trace_wait_fd,
        .set_deadline = inner->driver->set_deadline == NULL ? NULL : trace_set_deadline,
        .cancel = inner->driver->cancel == NULL ? NULL : trace_cancel,
        .look = inner->driver->look == NULL ? NULL : trace_look,
        .native = inner->driver->native == NULL ? NULL : trace_native,
        .can_reopen = inner->driver->can_reopen == NULL ? NULL : trace_can_reopen,
        .is_shared = inner->driver->is_shared == NULL ? NULL : trace_is_shared,
        .renew = inner->driver->renew == NULL ? NULL : trace_renew,
        .disown = inner->driver->disown == NULL ? NULL : trace_disown,
        .knows_inserted_key =
            inner->driver->knows_inserted_key == NULL ? NULL : trace_knows_inserted_key,
        .inserted_key = trace_inserted_key,
        .seeks_one = inner->driver->seeks_one == NULL ? NULL : trace_seeks_one,
        .column_count = inner->driver->column_count == NULL ? NULL : trace_column_count,
        .column_name = inner->driver->column_name == NULL ? NULL : trace_column_name,
        .failed_row = inner->driver->failed_row == NULL ? NULL : trace_failed_row,
        .only_reads = inner->driver->only_reads == NULL ? NULL : trace_only_reads,
        .prepared_again = inner->driver->prepared_again == NULL ? NULL : trace_prepared_again,
        .set_function = inner->driver->set_function == NULL ? NULL : trace_set_function,
        .notification = inner->driver->notification == NULL ? NULL : trace_notification,
    };
    link->base.driver = &link->driver;
    link->inner = inner;
    link->allocator = *allocator;
    link->trace = *trace;
    *link_out = &link->base;
    return ORM_OK;
}
