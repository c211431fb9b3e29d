/* A server that is stopped and started again: between calls and while they run. */
#include "pools.h"
#include "server.h"

#include <string.h>

static const char *const ways[] = { "immediate", "fast" }; /* a crash, an administrator */

/* ---- between two calls ---- */

/* What fills the slots of an entity, and the cache. */
static void use(engine_fixture *fx, orm_db *db)
{
    struct customer found = { .id = 0 };
    orm_rows *rows = NULL;
    assert_ok(db, customers_add(db, "used"));
    assert_ok(db, customer_find(db, 1, &found, fx->arena));
    assert_ok(db, customer_select(db, NULL, &rows));
    orm_rows_free(rows);
}

static orm_statement_stats stats_of(orm_db *db)
{
    orm_statement_stats stats = { .hits = 0 };
    assert_ok(db, orm_statement_stats_read(db, &stats));
    return stats;
}

static void use_again(engine_fixture *fx, orm_db *db)
{
    orm_statement_stats before = stats_of(db);
    assert_ok(db, orm_reconnect(db));
    assert_int_equal(stats_of(db).kept, 0);
    assert_int_equal(stats_of(db).kept_by_entities, 0);
    use(fx, db);
    orm_statement_stats after = stats_of(db);
    assert_int_equal(after.kept, before.kept);
    assert_int_equal(after.kept_by_entities, before.kept_by_entities);
    assert_true(after.misses > before.misses);
    use(fx, db);
    assert_int_equal(stats_of(db).misses, after.misses);
}

static void expect_gone(engine_fixture *fx, orm_db *db)
{
    struct customer found = { .id = 77 };
    assert_fails(db, ORM_CONNECTION, customers_add(db, "lost"));
    assert_fails(db, ORM_CONNECTION, customer_find(db, 1, &found, fx->arena));
    assert_int_equal(found.id, 77);
    assert_false(orm_is_connected(db));
    assert_fails(db, ORM_CONNECTION, orm_reconnect(db));
}

static void test_b208_a_stop_between_two_calls(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    orm_db *db = engine_open(fx, NULL);
    orm_db *other = engine_open(fx, &(orm_options){ .reconnect = true });
    int expected = 0;
    for (size_t i = 0; i < 2; i++) {
        use(fx, db);
        server_stop(ways[i]);
        expect_gone(fx, db);
        server_start();
        assert_fails(db, ORM_CONNECTION, customers_add(db, "lost")); /* nobody has said so */
        use_again(fx, db);
        expected += 3;
        assert_int_equal(customers_count(other), expected);
    }
}

static void test_b207_a_stop_in_transactions_and_windows(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO customer (name, tier) SELECT repeat('x', 1000),"
                                       " 'TIER_GOLD' FROM generate_series(1, 2000)"));
    orm_db *writer = engine_open(fx, NULL), *reader = engine_open(fx, NULL);
    for (size_t i = 0; i < 2; i++) {
        orm_rows *rows = NULL;
        assert_ok(writer, orm_begin(writer, NULL));
        assert_ok(writer, customers_add(writer, "undone"));
        assert_ok(writer, orm_begin(writer, NULL));
        assert_ok(reader, customer_select(reader, &(orm_query){ .window = 10 }, &rows));
        assert_non_null(customer_next(rows));
        server_stop(ways[i]);
        server_start();

        assert_fails(writer, ORM_CONNECTION, customers_add(writer, "undone"));
        assert_fails(writer, ORM_MISUSE, orm_reconnect(writer));
        assert_ok(writer, orm_rollback(writer));
        assert_ok(writer, orm_rollback(writer));
        assert_int_equal(orm_depth(writer), 0);

        assert_int_equal(orm_rows_status(rows), ORM_OK); /* rows are in memory */
        while (customer_next(rows) != NULL) {
        }
        assert_int_equal(orm_rows_status(rows), ORM_CONNECTION);
        assert_ok(reader, orm_reconnect(reader));
        assert_null(customer_next(rows));
        assert_int_equal(orm_rows_status(rows), ORM_CONNECTION);
        orm_rows_free(rows);
        assert_ok(writer, orm_reconnect(writer));
        assert_int_equal(customers_count(writer), 2000);
        assert_int_equal(customers_count(reader), 2000);
    }
}

