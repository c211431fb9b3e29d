/* What a user of a pooled handle has told its session, the next one does not find. What it has
 * prepared, it does. */
#include "pools.h"

#include "support/fault_driver.h"

#include <stdio.h>
#include <string.h>

/* ---- what is left ---- */

/* Something that stays in a session of PostgreSQL, and how it shows: an expression that is 0 or
 * NULL where it is not there. */
typedef struct leaving {
    const char *sql, *shows;
} leaving;

static const leaving leavings[] = {
    { "SET work_mem = '1234kB'", "nullif(current_setting('work_mem') = '1234kB', false)" },
    { "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
      "nullif(current_setting('default_transaction_isolation') = 'serializable', false)" },
    { "SELECT set_config('corm.mark', 'x', false)",
      "nullif(nullif(current_setting('corm.mark', true), ''), NULL)" },
    { "SELECT pg_advisory_lock(77)",
      "nullif((SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), 0)" },
    { "BEGIN; DECLARE kept CURSOR WITH HOLD FOR SELECT 1; COMMIT",
      "nullif((SELECT count(*) FROM pg_cursors WHERE name <> ''), 0)" },
    { "LISTEN news", "nullif((SELECT count(*) FROM pg_listening_channels()), 0)" },
    { "CREATE TEMPORARY TABLE kept (a int)",
      "nullif((SELECT count(*) FROM pg_class WHERE relpersistence = 't'), 0)" },
    { "SET search_path = pg_catalog",
      "nullif(current_setting('search_path') = 'pg_catalog', false)" },
    { "CREATE ROLE corm_test_nobody; SET ROLE corm_test_nobody",
      "nullif(current_user = 'corm_test_nobody', false)" },
    { "SET SESSION AUTHORIZATION corm_test_nobody",
      "nullif(session_user = 'corm_test_nobody', false)" },
};
enum { LEAVINGS = sizeof leavings / sizeof leavings[0] };

static orm_status ask(orm_db *db, const char *sql, char *answer, size_t size)
{
    orm_value value = { .type = ORM_TYPE_NULL };
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    orm_status status = orm_raw_value(db, &(orm_raw){ .sql = sql }, arena, &value);
    answer[0] = '\0';
    if (status == ORM_OK && value.type == ORM_TYPE_TEXT) {
        strncpy(answer, value.as.text, size - 1);
        answer[size - 1] = '\0';
    }
    orm_arena_free(arena);
    return status;
}

static bool shows(orm_db *db, const leaving *left)
{
    char sql[256], answer[64];
    (void)snprintf(sql, sizeof sql, "SELECT CAST(%s AS text)", left->shows);
    assert_ok(db, ask(db, sql, answer, sizeof answer));
    return answer[0] != '\0';
}

/* One user leaves it, the next one looks. */
static void check_leaving(orm_pool *pool, const leaving *left)
{
    orm_db *db = pools_acquire(pool);
    assert_false(shows(db, left));
    assert_ok(db, orm_exec(db, left->sql));
    assert_true(shows(db, left));
    pools_release(pool, db);
    db = pools_acquire(pool);
    if (shows(db, left)) {
        fail_msg("%s", left->sql);
    }
    pools_release(pool, db);
}

static void test_b215_nothing_stays_in_a_session(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_exec(fx->db, "DROP ROLE IF EXISTS corm_test_nobody"));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    for (size_t i = 0; i < LEAVINGS; i++) {
        check_leaving(pool, &leavings[i]);
    }
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.opened, 1);
    assert_int_equal(stats.resets, 2 * LEAVINGS);
    pools_close(pool);
    assert_ok(fx->db, orm_exec(fx->db, "DROP ROLE corm_test_nobody"));
}

/* All at once, and within a transaction that is left open and has failed. */
static void test_b215_nor_from_a_transaction_that_failed(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_begin(db, NULL));
    for (size_t i = 0; i < 8; i++) {
        if (strncmp(leavings[i].sql, "BEGIN", 5) != 0) {
            assert_ok(db, orm_exec(db, leavings[i].sql));
        }
    }
    assert_fails(db, ORM_SQL, orm_exec(db, "no statement"));
    pools_release(pool, db);
    db = pools_acquire(pool);
    for (size_t i = 0; i < 8; i++) {
        assert_false(shows(db, &leavings[i]));
    }
    pools_release(pool, db);
    pools_close(pool);
}

