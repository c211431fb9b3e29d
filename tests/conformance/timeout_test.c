/* Calls with a time limit: every kind of call ends in time, says TIMEOUT, stores nothing, and the
 * handle works on. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHORT_MS = 60, GRACE_MS = 2000, SLACK_MS = 8000 };

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A statement that would run for a minute at least. */
static orm_status run_long(orm_db *db)
{
    return orm_exec(db, engine_is_sqlite()
                            ? "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                              " SELECT count(*) FROM n"
                            : "SELECT pg_sleep(100)");
}

static void assert_works(orm_db *db)
{
    int count = customers_count(db);
    assert_ok(db, customers_add(db, "works"));
    assert_int_equal(customers_count(db), count + 1);
}

static orm_db *open_tables(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "first"));
    return engine_open(fx, &(orm_options){ .application_name = "limited" });
}

static void test_b211_text_of_the_program(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_tables(fx);
    for (int i = 0; i < 3; i++) {
        int64_t start = now_ms();
        assert_ok(db, orm_set_timeout(db, SHORT_MS));
        assert_fails(db, ORM_TIMEOUT, run_long(db));
        assert_in_range(now_ms() - start, SHORT_MS - 1, SHORT_MS + SLACK_MS);
        assert_mentions(orm_db_error(db)->message, "time limit");
        assert_true(orm_is_connected(db));
        assert_ok(db, orm_set_timeout(db, 0));
        assert_works(db);
    }
}

static void test_b211_the_option_is_the_first_limit(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *db = engine_open(fx, &(orm_options){ .timeout_ms = SHORT_MS });
    assert_fails(db, ORM_TIMEOUT, run_long(db));
    assert_ok(db, orm_reconnect(db));
    assert_fails(db, ORM_TIMEOUT, run_long(db));
    assert_ok(db, orm_set_timeout(db, 60000));
    assert_works(db);
    assert_fails(db, ORM_MISUSE, orm_set_timeout(db, -1));
    assert_int_equal(orm_set_timeout(NULL, 1), ORM_MISUSE);
    orm_db *none = NULL;
    assert_int_equal(orm_open(fx->url, &(orm_options){ .timeout_ms = -1 }, &none, NULL),
                     ORM_MISUSE);
}

static void test_b211_inside_of_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_tables(fx);
    assert_ok(db, orm_set_timeout(db, SHORT_MS));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    assert_ok(db, orm_begin(db, NULL));
    assert_fails(db, ORM_TIMEOUT, run_long(db));
    assert_int_equal(orm_is_aborted(db), !engine_is_sqlite());
    assert_ok(db, orm_rollback(db));
    assert_ok(db, customers_add(db, "b"));
    assert_ok(db, orm_commit(db));
    assert_int_equal(customers_count(fx->db), 3);
    assert_works(db);
}

/* A row that somebody else holds: waiting for it counts. */
static void test_b211_waiting_for_a_lock(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_tables(fx);
    struct customer row = { .id = 1, .name = (char *)"changed" };
    assert_ok(db, customer_update(db, &row)); /* is prepared now */
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customer_update(fx->db, &row));
    assert_ok(db, orm_set_timeout(db, SHORT_MS));
    int64_t start = now_ms();
    assert_fails(db, ORM_TIMEOUT, customer_update(db, &row));
    assert_fails(db, ORM_TIMEOUT, customer_delete_key(db, 1));
    if (engine_is_sqlite()) {
        assert_fails(db, ORM_TIMEOUT, orm_begin(db, NULL));
        assert_int_equal(orm_depth(db), 0);
    }
    assert_in_range(now_ms() - start, 2 * SHORT_MS - 2, SLACK_MS);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(db, customer_update(db, &row));
    assert_works(db);
}

static void test_b225_the_nearer_limit_tells(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *db = engine_open(fx, &(orm_options){ .busy_timeout_ms = 30, .timeout_ms = 60000 });
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_fails(db, ORM_BUSY, customers_add(db, "b"));
    assert_ok(db, orm_set_timeout(db, 0));
    assert_fails(db, ORM_BUSY, customers_add(db, "b"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_works(db);
}

/* Preparing a statement waits as well, where the table is locked. */
static void test_b211_preparing(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_db *db = open_tables(fx);
    assert_ok(db, orm_set_timeout(db, SHORT_MS));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, "LOCK TABLE customer"));
    struct customer found = { .id = 77 };
    orm_rows *rows = NULL;
    assert_fails(db, ORM_TIMEOUT, customer_find(db, 1, &found, fx->arena));
    assert_fails(db, ORM_TIMEOUT, customer_select(db, NULL, &rows));
    assert_int_equal(found.id, 77);
    assert_null(rows);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(db, customer_find(db, 1, &found, fx->arena));
    assert_works(db);
}

