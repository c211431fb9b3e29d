/* Connections of a pool that break or grow old. */
#include "pools.h"

static const char *const victim_name = "victim";

static void test_b214_a_broken_connection_is_never_lent(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(
        fx, &(orm_pool_options){ .max = 3, .min = 3, .db = { .application_name = victim_name } });
    engine_terminate(fx, victim_name); /* while they are idle */
    for (int i = 0; i < 3; i++) {
        orm_db *db = pools_acquire(pool);
        assert_ok(db, customers_add(db, "a"));
        pools_release(pool, db);
    }
    assert_int_equal(pools_stats(pool).closed_broken, 1); /* the others are still believed in */
    orm_db *lent[3];
    for (int i = 0; i < 3; i++) {
        lent[i] = pools_acquire(pool);
        assert_ok(lent[i], customers_add(lent[i], "b"));
    }
    assert_int_equal(pools_stats(pool).closed_broken, 3);
    assert_ok(lent[0], orm_begin(lent[0], NULL));
    engine_terminate(fx, victim_name); /* while they are lent */
    assert_int_equal(customers_add(lent[0], "c"), ORM_CONNECTION);
    for (int i = 0; i < 3; i++) {
        pools_release(pool, lent[i]);
    }
    for (int i = 0; i < 3; i++) {
        lent[i] = pools_acquire(pool);
        assert_ok(lent[i], customers_add(lent[i], "d"));
    }
    for (int i = 0; i < 3; i++) {
        pools_release(pool, lent[i]);
    }
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.closed_broken, 6);
    assert_int_equal(stats.opened, 9);
    assert_int_equal(stats.open, 3);
    pools_close(pool);
    assert_int_equal(customers_count(fx->db), 9);
}

static void test_b214_idle_and_old_connections_are_closed(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool =
        pools_open(fx, &(orm_pool_options){ .max = 4, .max_idle_ms = 20, .check_after_ms = 1 });
    orm_db *lent[4];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++) {
            lent[i] = pools_acquire(pool);
        }
        for (int i = 0; i < 4; i++) {
            pools_release(pool, lent[i]);
        }
        pools_sleep_ms(150);
        assert_int_equal(orm_pool_trim(pool), ORM_OK);
        orm_pool_stats stats = pools_stats(pool);
        assert_int_equal(stats.open, 1); /* .min */
        assert_int_equal(stats.idle, 1);
        assert_int_equal(stats.closed_idle, 3 * (round + 1));
    }
    pools_close(pool);

    pool = pools_open(fx, &(orm_pool_options){ .max = 2, .max_lifetime_ms = 50 });
    lent[0] = pools_acquire(pool);
    pools_sleep_ms(60);
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.closed_old, 0); /* never while it is lent */
    pools_release(pool, lent[0]);
    pools_release(pool, pools_acquire(pool));
    stats = pools_stats(pool);
    assert_int_equal(stats.closed_old, 1);
    assert_int_equal(stats.opened, 2);
    pools_close(pool);
}

/* Without orm_pool_trim: what is used least ends while others are lent. */
static void test_b214_calls_see_to_what_is_idle(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 3, .max_idle_ms = 10 });
    orm_db *lent[3];
    for (int i = 0; i < 3; i++) {
        lent[i] = pools_acquire(pool);
    }
    for (int i = 0; i < 3; i++) {
        pools_release(pool, lent[i]);
    }
    pools_sleep_ms(150);
    pools_release(pool, pools_acquire(pool));
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.closed_idle, 2);
    assert_int_equal(stats.open, 1);
    pools_close(pool);
}

static void test_b214_never_means_never(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 2,
                                                         .min = ORM_POOL_LAZY,
                                                         .wait_ms = ORM_WAIT_FOREVER,
                                                         .max_idle_ms = ORM_POOL_NEVER,
                                                         .max_lifetime_ms = ORM_POOL_NEVER,
                                                         .check_after_ms = ORM_POOL_NEVER });
    assert_int_equal(pools_stats(pool).open, 0);
    orm_db *db = pools_acquire(pool);
    pools_release(pool, db);
    pools_sleep_ms(5);
    assert_int_equal(orm_pool_trim(pool), ORM_OK);
    assert_ptr_equal(pools_acquire(pool), db);
    pools_release(pool, db);
    assert_int_equal(pools_stats(pool).opened, 1);
    pools_close(pool);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b214_a_broken_connection_is_never_lent),
    ENGINE_TEST(test_b214_idle_and_old_connections_are_closed),
    ENGINE_TEST(test_b214_calls_see_to_what_is_idle),
    ENGINE_TEST(test_b214_never_means_never),
};

ENGINE_MAIN(tests)