static orm_status add_twice(orm_db *db, void *ctx)
{
    const char *name = ctx;
    orm_status status = customers_add(db, name);
    return status == ORM_OK ? customers_add(db, name) : status;
}

static void test_b208_a_stop_that_is_not_noticed(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    orm_db *db = engine_open(fx, &(orm_options){ .reconnect = true });
    struct customer found = { .id = 0 };
    for (int i = 0; i < 4; i++) {
        use(fx, db);
        server_stop(ways[i % 2]);
        if (i < 2) {
            assert_fails(db, ORM_CONNECTION, customers_add(db, "lost"));
            assert_fails(db, ORM_CONNECTION, orm_begin(db, NULL));
            assert_int_equal(orm_depth(db), 0);
        }
        server_start();
        if (i == 0) {
            assert_ok(db, customers_add(db, "kept"));
            assert_ok(db, customers_add(db, "kept"));
        } else if (i == 1) {
            assert_ok(db, customer_find(db, 1, &found, fx->arena));
            assert_ok(db, orm_run(db, NULL, add_twice, (void *)"kept"));
        } else if (i == 2) {
            assert_ok(db, orm_begin(db, NULL));
            assert_ok(db, add_twice(db, (void *)"kept"));
            assert_ok(db, orm_commit(db));
        } else {
            assert_ok(db, orm_run(db, NULL, add_twice, (void *)"kept"));
        }
        assert_int_equal(customers_count(db), 3 * (i + 1));
    }
}

/* ---- while a call runs ---- */

typedef struct sleeper {
    pthread_t thread;
    orm_db *db;
    orm_status status;
    int kind;
} sleeper;

enum { SLEEPS, WAITS_FOR_A_LOCK, LISTENS, KIND_COUNT };

static void *sleep_long(void *ctx)
{
    sleeper *s = ctx;
    orm_notification note;
    struct customer row = { .id = 1, .name = (char *)"changed" };
    s->status = s->kind == SLEEPS             ? orm_exec(s->db, "SELECT pg_sleep(60)")
                : s->kind == WAITS_FOR_A_LOCK ? customer_update(s->db, &row)
                                              : orm_notify_wait(s->db, ORM_NO_LIMIT, &note);
    return NULL;
}

static void start_sleepers(engine_fixture *fx, sleeper *all)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        all[i] = (sleeper){ .db = engine_open(fx, NULL), .kind = i };
        if (i == LISTENS) {
            assert_ok(all[i].db, orm_listen(all[i].db, "a"));
        }
        assert_int_equal(pthread_create(&all[i].thread, NULL, sleep_long, &all[i]), 0);
    }
    pools_sleep_ms(100);
}

static void join_sleepers(sleeper *all)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        assert_int_equal(pthread_join(all[i].thread, NULL), 0);
    }
    assert_int_equal(all[SLEEPS].status, ORM_OUTCOME_UNKNOWN); /* a text could do anything */
    assert_int_equal(all[WAITS_FOR_A_LOCK].status, ORM_OUTCOME_UNKNOWN);
    assert_int_equal(all[LISTENS].status, ORM_CONNECTION);
}

static void test_b207_b209_a_stop_while_calls_run(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    assert_ok(fx->db, customers_add(fx->db, "as it was"));
    for (size_t way = 0; way < 2; way++) {
        sleeper all[KIND_COUNT];
        struct customer found = { .id = 0 };
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, orm_exec(fx->db, "SELECT FROM customer FOR UPDATE"));
        start_sleepers(fx, all);
        bool is_stopped = server_stops(ways[way]);
        join_sleepers(all);
        assert_true(is_stopped);
        server_start();
        assert_ok(fx->db, orm_rollback(fx->db));
        assert_ok(fx->db, orm_reconnect(fx->db));
        assert_ok(fx->db, customer_find(fx->db, 1, &found, fx->arena));
        assert_string_equal(found.name, "as it was");
        for (int i = 0; i < KIND_COUNT; i++) {
            assert_ok(all[i].db, orm_reconnect(all[i].db));
            engine_close(fx, all[i].db);
        }
    }
}