/* Ten rows, of which each takes 20 ms. */
static void make_rows_slow(orm_db *db)
{
    assert_ok(db, orm_exec(db, "INSERT INTO customer (name, tier) SELECT 'x', 'TIER_GOLD'"
                               " FROM generate_series(1, 19)"));
    assert_ok(db, orm_exec(db, "ALTER TABLE customer RENAME TO kept"));
    assert_ok(db, orm_exec(db, "CREATE VIEW customer AS SELECT * FROM kept"
                               " WHERE pg_sleep(0.02 * length(id::text)) IS NOT NULL"));
}

/* Each window is read in a time of its own. */
static void test_b211_rows_and_windows(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_db *db = open_tables(fx);
    make_rows_slow(fx->db);
    orm_rows *rows = NULL;
    assert_ok(db, orm_set_timeout(db, 250));
    assert_fails(db, ORM_TIMEOUT, customer_select(db, NULL, &rows));
    assert_ok(db, orm_begin(db, NULL)); /* outside of one all rows are found at the beginning */
    assert_ok(db, customer_select(db, &(orm_query){ .window = 2 }, &rows));
    int count = 0;
    while (customer_next(rows) != NULL) {
        count++;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_int_equal(count, 20);
    orm_rows_free(rows);
    assert_ok(db, customer_select(db, &(orm_query){ .window = 2 }, &rows));
    assert_ok(db, orm_set_timeout(db, 10));
    while (customer_next(rows) != NULL) {
    }
    assert_int_equal(orm_rows_status(rows), ORM_TIMEOUT);
    assert_int_equal(orm_db_error(db)->status, ORM_TIMEOUT);
    orm_rows_free(rows);
    assert_true(orm_is_aborted(db));
    assert_ok(db, orm_rollback(db));
    assert_ok(db, orm_exec(db, "SELECT 1"));
}

static void test_b211_rows_of_sqlite(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_db *db = open_tables(fx);
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE customer RENAME TO kept; CREATE VIEW customer"
                                       " AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
                                       " SELECT i + 1 FROM n) SELECT kept.* FROM kept, n"));
    orm_rows *rows = NULL;
    assert_ok(db, orm_set_timeout(db, SHORT_MS));
    assert_fails(db, ORM_TIMEOUT, customer_select(db, NULL, &rows));
    int64_t total = 77;
    assert_fails(db, ORM_TIMEOUT, customer_count(db, NULL, &total));
    assert_int_equal(total, 77);
    assert_ok(db, orm_set_timeout(db, 0));
    assert_ok(fx->db, orm_exec(fx->db, "DROP VIEW customer; ALTER TABLE kept RENAME TO customer"));
    assert_works(db);
}

/* The server is stopped while it commits, which it then has not. */
static void test_b211_a_commit(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_db *db = open_tables(fx);
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                               " PERFORM pg_sleep(100); RETURN NEW; END $$;"
                               "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON customer DEFERRABLE"
                               " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()"));
    assert_ok(db, orm_set_timeout(db, SHORT_MS));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    assert_fails(db, ORM_TIMEOUT, orm_commit(db));
    assert_int_equal(orm_depth(db), 0);
    assert_fails(db, ORM_TIMEOUT, customers_add(db, "b"));
    assert_int_equal(customers_count(db), 1);
}

/* ---- a deadline for all of a transaction ---- */

static orm_status run_until_stopped(orm_db *db, void *ctx)
{
    int *calls = ctx;
    orm_status status = customers_add(db, "a");
    while (status == ORM_OK) {
        ++*calls;
        status = orm_exec(db, engine_is_sqlite() ? "SELECT 1" : "SELECT pg_sleep(0.01)");
    }
    return status;
}

static void test_b211_a_deadline_for_all_calls(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_tables(fx);
    for (int limit_ms = 0; limit_ms <= 60000; limit_ms += 60000) {
        int calls = 0;
        assert_ok(db, orm_set_timeout(db, limit_ms));
        const orm_transaction_options options = { .deadline_ms = SHORT_MS };
        assert_fails(db, ORM_TIMEOUT, orm_run(db, &options, run_until_stopped, &calls));
        assert_in_range(calls, 1, INT32_MAX);
        assert_int_equal(orm_depth(db), 0);
        assert_int_equal(customers_count(db), 1 + limit_ms / 60000);
        assert_works(db);
    }
}

