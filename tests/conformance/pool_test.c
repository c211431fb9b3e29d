/* A pool used by one thread: what it lends, and what it refuses. */
#include "pools.h"
#include "support/chaos_alloc.h"

#include <sys/wait.h>
#include <unistd.h>

/* ---- lending ---- */

static void test_b214_handles_come_and_go(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 2 });
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.open, 1);
    assert_int_equal(stats.idle, 1);
    orm_db *first = pools_acquire(pool);
    orm_db *second = pools_acquire(pool);
    assert_ptr_not_equal(first, second);
    assert_ok(first, customers_add(first, "a"));
    assert_ok(second, customers_add(second, "b"));
    stats = pools_stats(pool);
    assert_int_equal(stats.open, 2);
    assert_int_equal(stats.idle, 0);
    assert_int_equal(stats.lent, 2);
    pools_release(pool, first);
    assert_ptr_equal(pools_acquire(pool), first);
    pools_release(pool, second);
    pools_release(pool, first);
    stats = pools_stats(pool);
    assert_int_equal(stats.idle, 2);
    assert_int_equal(stats.acquired, 3);
    assert_int_equal(stats.opened, 2);
    assert_int_equal(stats.waited, 0);
    assert_ptr_equal(pools_acquire(pool), first); /* the one that was used last */
    pools_release(pool, first);
    pools_close(pool);
    assert_int_equal(customers_count(fx->db), 2);
}

static void test_b214_nothing_left_in_time(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1, .wait_ms = 30 });
    orm_db *db = pools_acquire(pool);
    orm_db *other = NULL;
    orm_error error;
    assert_int_equal(orm_pool_acquire(pool, &other, &error), ORM_TIMEOUT);
    assert_int_equal(error.status, ORM_TIMEOUT);
    assert_mentions(error.message, "1 of 1 are lent, the oldest for ");
    assert_int_equal(orm_pool_acquire_within(pool, ORM_NO_WAIT, &other, NULL), ORM_TIMEOUT);
    assert_int_equal(orm_pool_acquire_within(pool, 1, &other, NULL), ORM_TIMEOUT);
    assert_null(other);
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.timeouts, 3);
    assert_int_equal(stats.waited, 0);
    assert_int_equal(stats.waiting, 0);
    assert_true(stats.waited_ns >= 31000000);
    pools_release(pool, db);
    assert_int_equal(orm_pool_acquire_within(pool, ORM_NO_WAIT, &other, &error), ORM_OK);
    pools_release(pool, other);
    pools_close(pool);
}

/* ---- what is refused ---- */

static orm_status release_inside(orm_db *db, void *ctx)
{
    return orm_pool_release(ctx, db) == ORM_MISUSE ? ORM_OK : ORM_ENGINE;
}

static void test_b214_misuse_is_told(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, NULL), *other = pools_open(fx, NULL);
    orm_db *db = pools_acquire(pool), *ignored = NULL;
    orm_error error;
    assert_int_equal(orm_pool_release(pool, fx->db), ORM_MISUSE);
    assert_int_equal(orm_pool_release(other, db), ORM_MISUSE);
    assert_int_equal(orm_pool_release(NULL, db), ORM_MISUSE);
    assert_int_equal(orm_pool_release(pool, NULL), ORM_OK);
    assert_int_equal(orm_pool_acquire(NULL, &ignored, &error), ORM_MISUSE);
    assert_int_equal(orm_pool_acquire(pool, NULL, &error), ORM_MISUSE);
    assert_int_equal(orm_pool_acquire_within(pool, -3, &ignored, &error), ORM_MISUSE);
    assert_int_equal(orm_pool_measure(pool, NULL), ORM_MISUSE);
    assert_int_equal(orm_pool_trim(NULL), ORM_MISUSE);
    assert_ok(db, orm_run(db, NULL, release_inside, pool));
    assert_int_equal(orm_pool_close(pool, &error), ORM_MISUSE);
    assert_mentions(error.message, "1 handles are lent");
    assert_ok(db, orm_exec(db, "SELECT 1"));
    pools_release(pool, db);
    assert_int_equal(orm_pool_release(pool, db), ORM_MISUSE); /* a second time */
    pools_close(pool);
    pools_close(other);
    assert_int_equal(orm_pool_close(NULL, NULL), ORM_OK);
}

static void test_b214_options_are_checked(void **state)
{
    engine_fixture *fx = *state;
    static const orm_pool_options wrong[] = {
        { .max = 2, .min = 3 },        { .wait_ms = -3 },          { .max_idle_ms = -2 },
        { .max_lifetime_ms = -2 },     { .check_after_ms = -100 }, { .reset = (orm_pool_reset)3 },
        { .db = { .timeout_ms = -1 } }
    };
    orm_pool *pool = NULL;
    orm_error error;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(orm_pool_open(fx->url, &wrong[i], &pool, &error), ORM_MISUSE);
        assert_int_equal(error.status, ORM_MISUSE);
    }
    assert_int_equal(orm_pool_open(NULL, NULL, &pool, &error), ORM_MISUSE);
    assert_int_equal(orm_pool_open(fx->url, NULL, NULL, NULL), ORM_MISUSE);
    assert_int_equal(orm_pool_open("nothing:", NULL, &pool, &error), ORM_MISUSE);
    assert_null(pool);
}