/* ---- notifications ---- */

static void test_b208_b224_channels_after_a_restart(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    orm_db *told = engine_open(fx, NULL);
    orm_db *by_itself = engine_open(fx, &(orm_options){ .reconnect = true });
    orm_db *const both[] = { told, by_itself };
    for (size_t i = 0; i < 2; i++) {
        assert_ok(both[i], orm_listen(both[i], "a"));
        assert_ok(both[i], orm_listen(both[i], "b"));
    }
    for (size_t way = 0; way < 2; way++) {
        orm_notification note;
        server_stop(ways[way]);
        assert_fails(told, ORM_CONNECTION, orm_notify_wait(told, 0, &note));
        assert_fails(by_itself, ORM_CONNECTION, orm_notify_wait(by_itself, 0, &note));
        server_start();
        assert_fails(told, ORM_CONNECTION, orm_notify_wait(told, 0, &note));
        assert_ok(told, orm_reconnect(told));
        assert_ok(by_itself, customers_add(by_itself, "by a call"));
        assert_ok(fx->db, orm_reconnect(fx->db));
        assert_ok(fx->db, orm_notify(fx->db, "b", "after"));
        for (size_t i = 0; i < 2; i++) {
            assert_ok(both[i], orm_notify_wait(both[i], 5000, &note));
            assert_true(note.is_gap);
            assert_ok(both[i], orm_notify_wait(both[i], 5000, &note));
            assert_false(note.is_gap);
            assert_string_equal(note.channel, "b");
            assert_string_equal(note.payload, "after");
            assert_int_equal(orm_notify_wait(both[i], 0, &note), ORM_AGAIN);
        }
    }
}

/* ---- pools ---- */

enum { POOLED = 3 };

static void lend_all(orm_pool *pool, orm_db **lent, const char *name)
{
    for (int i = 0; i < POOLED; i++) {
        lent[i] = pools_acquire(pool);
        assert_ok(lent[i], customers_add(lent[i], name));
    }
}

static void give_all_back(orm_pool *pool, orm_db **lent)
{
    for (int i = 0; i < POOLED; i++) {
        pools_release(pool, lent[i]);
    }
}

static void test_b214_a_pool_over_a_restart(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = POOLED, .min = POOLED });
    orm_db *lent[POOLED], *none = NULL;
    for (size_t way = 0; way < 2; way++) {
        lend_all(pool, lent, "before");
        give_all_back(pool, lent);
        server_stop(ways[way]);
        assert_int_equal(orm_pool_acquire(pool, &none, NULL), ORM_CONNECTION);
        assert_null(none);
        server_start();
        lend_all(pool, lent, "after"); /* they were idle */
        assert_ok(lent[0], orm_begin(lent[0], NULL));
        assert_ok(lent[0], customers_add(lent[0], "undone"));
        server_stop(ways[way]);
        server_start();
        for (int i = 0; i < POOLED; i++) { /* they were lent */
            assert_fails(lent[i], ORM_CONNECTION, customers_add(lent[i], "lost"));
        }
        give_all_back(pool, lent);
        lend_all(pool, lent, "after");
        give_all_back(pool, lent);
        orm_pool_stats stats = pools_stats(pool);
        assert_int_equal(stats.open, POOLED);
        assert_int_equal(stats.closed_broken, 2 * POOLED * (way + 1));
    }
    pools_close(pool);
    assert_ok(fx->db, orm_reconnect(fx->db));
    assert_int_equal(customers_count(fx->db), 2 * 3 * POOLED);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b208_a_stop_between_two_calls),
    ENGINE_TEST(test_b207_a_stop_in_transactions_and_windows),
    ENGINE_TEST(test_b208_a_stop_that_is_not_noticed),
    ENGINE_TEST(test_b207_b209_a_stop_while_calls_run),
    ENGINE_TEST(test_b208_b224_channels_after_a_restart),
    ENGINE_TEST(test_b214_a_pool_over_a_restart),
};

ENGINE_MAIN(tests)