/* ---- a server that hangs ---- */

static pid_t find_backend(engine_fixture *fx, orm_db *db)
{
    const char *pid = engine_ask(fx, db, "SELECT pg_backend_pid()");
    return (pid_t)strtol(pid, NULL, 10);
}

/* The server process of a handle stands still while the call runs. */
static void test_b211_a_server_that_hangs(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    orm_db *db = open_tables(fx);
    const struct {
        bool writes;
        orm_status expected;
    } calls[] = { { false, ORM_TIMEOUT }, { true, ORM_OUTCOME_UNKNOWN } };
    for (size_t i = 0; i < 2; i++) {
        struct customer found = { .id = 0 };
        assert_ok(db, orm_reconnect(db));
        assert_ok(db, orm_set_timeout(db, 0));
        assert_ok(db, customer_find(db, 1, &found, fx->arena));
        assert_ok(db, customers_add(db, "before"));
        pid_t backend = find_backend(fx, db);
        if (kill(backend, SIGSTOP) != 0) {
            skip(); /* the server is another user's */
        }
        int64_t start = now_ms();
        orm_status status = orm_set_timeout(db, SHORT_MS);
        if (status == ORM_OK) {
            status = calls[i].writes ? customers_add(db, "unknown")
                                     : customer_find(db, 1, &found, fx->arena);
        }
        int64_t took = now_ms() - start;
        bool connected = orm_is_connected(db);
        (void)kill(backend, SIGCONT);
        assert_int_equal(status, calls[i].expected);
        assert_int_equal(orm_db_error(db)->status, calls[i].expected);
        assert_in_range(took, SHORT_MS - 1, SHORT_MS + GRACE_MS + SLACK_MS);
        assert_false(connected);
        assert_fails(db, ORM_CONNECTION, customer_find(db, 1, &found, fx->arena));
    }
    assert_ok(db, orm_reconnect(db));
    assert_works(db);
}

static void test_b207_a_transaction_on_a_server_that_hangs(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    orm_db *db = open_tables(fx);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    pid_t backend = (pid_t)strtol(engine_ask(fx, db, "SELECT pg_backend_pid()"), NULL, 10);
    if (kill(backend, SIGSTOP) != 0) {
        skip();
    }
    orm_status set = orm_set_timeout(db, SHORT_MS);
    orm_status added = customers_add(db, "b");
    orm_status committed = orm_commit(db);
    (void)kill(backend, SIGCONT);
    assert_int_equal(set, ORM_OK);
    assert_int_equal(added, ORM_TIMEOUT);
    assert_int_equal(committed, ORM_CONNECTION);
    assert_int_equal(orm_depth(db), 0);
    assert_int_equal(customers_count(fx->db), 1);
}

/* ---- memory ---- */

static orm_status scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    const orm_options options = { .allocator = *allocator, .timeout_ms = 60000 };
    orm_db *db = NULL;
    orm_status status = orm_open(fx->url, &options, &db, NULL);
    if (status == ORM_OK) {
        status = customers_add(db, "a");
    }
    if (status == ORM_OK) {
        status = orm_set_timeout(db, 30000);
    }
    if (status == ORM_OK) {
        status = orm_exec(db, "DELETE FROM customer");
    }
    orm_close(db);
    return status;
}

static void test_b270_calls_with_a_limit(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(chaos_each(scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b211_text_of_the_program),
    ENGINE_TEST(test_b211_the_option_is_the_first_limit),
    ENGINE_TEST(test_b211_inside_of_a_transaction),
    ENGINE_TEST(test_b211_waiting_for_a_lock),
    ENGINE_TEST(test_b225_the_nearer_limit_tells),
    ENGINE_TEST(test_b211_preparing),
    ENGINE_TEST(test_b211_rows_and_windows),
    ENGINE_TEST(test_b211_rows_of_sqlite),
    ENGINE_TEST(test_b211_a_commit),
    ENGINE_TEST(test_b211_a_deadline_for_all_calls),
    ENGINE_TEST(test_b211_a_server_that_hangs),
    ENGINE_TEST(test_b207_a_transaction_on_a_server_that_hangs),
    ENGINE_TEST(test_b270_calls_with_a_limit),
};

ENGINE_MAIN(tests)
