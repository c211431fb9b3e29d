/* The tracing decorator: one event for each execution, and everything else as it was. */
#include "driver/engine.h"

#include <stdio.h>

#include "driver/trace.h"

typedef struct journal {
    int count;
    orm_log_level level;
    orm_status status;
    int64_t rows;
    int64_t duration_ns;
    const void *caller;
    size_t values;
    orm_parameter_type type;
    orm_value value;
    char sql[128];
    char message[128];
} journal;

static void note(void *ctx, const orm_log_event *event, const orm_trace_run *run)
{
    journal *j = ctx;
    j->values = run == NULL ? 0 : run->count;
    if (j->values > 0) {
        j->type = run->types[0];
        j->value = run->values[0];
    }
    j->count++;
    j->level = event->level;
    j->status = event->status;
    j->rows = event->rows;
    j->duration_ns = event->duration_ns;
    j->caller = event->caller;
    (void)snprintf(j->sql, sizeof j->sql, "%s", event->sql);
    (void)snprintf(j->message, sizeof j->message, "%s",
                   event->message == NULL ? "" : event->message);
}

static const void *caller;

/* Puts the decorator around the fixture's link. */
static void wrap(fixture *f, journal *j)
{
    *j = (journal){ .count = 0 };
    orm_link *traced = NULL;
    const orm_trace trace = { .tell = note, .ctx = j, .caller = &caller };
    assert_status(f, orm__trace_wrap(f->link, &f->allocator, &trace, &traced, &f->error), ORM_OK);
    f->link = traced;
}

static void assert_event(const journal *j, int count, const char *sql, orm_status status,
                         int64_t rows)
{
    assert_int_equal(j->count, count);
    assert_int_equal(j->level, ORM_LOG_STATEMENT);
    assert_string_equal(j->sql, sql);
    assert_int_equal(j->status, status);
    assert_int_equal(j->rows, rows);
    assert_true(j->duration_ns >= 0);
    assert_ptr_equal(j->caller, caller);
    assert_true((status < 0) == (j->message[0] != '\0'));
}

static void each_execution_is_one_event(void **state)
{
    fixture *f = *state;
    journal j;
    wrap(f, &j);
    caller = &j;
    const char *create = "CREATE TABLE t (i INTEGER)";
    run(f, create);
    assert_event(&j, 1, create, ORM_OK, 0);
    (void)query(f, "INSERT INTO t VALUES (1), (2), (3)", NULL, 0);
    assert_event(&j, 2, "INSERT INTO t VALUES (1), (2), (3)", ORM_OK, 3);
    caller = &create;
    assert_int_equal(query(f, "SELECT i FROM t", NULL, 0).rows, 3);
    assert_event(&j, 3, "SELECT i FROM t", ORM_OK, 3);
    orm_prepared *select = prepare(f, "SELECT i FROM t", NULL, 0);
    start(f, select, NULL, 0, true);
    assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_OK);
    assert_status(f, fetch(select, 1, NULL, NULL, &f->error), ORM_OK);
    assert_int_equal(j.count, 3);
    select->link->driver->reset(select);
    assert_event(&j, 4, "SELECT i FROM t", ORM_OK, 3);
    select->link->driver->reset(select);
    select->link->driver->finalize(select);
    assert_int_equal(j.count, 4);
}

static void failures_are_events(void **state)
{
    fixture *f = *state;
    journal j;
    wrap(f, &j);
    run(f, "CREATE TABLE t (i INTEGER NOT NULL)");
    query_fails(f, "INSERT INTO t VALUES (NULL)", NULL, 0, ORM_NOT_NULL);
    assert_event(&j, 2, "INSERT INTO t VALUES (NULL)", ORM_NOT_NULL, 0);
    assert_string_equal(j.message, f->error.message);
    query_fails(f, "SELECT i FROM missing", NULL, 0, ORM_SCHEMA);
    assert_event(&j, 3, "SELECT i FROM missing", ORM_SCHEMA, 0);
    run_fails(f, "DELETE FROM missing", ORM_SCHEMA);
    assert_event(&j, 4, "DELETE FROM missing", ORM_SCHEMA, 0);
    orm_value natural = orm_value_uint(1);
    query_fails(f, "INSERT INTO t VALUES ($1)", &natural, 1, ORM_CONVERSION);
    assert_event(&j, 5, "INSERT INTO t VALUES ($1)", ORM_CONVERSION, 0);
    assert_int_equal(j.values, 1); /* what was asked for */
    assert_int_equal(j.value.type, ORM_TYPE_UINT);
}

/* A second start is refused; the first execution goes on, and is one event. */
static void a_start_in_between_is_no_event(void **state)
{
    fixture *f = *state;
    journal j;
    wrap(f, &j);
    const char *sql = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
    orm_prepared *select = prepare(f, sql, NULL, 0);
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_OK);
    assert_status(f, select->link->driver->start(select, NULL, 0, false, &f->error), ORM_MISUSE);
    assert_int_equal(j.count, 0);
    assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_DONE);
    assert_event(&j, 1, sql, ORM_OK, 3);
    select->link->driver->reset(select);
    start(f, select, NULL, 0, false); /* a new one counts from the beginning */
    assert_status(f, fetch(select, 9, NULL, NULL, &f->error), ORM_DONE);
    assert_event(&j, 2, sql, ORM_OK, 3);
    select->link->driver->finalize(select);
    assert_int_equal(j.count, 2);
}

static void the_rest_passes_through(void **state)
{
    fixture *f = *state;
    const orm_driver *inner = f->link->driver;
    journal j;
    wrap(f, &j);
    const orm_driver *outer = f->link->driver;
    assert_string_equal(outer->name, inner->name);
    assert_string_equal(outer->dialect, inner->dialect);
    assert_true((outer->wait_fd == NULL) == (inner->wait_fd == NULL));
    run(f, "CREATE TABLE t (i INTEGER); BEGIN");
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    assert_int_equal(query(f, "INSERT INTO t VALUES (1)", NULL, 0).changes, 1);
    run(f, "ROLLBACK");
    assert_state(f->link, ORM_LINK_IDLE);
    outer->finalize(NULL);
    outer->close(NULL);
}

static orm_status run_traced(void *ctx, const orm_allocator *allocator)
{
    fixture *f = ctx;
    journal j = { .count = 0 };
    orm_link *inner = engine_open(f, f->url, NULL);
    orm_link *link = NULL;
    orm_prepared *select = NULL;
    const orm_trace trace = { .tell = note, .ctx = &j, .caller = &caller };
    orm_status status = orm__trace_wrap(inner, allocator, &trace, &link, &f->error);
    if (status != ORM_OK) {
        inner->driver->close(inner);
        return status;
    }
    status = link->driver->prepare(link, "SELECT 1", NULL, 0, &select, &f->error);
    link->driver->finalize(select);
    link->driver->close(link);
    return status;
}

static void its_memory_may_be_refused(void **state)
{
    assert_string_equal(chaos_each(run_traced, *state), "");
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(each_execution_is_one_event),    DRIVER_TEST(failures_are_events),
    DRIVER_TEST(a_start_in_between_is_no_event), DRIVER_TEST(the_rest_passes_through),
    DRIVER_TEST(its_memory_may_be_refused),
};

DRIVER_MAIN(tests)
