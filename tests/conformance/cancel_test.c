/* Another thread asks a call to stop: that call fails, nothing else does. */
#include "models/customers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

static void sleep_ms(long ms)
{
    const struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    (void)nanosleep(&time, NULL);
}

static orm_status run_long(orm_db *db)
{
    return orm_exec(db, engine_is_sqlite()
                            ? "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                              " SELECT count(*) FROM n"
                            : "SELECT pg_sleep(100)");
}

typedef struct canceller {
    pthread_t thread;
    orm_db *db;
    atomic_bool done; /* what was to be stopped has returned */
    bool once;
    orm_status status;
} canceller;

/* Asks again and again, since a request may come before the statement has begun. */
static void *cancel_until_done(void *ctx)
{
    canceller *c = ctx;
    sleep_ms(30);
    while (!atomic_load(&c->done)) {
        c->status = orm_cancel(c->db);
        sleep_ms(c->once ? 5 : 1);
    }
    return NULL;
}

static void start(canceller *c, orm_db *db)
{
    *c = (canceller){ .db = db, .once = true };
    assert_int_equal(pthread_create(&c->thread, NULL, cancel_until_done, c), 0);
}

static void stop(canceller *c)
{
    atomic_store(&c->done, true);
    assert_int_equal(pthread_join(c->thread, NULL), 0);
    assert_int_equal(c->status, ORM_OK);
}

static void test_b218_a_statement_that_runs(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 5; i++) {
        canceller c;
        start(&c, fx->db);
        orm_status status = run_long(fx->db);
        stop(&c);
        assert_int_equal(status, ORM_INTERRUPTED);
        assert_int_equal(orm_db_error(fx->db)->status, ORM_INTERRUPTED);
        assert_ok(fx->db, customers_add(fx->db, "a"));
        assert_int_equal(customers_count(fx->db), i + 1);
    }
}

static void test_b218_rows_that_are_read(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    engine_exec(fx->db,
                "ALTER TABLE customer RENAME TO kept; CREATE VIEW customer AS WITH RECURSIVE n (i)"
                " AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT kept.* FROM kept, n"
                " WHERE n.i < 10 OR n.i < 0",
                "ALTER TABLE customer RENAME TO kept; CREATE VIEW customer AS SELECT kept.* FROM"
                " kept, generate_series(1, 20) AS n WHERE n < 10 OR pg_sleep(10) IS NULL");
    canceller c;
    start(&c, fx->db);
    orm_rows *rows = NULL;
    orm_status status = customer_select(fx->db, NULL, &rows);
    stop(&c);
    assert_int_equal(status, ORM_INTERRUPTED);
    assert_null(rows);
    assert_ok(fx->db, orm_exec(fx->db, "DROP VIEW customer; ALTER TABLE kept RENAME TO customer"));
    assert_int_equal(customers_count(fx->db), 1);
}

/* Inside a transaction it is as with any failure. */
static void test_b218_inside_of_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_rows *rows = NULL;
    for (int i = 0; i < 5; i++) {
        assert_ok(fx->db, customers_add(fx->db, "before"));
    }
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 2 }, &rows));
    canceller c;
    start(&c, fx->db);
    orm_status status = run_long(fx->db);
    stop(&c);
    assert_int_equal(status, ORM_INTERRUPTED);
    while (customer_next(rows) != NULL) {
    }
    assert_true(orm_rows_status(rows) < 0 || engine_is_sqlite());
    orm_rows_free(rows);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(customers_count(fx->db), 5);
    assert_ok(fx->db, customers_add(fx->db, "b"));
}

/* What is asked for while nothing runs stops nothing. */
static void test_b218_nothing_runs(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 20; i++) {
        assert_int_equal(orm_cancel(fx->db), ORM_OK);
        assert_ok(fx->db, customers_add(fx->db, "a"));
        assert_int_equal(orm_cancel(fx->db), ORM_OK);
        assert_int_equal(customers_count(fx->db), i + 1);
    }
    assert_int_equal(orm_cancel(NULL), ORM_MISUSE);
}

/* Many requests beside many short calls: each succeeds or is interrupted, and what succeeded is
 * stored. */
static void test_b218_a_storm_of_requests(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    canceller c = { .db = fx->db };
    assert_int_equal(pthread_create(&c.thread, NULL, cancel_until_done, &c), 0);
    int stored = 0, other = 0;
    for (int i = 0; i < 300; i++) {
        orm_status status = customers_add(fx->db, "a");
        stored += status == ORM_OK;
        other += status != ORM_OK && status != ORM_INTERRUPTED;
        if (i % 50 == 0) {
            status = orm_reconnect(fx->db);
            other += status != ORM_OK && status != ORM_INTERRUPTED;
        }
    }
    stop(&c);
    assert_int_equal(other, 0);
    assert_int_equal(customers_count(fx->db), stored);
    assert_ok(fx->db, customers_add(fx->db, "a"));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b218_a_statement_that_runs),   ENGINE_TEST(test_b218_rows_that_are_read),
    ENGINE_TEST(test_b218_inside_of_a_transaction), ENGINE_TEST(test_b218_nothing_runs),
    ENGINE_TEST(test_b218_a_storm_of_requests),
};

ENGINE_MAIN(tests)