static void test_b215_who_listens_stops(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool);
    orm_notification note;
    assert_ok(db, orm_listen(db, "news"));
    assert_ok(fx->db, orm_notify(fx->db, "news", "for the first"));
    pools_release(pool, db);
    db = pools_acquire(pool);
    assert_int_equal(orm_notify_wait(db, 20, &note), ORM_AGAIN);
    assert_ok(db, orm_reconnect(db));
    assert_int_equal(orm_notify_wait(db, 0, &note), ORM_AGAIN); /* it does not listen again */
    assert_ok(db, orm_listen(db, "news"));
    assert_ok(fx->db, orm_notify(fx->db, "news", "for the second"));
    assert_ok(db, orm_notify_wait(db, 5000, &note));
    assert_string_equal(note.payload, "for the second");
    pools_release(pool, db);
    pools_close(pool);
}

/* ---- what is set up, and what a handle is ---- */

static orm_status fail_to_write(orm_hook *hook)
{
    return orm_hook_refuse(hook, "no more");
}

static orm_status count_write(orm_hook *hook)
{
    ++*(int *)hook->ctx;
    return ORM_OK;
}

typedef struct setup {
    int calls, hooked;
    uint64_t hook;
} setup;

static orm_status set_up(orm_db *db, void *ctx)
{
    setup *own = ctx;
    own->calls++;
    orm_status status = orm_hook_add(db, &customer_entity, ORM_BEFORE_INSERT, count_write,
                                     &own->hooked, &own->hook);
    return status != ORM_OK ? status
                            : orm_exec(db, engine_is_sqlite() ? "PRAGMA cache_size = 77"
                                                              : "SET work_mem = '777kB'");
}

static void assert_set_up(orm_db *db, setup *own)
{
    char answer[64];
    int hooked = own->hooked;
    assert_ok(db, ask(db,
                      engine_is_sqlite() ? "SELECT CAST(cache_size AS TEXT) FROM pragma_cache_size"
                                         : "SELECT current_setting('work_mem')",
                      answer, sizeof answer));
    assert_string_equal(answer, engine_is_sqlite() ? "77" : "777kB");
    assert_ok(db, customers_add(db, "a"));
    assert_int_equal(own->hooked, hooked + 1);
}

static void test_b215_what_is_set_up_is_there_each_time(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    setup own = { .calls = 0 };
    orm_pool *pool = pools_open(
        fx, &(orm_pool_options){ .max = 1, .db = { .setup = set_up, .setup_ctx = &own } });
    for (int i = 0; i < 3; i++) {
        orm_db *db = pools_acquire(pool);
        assert_int_equal(own.calls, i + 1);
        assert_set_up(db, &own);
        assert_ok(db, orm_exec(db, engine_is_sqlite() ? "PRAGMA cache_size = 5"
                                                      : "SET work_mem = '5MB'"));
        pools_release(pool, db);
    }
    assert_int_equal(pools_stats(pool).closed_changed, engine_is_sqlite() ? 3 : 0);
    pools_close(pool);
}

static void test_b215_hooks_end_with_their_user(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    setup own = { .calls = 0 };
    orm_pool *pool = pools_open(
        fx, &(orm_pool_options){ .max = 1, .db = { .setup = set_up, .setup_ctx = &own } });
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_hook_add(db, NULL, ORM_BEFORE_INSERT, fail_to_write, NULL, NULL));
    assert_int_equal(customers_add(db, "a"), ORM_REFUSED);
    pools_release(pool, db);
    assert_ptr_equal(pools_acquire(pool), db);
    assert_ok(db, customers_add(db, "a"));
    assert_int_equal(own.hooked, 2);
    assert_ok(db, orm_hook_remove(db, own.hook)); /* one that each user is to have */
    pools_release(pool, db);
    db = pools_acquire(pool);
    assert_set_up(db, &own);
    pools_release(pool, db);
    pools_close(pool);
}

/* ---- SQLite ---- */

static orm_status answer_one(const orm_function_call *call, orm_value *answer_out, orm_error *error)
{
    (void)call;
    (void)error;
    *answer_out = orm_value_int(1);
    return ORM_OK;
}

static void test_b215_a_connection_that_was_changed_is_replaced(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    static const char *const changing[] = {
        "PRAGMA foreign_keys = OFF",      "ATTACH ':memory:' AS other",
        "CREATE TEMP TABLE kept (a)",     "SELECT 1; /* and */ create temporary view v as select 1",
        "CREATE TABLE \"temp\".kept (a)", ";; PRAGMA cache_size = 1",
    };
    static const char *const harmless[] = {
        "SELECT 'PRAGMA'; -- PRAGMA\n DELETE FROM customer WHERE name = 'temporary'",
        "BEGIN; DELETE FROM customer; COMMIT",
        "CREATE TABLE kept (a); DROP TABLE kept",
        "WITH n (i) AS (SELECT 1) SELECT i FROM n",
        "",
    };
    uint64_t closed = 0;
    for (size_t i = 0; i < sizeof changing / sizeof changing[0]; i++) {
        orm_db *db = pools_acquire(pool);
        assert_ok(db, orm_exec(db, changing[i]));
        pools_release(pool, db);
        assert_int_equal(pools_stats(pool).closed_changed, ++closed);
    }
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        orm_db *db = pools_acquire(pool);
        assert_ok(db, orm_exec(db, harmless[i]));
        pools_release(pool, db);
        assert_int_equal(pools_stats(pool).closed_changed, closed);
    }
    orm_db *db = pools_acquire(pool);
    assert_ok(db, orm_function_add(db, &(orm_function){ .name = "one", .call = answer_one }));
    pools_release(pool, db);
    db = pools_acquire(pool);
    assert_fails(db, ORM_SQL, orm_exec(db, "SELECT one()"));
    assert_non_null(orm_native_sqlite(db));
    pools_release(pool, db);
    assert_int_equal(pools_stats(pool).closed_changed, closed + 2);
    pools_close(pool);
}