static void test_b214_a_server_that_is_not_there(void **state)
{
    (void)state;
    const char *url = engine_is_sqlite() ? "sqlite:/no/such/folder/x.db"
                                         : "postgresql://nobody@127.0.0.1:1/nothing";
    orm_pool *pool = NULL;
    orm_db *db = NULL;
    orm_error error;
    assert_int_equal(orm_pool_open(url, NULL, &pool, &error), ORM_CONNECTION);
    assert_null(pool);
    assert_int_equal(
        orm_pool_open(url, &(orm_pool_options){ .min = ORM_POOL_LAZY, .max = 1 }, &pool, &error),
        ORM_OK);
    for (int i = 0; i < 3; i++) { /* the place is not lost */
        assert_int_equal(orm_pool_acquire(pool, &db, &error), ORM_CONNECTION);
        assert_null(db);
    }
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.open_failures, 3);
    assert_int_equal(stats.open + stats.lent + stats.idle, 0);
    pools_close(pool);
}

static void test_b214_databases_in_memory(void **state)
{
    (void)state;
    engine_sqlite_only();
    static const char *const private[] = { "sqlite::memory:", "sqlite:file::memory:",
                                           "sqlite:file:x?mode=memory",
                                           "sqlite:file:?cache=shared" };
    orm_pool *pool = NULL;
    orm_error error;
    for (size_t i = 0; i < sizeof private / sizeof private[0]; i++) {
        assert_int_equal(orm_pool_open(private[i], NULL, &pool, &error), ORM_MISUSE);
        assert_mentions(error.message, "has its own");
    }
    orm_pool_options options = { .max = 2, .max_idle_ms = 1, .max_lifetime_ms = 1 };
    assert_int_equal(
        orm_pool_open("sqlite:file:shop?mode=memory&cache=shared", &options, &pool, &error),
        ORM_OK);
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_create_all(db, &shop_schema));
    for (int i = 0; i < 5; i++) { /* each time on another connection */
        assert_ok(db, customers_add(db, "a"));
        pools_release(pool, db);
        pools_sleep_ms(3);
        assert_int_equal(orm_pool_trim(pool), ORM_OK);
        db = pools_acquire(pool);
        assert_int_equal(customers_count(db), i + 1);
    }
    pools_release(pool, db);
    assert_true(pools_stats(pool).opened > 5);
    pools_close(pool);
}

/* ---- processes, memory ---- */

static int use_inherited(orm_pool *pool, orm_db *lent)
{
    orm_db *db = NULL;
    orm_pool_stats stats;
    if (orm_pool_acquire(pool, &db, NULL) != ORM_MISUSE ||
        orm_pool_release(pool, lent) != ORM_MISUSE ||
        orm_pool_measure(pool, &stats) != ORM_MISUSE || orm_pool_trim(pool) != ORM_MISUSE) {
        return 1;
    }
    orm_close(lent);
    return orm_pool_close(pool, NULL) == ORM_OK ? 0 : 2;
}

static void test_b214_b217_a_process_that_was_forked_off(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .min = 2 });
    orm_db *db = pools_acquire(pool);
    assert_ok(db, customers_add(db, "a"));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(use_inherited(pool, db));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_ok(db, customers_add(db, "b"));
    orm_db *other = pools_acquire(pool);
    assert_int_equal(customers_count(other), 2);
    pools_release(pool, other);
    pools_release(pool, db);
    assert_int_equal(pools_stats(pool).opened, 2);
    pools_close(pool);
}

static orm_status set_up(orm_db *db, void *ctx)
{
    (void)ctx;
    return orm_exec(db, engine_is_sqlite() ? "PRAGMA synchronous = OFF" : "SET work_mem = '1MB'");
}

/* Whatever is refused, no place is lost and nothing leaks. */
static orm_status pool_scenario(void *ctx, const orm_allocator *allocator)
{
    const engine_fixture *fx = ctx;
    orm_pool *pool = NULL;
    orm_db *first = NULL, *second = NULL;
    const orm_pool_options options = {
        .max = 2,
        .wait_ms = 2000,
        .db = { .allocator = *allocator, .setup = set_up, .application_name = "chaos" }
    };
    orm_status status = orm_pool_open(fx->url, &options, &pool, NULL);
    if (status == ORM_OK) {
        status = orm_pool_acquire(pool, &first, NULL);
    }
    if (status == ORM_OK) {
        status = orm_pool_acquire(pool, &second, NULL);
    }
    if (status == ORM_OK) {
        status = customers_add(second, "a");
    }
    if (pool != NULL) {
        assert_int_equal(pools_stats(pool).timeouts, 0);
        pools_release(pool, second);
        pools_release(pool, first);
        pools_close(pool);
    }
    return status;
}

static void test_b214_b270_memory_that_runs_out(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(chaos_each(pool_scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b214_handles_come_and_go),
    ENGINE_TEST(test_b214_nothing_left_in_time),
    ENGINE_TEST(test_b214_misuse_is_told),
    ENGINE_TEST(test_b214_options_are_checked),
    ENGINE_TEST(test_b214_a_server_that_is_not_there),
    ENGINE_TEST(test_b214_databases_in_memory),
    ENGINE_TEST(test_b214_b217_a_process_that_was_forked_off),
    ENGINE_TEST(test_b214_b270_memory_that_runs_out),
};

ENGINE_MAIN(tests)
