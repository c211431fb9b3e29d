/* Owns the links and statements that stand before those of the driver that is made to fail. */
#include "support/fault_driver.h"

#include <stdio.h>

typedef struct fault_link {
    orm_link base;
    orm_link *inner;
    fault_driver *fault;
    orm_allocator allocator;
} fault_link;

typedef struct fault_statement {
    orm_prepared base;
    orm_prepared *inner;
    fault_link *link;
} fault_statement;

static orm_status fail(orm_error *error, orm_status status)
{
    *error = (orm_error){ .status = status };
    (void)snprintf(error->message, sizeof error->message, "made to fail");
    return status;
}

/* Counts a call; ORM_OK: it may go through. */
static orm_status count(fault_driver *fault, orm_error *error)
{
    fault->calls++;
    bool fails = fault->fail_at != 0 && (fault->calls == fault->fail_at ||
                                         (fault->loses_link && fault->calls > fault->fail_at));
    return fails ? fail(error, fault->status) : ORM_OK;
}

static void *allocate(const orm_allocator *allocator, size_t size)
{
    return allocator->resize(allocator->ctx, NULL, 0, size);
}

static orm_status open_link(const orm_link_config *config, orm_link **link_out, orm_error *error)
{
    /* the driver is the first member of its fault, which is not const */
    fault_driver *fault = (fault_driver *)(uintptr_t)config->options->driver;
    orm_link *inner = NULL;
    orm_status status = count(fault, error);
    if (status == ORM_OK) {
        status = fault->inner->open(config, &inner, error);
    }
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

/* NOLINTNEXTLINE(readability-function-size): the driver table asks for six */
static orm_status prepare(orm_link *base, const char *sql, const orm_parameter_type *types,
                          size_t type_count, orm_prepared **prepared_out, orm_error *error)
{
    fault_link *link = (fault_link *)base;
    orm_prepared *inner = NULL;
    link->fault->prepares++;
    orm_status status = count(link->fault, error);
    if (status == ORM_OK) {
        status = link->fault->inner->prepare(link->inner, sql, types, type_count, &inner, error);
    }
    if (status != ORM_OK) {
        return status;
    }
    fault_statement *statement = allocate(&link->allocator, sizeof *statement);
    if (statement == NULL) {
        link->fault->inner->finalize(inner);
        return fail(error, ORM_NO_MEMORY);
    }
    *statement = (fault_statement){ .base.link = base, .inner = inner, .link = link };
    *prepared_out = &statement->base;
    return ORM_OK;
}

static orm_status start(orm_prepared *prepared, const orm_value *params, size_t param_count,
                        bool streamed, orm_error *error)
{
    fault_statement *statement = (fault_statement *)prepared;
    fault_driver *fault = statement->link->fault;
    orm_status status = count(fault, error);
    return status == ORM_OK
               ? fault->inner->start(statement->inner, params, param_count, streamed, error)
               : status;
}

static orm_status fetch(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx,
                        orm_error *error)
{
    fault_statement *statement = (fault_statement *)prepared;
    fault_driver *fault = statement->link->fault;
    orm_status status = count(fault, error);
    return status == ORM_OK ? fault->inner->fetch(statement->inner, max, row, ctx, error) : status;
}

static int64_t changes(const orm_prepared *prepared)
{
    const fault_statement *statement = (const fault_statement *)prepared;
    return statement->link->fault->inner->changes(statement->inner);
}

static bool knows_inserted_key(orm_link *base, const char *table, const char *column)
{
    fault_link *link = (fault_link *)base;
    return link->fault->inner->knows_inserted_key(link->inner, table, column);
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

static orm_status exec(orm_link *base, const char *sql, orm_error *error)
{
    fault_link *link = (fault_link *)base;
    orm_status status = count(link->fault, error);
    return status == ORM_OK ? link->fault->inner->exec(link->inner, sql, error) : status;
}

static orm_link_state state(const orm_link *base)
{
    const fault_link *link = (const fault_link *)base;
    const fault_driver *fault = link->fault;
    bool is_lost = fault->loses_link && fault->fail_at != 0 && fault->calls >= fault->fail_at;
    return is_lost ? ORM_LINK_LOST : fault->inner->state(link->inner);
}

static int wait_fd(const orm_link *base, short *events_out)
{
    const fault_link *link = (const fault_link *)base;
    return link->fault->inner->wait_fd(link->inner, events_out);
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
                    .state = state,
                    .wait_fd = inner->wait_fd == NULL ? NULL : wait_fd,
                    .knows_inserted_key =
                        inner->knows_inserted_key == NULL ? NULL : knows_inserted_key,
                    .inserted_key = inserted_key,
                    .seeks_one = inner->seeks_one == NULL ? NULL : seeks_one,
                    .column_count = inner->column_count == NULL ? NULL : column_count,
                    .column_name = inner->column_name == NULL ? NULL : column_name,
                    .failed_row = inner->failed_row == NULL ? NULL : failed_row,
                    .only_reads = inner->only_reads == NULL ? NULL : only_reads },
        .inner = inner,
        .fail_at = fail_at,
        .status = status,
    };
}
