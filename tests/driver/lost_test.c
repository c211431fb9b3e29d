/* Connections that break, and statements that are called off: nothing looks like an end that is
 * none. */
#define _POSIX_C_SOURCE 200809L
#include "driver/engine.h"
#include "support/terminate.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>

static const char numbers[] = "SELECT i FROM generate_series(1, 100) i";

/* Ends the server's side of the link, and waits until it is gone. */
static void kill_link(fixture *f, orm_link *victim)
{
    result r;
    char sql[1000];
    assert_status(f, query_on(f, victim, "SELECT pg_backend_pid()", NULL, NULL, 0, &r), ORM_OK);
    (void)snprintf(sql, sizeof sql, TERMINATE_SESSIONS("pid = %d"),
                   (int)cell(&r, 0, 0)->as.integer);
    orm_link *killer = engine_open(f, f->url, NULL);
    run_on(f, killer, sql);
    killer->driver->close(killer);
}

/* Once the loss is known every call says so at once. */
static void assert_lost(fixture *f, orm_prepared *prepared)
{
    const orm_driver *driver = f->link->driver;
    orm_prepared *none = NULL;
    driver->reset(prepared);
    assert_state(f->link, ORM_LINK_LOST);
    assert_status(f, driver->start(prepared, NULL, 0, false, &f->error), ORM_CONNECTION);
    assert_status(f, driver->exec(f->link, "SELECT 1", &f->error), ORM_CONNECTION);
    assert_status(f, driver->prepare(f->link, "SELECT 1", NULL, 0, &none, &f->error),
                  ORM_CONNECTION);
    assert_null(none);
    driver->reset(prepared);
    driver->finalize(prepared);
}

static void while_idle(void **state)
{
    fixture *f = *state;
    orm_prepared *select = prepare(f, numbers, NULL, 0);
    kill_link(f, f->link);
    orm_status status = f->link->driver->start(select, NULL, 0, false, &f->error);
    if (status == ORM_OK) {
        status = fetch(select, 999, NULL, NULL, &f->error);
    }
    assert_status(f, status, ORM_CONNECTION);
    assert_lost(f, select);
}

static void found_by_exec(void **state)
{
    fixture *f = *state;
    run(f, "BEGIN");
    kill_link(f, f->link);
    run_fails(f, "COMMIT", ORM_CONNECTION);
    assert_state(f->link, ORM_LINK_LOST);
}

static void found_by_prepare(void **state)
{
    fixture *f = *state;
    orm_prepared *none = NULL;
    kill_link(f, f->link);
    assert_status(f, f->link->driver->prepare(f->link, numbers, NULL, 0, &none, &f->error),
                  ORM_CONNECTION);
    assert_state(f->link, ORM_LINK_LOST);
}

static void between_two_portions(void **state)
{
    fixture *f = *state;
    for (int in_transaction = 0; in_transaction < 2; in_transaction++) {
        run(f, in_transaction ? "BEGIN" : "SELECT 1");
        orm_prepared *select = prepare(f, numbers, NULL, 0);
        size_t before = 0;
        start(f, select, NULL, 0, true);
        assert_status(f, fetch(select, 10, NULL, NULL, &f->error), ORM_OK);
        kill_link(f, f->link);
        assert_status(f, fetch(select, 10, NULL, NULL, &f->error), ORM_CONNECTION);
        assert_status(f, fetch(select, 10, NULL, NULL, &f->error), ORM_MISUSE);
        assert_int_equal(before, 0);
        assert_lost(f, select);
        engine_close(f);
        f->link = engine_open(f, f->url, NULL);
    }
}

/* The server dies while it computes the answer. */
static void while_a_query_runs(void **state)
{
    fixture *f = *state;
    result r;
    assert_status(f, query_on(f, f->link, "SELECT pg_backend_pid()", NULL, NULL, 0, &r), ORM_OK);
    char sql[1000];
    (void)snprintf(sql, sizeof sql, TERMINATE_SESSIONS("pid = %d"),
                   (int)cell(&r, 0, 0)->as.integer);
    orm_prepared *sleep =
        prepare(f, "SELECT i, pg_sleep(0.1) FROM generate_series(1, 300) i", NULL, 0);
    start(f, sleep, NULL, 0, false);
    assert_int_equal(f->link->driver->fetch(sleep, 999, NULL, NULL, &f->error), ORM_AGAIN);
    orm_link *killer = engine_open(f, f->url, NULL);
    run_on(f, killer, sql);
    killer->driver->close(killer);
    assert_status(f, fetch(sleep, 999, NULL, NULL, &f->error), ORM_CONNECTION);
    assert_lost(f, sleep);
}

