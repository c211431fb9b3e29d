/* A pool whose engine fails: each call of the driver once, in several ways. Whatever happens, no
 * place is lost, no broken connection is lent, and the pool works on. */
#include "pools.h"
#include "support/fault_driver.h"

/* One user: sets something, so that the session has to be reset, and stores a row in a transaction,
 * which it may leave open. */
static orm_status use(orm_pool *pool, bool is_tidy)
{
    orm_db *db = NULL;
    orm_error error;
    orm_status status = orm_pool_acquire(pool, &db, &error);
    if (status != ORM_OK) {
        assert_int_equal(error.status, status);
        assert_null(db);
        return status;
    }
    assert_int_equal(orm_depth(db), 0);
    status = orm_begin(db, NULL);
    if (status == ORM_OK) {
        status = orm_exec(db, engine_is_sqlite() ? "SELECT 1" : "SET work_mem = '777kB'");
    }
    if (status == ORM_OK) {
        status = customers_add(db, "a");
    }
    if (status == ORM_OK && is_tidy) {
        status = orm_commit(db);
    }
    pools_release(pool, db);
    return status;
}

static void assert_sound(orm_pool *pool)
{
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.lent + stats.waiting, 0);
    assert_int_equal(stats.idle, stats.open);
    assert_int_equal(stats.opened, stats.open + stats.closed_old + stats.closed_idle +
                                       stats.closed_broken + stats.closed_changed);
}

/* Both places can be had, and work. */
static void assert_works(orm_pool *pool)
{
    orm_db *first = pools_acquire(pool), *second = pools_acquire(pool);
    assert_ok(first, customers_add(first, "works"));
    assert_ok(second, customers_add(second, "works"));
    pools_release(pool, first);
    pools_release(pool, second);
    assert_sound(pool);
}

/* Returns whether there was such a call. */
static bool fail_at(engine_fixture *fx, size_t n, orm_status status, bool loses_link)
{
    static fault_driver fault;
    fault_init(&fault, engine_is_sqlite() ? &orm_driver_sqlite : &orm_driver_postgresql, n, status);
    fault.loses_link = loses_link;
    const orm_pool_options options = { .min = ORM_POOL_LAZY,
                                       .max = 2,
                                       .wait_ms = 10000,
                                       .check_after_ms = 1,
                                       .db = { .driver = &fault.driver } };
    orm_pool *pool = pools_open(fx, &options);
    for (int i = 0; i < 3; i++) {
        (void)use(pool, i != 1);
        assert_sound(pool);
        pools_sleep_ms(2); /* so that it is asked for a sign of life */
    }
    bool was_reached = fault.calls >= n;
    if (loses_link && was_reached) { /* nothing can be opened any more */
        assert_int_equal(use(pool, true), status);
        assert_int_equal(pools_stats(pool).open, 0);
        assert_sound(pool);
    }
    fault.fail_at = 0;
    assert_works(pool);
    assert_int_equal(pools_stats(pool).timeouts, 0);
    pools_close(pool);
    return was_reached;
}

static void fail_each(engine_fixture *fx, orm_status status, bool loses_link)
{
    size_t n = 1;
    while (fail_at(fx, n, status, loses_link)) {
        n++;
    }
    assert_true(n > 10);
}

static void test_b214_each_call_fails_once(void **state)
{
    engine_fixture *fx = *state;
    static const orm_status statuses[] = { ORM_ENGINE, ORM_NO_MEMORY };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        fail_each(fx, statuses[i], false);
    }
}

static void test_b214_the_connection_is_lost_at_each_call(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    fail_each(fx, ORM_CONNECTION, true);
}

/* The server does not answer, though nothing has shown that. SQLite has none to ask. */
static void test_b214_a_sign_of_life_that_does_not_come(void **state)
{
    engine_fixture *fx = *state;
    static fault_driver fault;
    fault_init(&fault, engine_is_sqlite() ? &orm_driver_sqlite : &orm_driver_postgresql, 0,
               ORM_CONNECTION);
    orm_pool_options options = { .max = 1,
                                 .check_after_ms = 50,
                                 .db = { .driver = &fault.driver } };
    orm_pool *pool = pools_open(fx, &options);
    size_t calls = fault.calls;
    pools_release(pool, pools_acquire(pool)); /* used a moment ago: it is believed in */
    assert_int_equal(fault.calls, calls);
    pools_sleep_ms(60);
    fault.fail_at = calls + 1;
    pools_release(pool, pools_acquire(pool));
    assert_int_equal(pools_stats(pool).closed_broken, engine_is_sqlite() ? 0 : 1);
    pools_sleep_ms(60);
    fault.fail_at = 0;
    pools_release(pool, pools_acquire(pool));
    assert_int_equal(pools_stats(pool).closed_broken, engine_is_sqlite() ? 0 : 1);
    pools_close(pool);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b214_a_sign_of_life_that_does_not_come),
    ENGINE_TEST(test_b214_each_call_fails_once),
    ENGINE_TEST(test_b214_the_connection_is_lost_at_each_call),
};

ENGINE_MAIN(tests)