/* ---- as the options say ---- */

static void test_b215_always_and_never(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool =
        pools_open(fx, &(orm_pool_options){ .max = 1, .reset = ORM_POOL_RESET_ALWAYS });
    for (int i = 0; i < 3; i++) {
        orm_db *db = pools_acquire(pool);
        assert_ok(db, customers_add(db, "a"));
        pools_release(pool, db);
    }
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(engine_is_sqlite() ? stats.closed_changed : stats.resets, 3);
    pools_close(pool);
    pool = pools_open(fx, &(orm_pool_options){ .max = 1, .reset = ORM_POOL_RESET_NEVER });
    orm_db *db = pools_acquire(pool);
    engine_exec(db, "PRAGMA cache_size = 77", "SET work_mem = '777kB'");
    pools_release(pool, db);
    assert_ptr_equal(pools_acquire(pool), db);
    char answer[64];
    assert_ok(db, ask(db,
                      engine_is_sqlite() ? "SELECT CAST(cache_size AS TEXT) FROM pragma_cache_size"
                                         : "SELECT current_setting('work_mem')",
                      answer, sizeof answer));
    assert_string_equal(answer, engine_is_sqlite() ? "77" : "777kB");
    pools_release(pool, db);
    assert_int_equal(pools_stats(pool).resets, 0);
    pools_close(pool);
}

/* A read-only handle stays one, whatever the session was told. */
static void test_b215_read_only_by_the_options(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1, .db = { .read_only = true } });
    for (int i = 0; i < 2; i++) {
        orm_db *db = pools_acquire(pool);
        assert_fails(db, ORM_READ_ONLY, customers_add(db, "a"));
        engine_exec(db, "PRAGMA cache_size = 77",
                    "SET default_transaction_read_only = off; SET client_encoding = 'LATIN1'");
        pools_release(pool, db);
    }
    pools_close(pool);
}

/* ---- what is prepared ---- */

/* Where the second lending asks the driver for nothing but what it runs. */
static void test_b214_b233_the_next_user_prepares_nothing(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    static fault_driver counter;
    fault_init(&counter, engine_is_sqlite() ? &orm_driver_sqlite : &orm_driver_postgresql, 0,
               ORM_OK);
    orm_pool *pool =
        pools_open(fx, &(orm_pool_options){ .max = 1, .db = { .driver = &counter.driver } });
    size_t prepared = 0;
    for (int i = 0; i < 4; i++) {
        orm_db *db = pools_acquire(pool);
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, customers_add(db, "a"));
        assert_ok(db, orm_commit(db));
        assert_int_equal(customers_count(db), i + 1);
        pools_release(pool, db);
        if (i > 0) {
            assert_int_equal(counter.prepares, prepared);
        }
        prepared = counter.prepares;
    }
    assert_true(prepared > 0);
    orm_db *db = pools_acquire(pool); /* nor after the session was reset */
    engine_exec(db, NULL, "SET work_mem = '777kB'");
    pools_release(pool, db);
    db = pools_acquire(pool);
    assert_ok(db, customers_add(db, "a"));
    pools_release(pool, db);
    assert_int_equal(counter.prepares, prepared);
    pools_close(pool);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b215_nothing_stays_in_a_session),
    ENGINE_TEST(test_b215_nor_from_a_transaction_that_failed),
    ENGINE_TEST(test_b215_who_listens_stops),
    ENGINE_TEST(test_b215_what_is_set_up_is_there_each_time),
    ENGINE_TEST(test_b215_hooks_end_with_their_user),
    ENGINE_TEST(test_b215_a_connection_that_was_changed_is_replaced),
    ENGINE_TEST(test_b215_always_and_never),
    ENGINE_TEST(test_b215_read_only_by_the_options),
    ENGINE_TEST(test_b214_b233_the_next_user_prepares_nothing),
};

ENGINE_MAIN(tests)