/* ---- outcomes that nobody knows ---- */

/* Each row kills the session that commits it. */
static void make_deadly_table(fixture *f)
{
    run(f, "CREATE TABLE deadly (i integer);"
           "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
           " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END';"
           "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON deadly DEFERRABLE INITIALLY DEFERRED"
           " FOR EACH ROW EXECUTE FUNCTION die()");
}

static void reopen(fixture *f)
{
    assert_state(f->link, ORM_LINK_LOST);
    engine_close(f);
    f->link = engine_open(f, f->url, NULL);
}

/* What commits by itself may have been stored when the answer is missing. */
static void a_write_without_an_answer(void **state)
{
    fixture *f = *state;
    make_deadly_table(f);
    const char *const texts[] = {
        "INSERT INTO deadly VALUES (1)",
        "insert into deadly values (1) returning i",
        " WITH x AS (INSERT INTO deadly VALUES (1) RETURNING i) SELECT i FROM x",
        "DO 'BEGIN INSERT INTO deadly VALUES (1); END'",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        query_fails(f, texts[i], NULL, 0, ORM_OUTCOME_UNKNOWN);
        assert_true(f->error.message[0] != '\0');
        reopen(f);
        run_fails(f, texts[i], ORM_OUTCOME_UNKNOWN);
        reopen(f);
    }
    run_fails(f, "BEGIN; INSERT INTO deadly VALUES (1); COMMIT", ORM_OUTCOME_UNKNOWN);
    reopen(f);
    for (int by_exec = 0; by_exec < 2; by_exec++) {
        run(f, "BEGIN");
        run(f, "INSERT INTO deadly VALUES (1)");
        if (by_exec) {
            run_fails(f, "commit", ORM_OUTCOME_UNKNOWN);
        } else {
            query_fails(f, "END", NULL, 0, ORM_OUTCOME_UNKNOWN);
        }
        reopen(f);
    }
}

/* What reads, what a lost transaction takes along, and what never was sent is known not to be
 * stored. */
static void losses_without_doubt(void **state)
{
    fixture *f = *state;
    static const char suicide[] = "SELECT pg_terminate_backend(pg_backend_pid())";
    query_fails(f, suicide, NULL, 0, ORM_CONNECTION);
    reopen(f);
    run(f, "CREATE TABLE t (i integer)");
    run(f, "BEGIN");
    query_fails(f, "INSERT INTO t SELECT 1 WHERE pg_terminate_backend(pg_backend_pid())", NULL, 0,
                ORM_CONNECTION);
    reopen(f);
    orm_prepared *insert = prepare(f, "INSERT INTO t VALUES (1)", NULL, 0);
    kill_link(f, f->link);
    assert_status(f, f->link->driver->start(insert, NULL, 0, false, &f->error), ORM_CONNECTION);
    assert_true(f->error.message[0] != '\0');
    assert_lost(f, insert);
    reopen(f);
    kill_link(f, f->link);
    run_fails(f, "INSERT INTO t VALUES (1)", ORM_CONNECTION);
    reopen(f);
    kill_link(f, f->link);
    run_fails(f, "BEGIN ISOLATION LEVEL SERIALIZABLE", ORM_CONNECTION);
    reopen(f);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 0);
}

/* A server that has something to say before is not taken for one that is gone. */
static void what_is_said_between_two_writes(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i integer); LISTEN news");
    orm_link *other = engine_open(f, f->url, NULL);
    orm_prepared *insert = prepare(f, "INSERT INTO t VALUES (1)", NULL, 0);
    for (int i = 0; i < 3; i++) {
        run_on(f, other, "NOTIFY news");
        start(f, insert, NULL, 0, false);
        assert_status(f, fetch(insert, 9, NULL, NULL, &f->error), ORM_DONE);
        insert->link->driver->reset(insert);
    }
    other->driver->close(other);
    insert->link->driver->finalize(insert);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 3);
}

/* ---- without waiting ---- */

static double seconds_since(const struct timespec *then)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void fetch_does_not_wait(void **state)
{
    fixture *f = *state;
    orm_prepared *sleep = prepare(f, "SELECT 1 FROM pg_sleep(0.3)", NULL, 0);
    struct timespec began;
    (void)clock_gettime(CLOCK_MONOTONIC, &began);
    start(f, sleep, NULL, 0, false);
    int again = 0;
    size_t waits = 0;
    while (f->link->driver->fetch(sleep, 9, NULL, NULL, &f->error) == ORM_AGAIN) {
        struct pollfd fd;
        fd.fd = f->link->driver->wait_fd(f->link, &fd.events);
        assert_true(fd.fd >= 0 && (fd.events & POLLIN) != 0);
        waits += poll(&fd, 1, 50) == 0;
        again++;
    }
    assert_true(seconds_since(&began) >= 0.3);
    assert_true(waits >= 3 && again >= 4);
    f->link->driver->finalize(sleep);
}

