/* What becomes of what is open on a handle when it is given back. */
#include "pools.h"

#include <string.h>

/* What a user has changed of the handle itself. */
static void test_b214_a_handle_without_a_past(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool);
    assert_fails(db, ORM_MISUSE, orm_commit(db));
    assert_ok(db, orm_set_timeout(db, 1));
    pools_sleep_ms(5);
    pools_release(pool, db);
    assert_ptr_equal(pools_acquire(pool), db);
    assert_int_equal(orm_db_error(db)->status, ORM_OK);
    assert_string_equal(orm_db_error(db)->message, "");
    assert_ok(db, orm_exec(db, engine_is_sqlite()
                                   ? "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                                     " FROM n WHERE i < 300000) SELECT count(*) FROM n"
                                   : "SELECT pg_sleep(0.05)"));
    pools_release(pool, db);
    pools_close(pool);
}

/* The limit that the options say is each user's. */
static void test_b214_the_time_limit_is_that_of_the_options(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1, .db = { .timeout_ms = 50 } });
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_set_timeout(db, 0));
    pools_release(pool, db);
    assert_ptr_equal(pools_acquire(pool), db);
    assert_fails(db, ORM_TIMEOUT,
                 orm_exec(db, engine_is_sqlite()
                                  ? "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                                    " FROM n) SELECT count(*) FROM n"
                                  : "SELECT pg_sleep(100)"));
    pools_release(pool, db);
    pools_close(pool);
}

/* ---- what is open when a handle is given back ---- */

typedef struct heard {
    int warnings;
    char message[128];
} heard;

static void hear(void *ctx, const orm_log_event *event)
{
    heard *own = ctx;
    if (event->level == ORM_LOG_WARNING) {
        own->warnings++;
        strncpy(own->message, event->message, sizeof own->message - 1);
    }
}

static void count_call(orm_db *db, void *ctx)
{
    (void)db;
    (*(int *)ctx)++;
}

static void test_b214_an_open_transaction_is_rolled_back(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    heard log = { .warnings = 0 };
    int rollbacks = 0;
    orm_pool *pool =
        pools_open(fx, &(orm_pool_options){ .max = 1, .db = { .log = hear, .log_ctx = &log } });
    orm_db *db = pools_acquire(pool);
    for (int i = 0; i < 3; i++) {
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, customers_add(db, "a"));
        assert_ok(db, orm_on_rollback(db, count_call, &rollbacks));
        if (i == 1) {
            assert_int_equal(customers_fail(db), ORM_CHECK);
        }
        pools_release(pool, db);
        assert_int_equal(log.warnings, i + 1);
        assert_int_equal(rollbacks, i + 1);
        assert_mentions(log.message, "open transaction");
        assert_ptr_equal(pools_acquire(pool), db);
        assert_int_equal(orm_depth(db), 0);
        assert_false(orm_is_aborted(db));
        assert_int_equal(customers_count(db), 0);
    }
    assert_ok(db, orm_exec(db, "BEGIN"));
    assert_ok(db, customers_add(db, "b"));
    pools_release(pool, db);
    assert_int_equal(log.warnings, 4);
    assert_ptr_equal(pools_acquire(pool), db);
    assert_ok(db, customers_add(db, "c"));
    pools_release(pool, db);
    assert_int_equal(log.warnings, 4);
    assert_int_equal(pools_stats(pool).transactions, 4);
    assert_int_equal(pools_stats(pool).opened, 1);
    pools_close(pool);
    assert_int_equal(customers_count(fx->db), 1);
}

static void test_b214_read_only_ends_with_its_user(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_begin(db, &(orm_transaction_options){ .read_only = true }));
    assert_int_equal(customers_count(db), 0);
    pools_release(pool, db);
    assert_ptr_equal(pools_acquire(pool), db);
    assert_ok(db, customers_add(db, "a"));
    pools_release(pool, db);
    pools_close(pool);
}

static void test_b214_windows_end(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 10; i++) {
        assert_ok(fx->db, customers_add(fx->db, "a"));
    }
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool);
    orm_rows *window = NULL, *whole = NULL;
    assert_ok(db, customer_select(db, NULL, &whole));
    assert_ok(db, customer_select(db, &(orm_query){ .window = 2 }, &window));
    assert_non_null(customer_next(window));
    pools_release(pool, db);
    assert_null(customer_next(window));
    assert_int_equal(orm_rows_status(window), ORM_MISUSE);
    assert_mentions(orm_rows_error(window)->message, "given back");
    assert_ptr_equal(pools_acquire(pool), db);
    assert_ok(db, customers_add(db, "b"));
    pools_release(pool, db);
    pools_close(pool);
    int left = 0;
    while (customer_next(whole) != NULL) {
        left++;
    }
    assert_int_equal(left, 10);
    orm_rows_free(whole);
    orm_rows_free(window);
}

/* A cursor of a window that ended while the server took nothing but a rollback. */
static void test_b214_windows_end_in_a_transaction_that_failed(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 10; i++) {
        assert_ok(fx->db, customers_add(fx->db, "a"));
    }
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1, .reset = ORM_POOL_RESET_NEVER });
    for (int i = 0; i < 4; i++) {
        bool frees_before = i % 2 == 1;
        orm_db *db = pools_acquire(pool);
        orm_rows *window = NULL;
        engine_exec(db, NULL, /* not by a prepared statement, which would clean up as well */
                    "DO $$ BEGIN IF EXISTS (SELECT FROM pg_cursors WHERE name <> '') THEN"
                    " RAISE EXCEPTION 'a cursor is open'; END IF; END $$");
        assert_ok(db, customer_select(db, &(orm_query){ .window = 2 }, &window));
        assert_non_null(customer_next(window));
        assert_ok(db, orm_begin(db, NULL));
        assert_int_equal(customers_fail(db), ORM_CHECK);
        orm_rows_free(frees_before ? window : NULL);
        pools_release(pool, db);
        orm_rows_free(frees_before ? NULL : window);
    }
    assert_int_equal(pools_stats(pool).resets, 0);
    pools_close(pool);
}

static void test_b214_closing_gives_back(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    orm_close(db);
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.idle, 1);
    assert_int_equal(stats.transactions, 1);
    db = pools_acquire(pool);
    assert_int_equal(customers_count(db), 0);
    pools_release(pool, db);
    pools_close(pool);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b214_a_handle_without_a_past),
    ENGINE_TEST(test_b214_the_time_limit_is_that_of_the_options),
    ENGINE_TEST(test_b214_an_open_transaction_is_rolled_back),
    ENGINE_TEST(test_b214_read_only_ends_with_its_user),
    ENGINE_TEST(test_b214_windows_end),
    ENGINE_TEST(test_b214_windows_end_in_a_transaction_that_failed),
    ENGINE_TEST(test_b214_closing_gives_back),
};

ENGINE_MAIN(tests)