/* A statement that is reset in the middle does not keep the link busy until it would have ended. */
static void reset_calls_off(void **state)
{
    fixture *f = *state;
    struct timespec began;
    (void)clock_gettime(CLOCK_MONOTONIC, &began);
    for (int streamed = 0; streamed < 2; streamed++) {
        orm_prepared *sleep = prepare(f, "SELECT 1 FROM pg_sleep(30)", NULL, 0);
        start(f, sleep, NULL, 0, streamed);
        f->link->driver->reset(sleep);
        assert_state(f->link, ORM_LINK_IDLE);
        assert_int_equal(ask_int(f, "SELECT 42"), 42);
        start(f, sleep, NULL, 0, streamed);
        assert_int_equal(f->link->driver->fetch(sleep, 9, NULL, NULL, &f->error), ORM_AGAIN);
        f->link->driver->finalize(sleep);
        assert_int_equal(ask_int(f, "SELECT count(*) FROM pg_cursors WHERE name <> ''"), 0);
    }
    assert_true(seconds_since(&began) < 20);
}

/* Several statements begin before the first is asked for its rows: each gets its own. */
static void answers_find_their_statements(void **state)
{
    fixture *f = *state;
    orm_prepared *statements[4];
    orm_parameter_type type = { .kind = ORM_KIND_INT64 };
    orm_value params[4];
    for (int i = 0; i < 4; i++) {
        params[i] = orm_value_int(i * 10);
        statements[i] = prepare(f, "SELECT $1 + i FROM generate_series(1, 5) i", &type, 1);
        start(f, statements[i], &params[i], 1, i % 2 == 1);
    }
    for (int i = 3; i >= 0; i--) {
        result r = { .arena = f->arena };
        assert_status(f, fetch(statements[i], 9, keep_row, &r, &f->error), ORM_DONE);
        assert_int_equal(r.rows, 5);
        assert_int_equal(cell(&r, 4, 0)->as.integer, i * 10 + 5);
        f->link->driver->finalize(statements[i]);
    }
    /* and one that nobody asks for */
    orm_prepared *unasked = prepare(f, numbers, NULL, 0);
    start(f, unasked, NULL, 0, false);
    assert_int_equal(ask_int(f, "SELECT 7"), 7);
    f->link->driver->finalize(unasked);
}

/* Megabytes of parameters do not wait for a server that is not reading yet. */
static void a_large_query_is_sent_in_parts(void **state)
{
    fixture *f = *state;
    static char text[8 << 20];
    memset(text, 'x', sizeof text - 1);
    orm_value value = orm_value_text(text);
    orm_prepared *echo = prepare(f, "SELECT $1, length($1)", types_of(&value, 1), 1);
    result r = { .arena = f->arena };
    start(f, echo, &value, 1, false);
    assert_status(f, fetch(echo, 9, keep_row, &r, &f->error), ORM_DONE);
    assert_value(cell(&r, 0, 0), &value);
    assert_int_equal(cell(&r, 0, 1)->as.integer, sizeof text - 1);
    f->link->driver->finalize(echo);
}

static void cancelled_by_the_server(void **state)
{
    fixture *f = *state;
    run(f, "SET statement_timeout = 100");
    query_fails(f, "SELECT pg_sleep(10)", NULL, 0, ORM_INTERRUPTED);
    run(f, "RESET statement_timeout; CREATE TABLE t (i integer)");
    run(f, "BEGIN; LOCK TABLE t");
    orm_link *other = engine_open(f, f->url, NULL);
    assert_status(f, other->driver->exec(other, "BEGIN; LOCK TABLE t NOWAIT", &f->error), ORM_BUSY);
    other->driver->close(other);
    run(f, "ROLLBACK");
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(while_idle),
    DRIVER_TEST(found_by_exec),
    DRIVER_TEST(found_by_prepare),
    DRIVER_TEST(between_two_portions),
    DRIVER_TEST(while_a_query_runs),
    DRIVER_TEST(a_write_without_an_answer),
    DRIVER_TEST(losses_without_doubt),
    DRIVER_TEST(what_is_said_between_two_writes),
    DRIVER_TEST(fetch_does_not_wait),
    DRIVER_TEST(reset_calls_off),
    DRIVER_TEST(answers_find_their_statements),
    DRIVER_TEST(a_large_query_is_sent_in_parts),
    DRIVER_TEST(cancelled_by_the_server),
};

DRIVER_MAIN(tests)
