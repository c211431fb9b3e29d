/* A pool used by many threads at once. Built with ThreadSanitizer, these are what it watches. */
#include "pools.h"

#include <stdio.h>
#include <string.h>

enum { THREADS = 24, MOST = 4, ROUNDS = 40 };

typedef struct meter {
    atomic_int inside, most; /* threads that have a handle */
    atomic_int kinds[4];     /* what was done */
    int rounds;
} meter;

static void enter(meter *m)
{
    int inside = atomic_fetch_add(&m->inside, 1) + 1;
    int most = atomic_load(&m->most);
    while (inside > most && !atomic_compare_exchange_weak(&m->most, &most, inside)) {
    }
}

static void leave(meter *m)
{
    (void)atomic_fetch_sub(&m->inside, 1);
}

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245U + 12345U;
    return *seed >> 16;
}

/* ---- everything at once ---- */

static orm_status write_one(orm_db *db, void *ctx)
{
    return customers_add(db, ctx);
}

/* Stores a row, stores one and forgets it, reads in a window that is left open, or does nothing. */
static orm_status work(orm_db *db, unsigned kind)
{
    orm_rows *rows = NULL;
    orm_status status = ORM_OK;
    switch (kind) {
    case 0:
        return orm_run(db, NULL, write_one, (void *)(uintptr_t)"kept");
    case 1:
        status = orm_begin(db, NULL);
        return status == ORM_OK ? customers_add(db, "lost") : status;
    case 2:
        status = customer_select(db, &(orm_query){ .window = 2 }, &rows);
        if (status == ORM_OK) {
            (void)customer_next(rows);
            status = orm_rows_status(rows);
        }
        orm_rows_free(rows);
        return status;
    default:
        return ORM_OK;
    }
}

static bool use_once(pools_thread *self, unsigned *seed)
{
    meter *m = self->shared;
    orm_db *db = NULL;
    unsigned kind = next_random(seed) % 4;
    if (!pools_check(self, orm_pool_acquire(self->pool, &db, NULL), "acquire")) {
        return false;
    }
    enter(m);
    bool is_right = pools_check(self, orm_db_error(db)->status, "a handle with a past") &&
                    pools_check(self, orm_depth(db) == 0 ? ORM_OK : ORM_ABORTED, "an open level") &&
                    pools_check(self, work(db, kind), "work");
    if (next_random(seed) % 3 == 0) {
        pools_sleep_ms((long)(next_random(seed) % 3));
    }
    (void)atomic_fetch_add(&m->kinds[kind], 1);
    leave(m);
    return pools_check(self, orm_pool_release(self->pool, db), "release") && is_right;
}

static void use_often(pools_thread *self)
{
    unsigned seed = (unsigned)self->number + 1;
    const meter *m = self->shared;
    for (int i = 0; i < m->rounds && use_once(self, &seed); i++) {
    }
}

static void test_b214_many_threads(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool =
        pools_open(fx, &(orm_pool_options){ .max = MOST, .db = { .busy_timeout_ms = 60000 } });
    pools_thread threads[THREADS];
    meter m = { .rounds = ROUNDS };
    pools_start(threads, THREADS, &(pools_thread){ .run = use_often, .pool = pool, .shared = &m });
    pools_join(threads, THREADS);
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.acquired, THREADS * ROUNDS);
    assert_int_equal(stats.transactions, atomic_load(&m.kinds[1]));
    assert_int_equal(stats.timeouts, 0);
    assert_int_equal(stats.lent + stats.waiting, 0);
    assert_in_range(atomic_load(&m.most), 2, MOST);
    assert_in_range(stats.opened, 2, MOST);
    assert_int_equal(stats.open, stats.opened);
    assert_int_equal(stats.idle, stats.open);
    assert_true(stats.waited > 0 && stats.waited_ns > 0);
    pools_close(pool);
    assert_int_equal(customers_count(fx->db), atomic_load(&m.kinds[0]));
}

/* Connections end by age and idleness all the time, and by others' hands: no place is lost, and
 * there are never too many. */
static void test_b214_connections_that_come_and_go(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = MOST,
                                                         .max_idle_ms = 1,
                                                         .max_lifetime_ms = 5,
                                                         .check_after_ms = 1,
                                                         .db = { .busy_timeout_ms = 60000 } });
    pools_thread threads[THREADS];
    meter m = { .rounds = 10 };
    pools_start(threads, THREADS, &(pools_thread){ .run = use_often, .pool = pool, .shared = &m });
    for (int i = 0; i < 30; i++) {
        assert_int_equal(orm_pool_trim(pool), ORM_OK);
        assert_in_range(pools_stats(pool).open, 0, MOST);
        pools_sleep_ms(1);
    }
    pools_join(threads, THREADS);
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.acquired, THREADS * 10);
    assert_int_equal(stats.opened, stats.open + stats.closed_old + stats.closed_idle +
                                       stats.closed_broken + stats.closed_changed);
    assert_true(stats.closed_old > 0);
    assert_int_equal(stats.closed_broken + stats.closed_changed + stats.open_failures, 0);
    assert_in_range(atomic_load(&m.most), 1, MOST);
    pools_close(pool);
    assert_int_equal(customers_count(fx->db), atomic_load(&m.kinds[0]));
}

/* ---- who waits ---- */

typedef struct order {
    atomic_int next;
    int came[16]; /* the number of who was served then */
} order;

static void wait_in_line(pools_thread *self)
{
    order *line = self->shared;
    orm_db *db = NULL;
    if (pools_check(self, orm_pool_acquire(self->pool, &db, NULL), "acquire")) {
        line->came[atomic_fetch_add(&line->next, 1)] = self->number;
        (void)pools_check(self, orm_pool_release(self->pool, db), "release");
    }
}

static void test_b214_first_come_first_served(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 1 });
    orm_db *db = pools_acquire(pool), *other = NULL;
    pools_thread threads[16];
    order line = { .next = 0 };
    for (int i = 0; i < 16; i++) {
        pools_start_one(
            &threads[i],
            &(pools_thread){ .run = wait_in_line, .pool = pool, .shared = &line, .number = i });
        pools_await_waiting(pool, (size_t)i + 1);
    }
    assert_int_equal(orm_pool_acquire_within(pool, ORM_NO_WAIT, &other, NULL), ORM_TIMEOUT);
    pools_release(pool, db);
    pools_join(threads, 16);
    for (int i = 0; i < 16; i++) {
        assert_int_equal(line.came[i], i);
    }
    assert_int_equal(pools_stats(pool).waited, 16);
    pools_close(pool);
}

static void wait_in_vain(pools_thread *self)
{
    orm_db *db = NULL;
    orm_error error;
    orm_status status = orm_pool_acquire_within(self->pool, 1 + self->number % 7, &db, &error);
    if (status == ORM_OK) {
        (void)pools_check(self, orm_pool_release(self->pool, db), "release");
    } else if (status != ORM_TIMEOUT || error.status != ORM_TIMEOUT) {
        (void)pools_check(self, status, "acquire");
    } else {
        (void)atomic_fetch_add((atomic_int *)self->shared, 1);
    }
}

/* Handles are given back while others give up waiting: each is lent or idle, none is lost. */
static void test_b214_giving_up_while_it_is_handed_over(void **state)
{
    engine_fixture *fx = *state;
    orm_pool *pool = pools_open(fx, &(orm_pool_options){ .max = 2, .min = 2 });
    atomic_int gave_up = 0;
    for (int round = 0; round < 20; round++) {
        pools_thread threads[THREADS];
        orm_db *first = pools_acquire(pool), *second = pools_acquire(pool);
        pools_start(threads, THREADS,
                    &(pools_thread){ .run = wait_in_vain, .pool = pool, .shared = &gave_up });
        pools_sleep_ms(round % 8);
        pools_release(pool, first);
        pools_sleep_ms(1);
        pools_release(pool, second);
        pools_join(threads, THREADS);
        orm_pool_stats stats = pools_stats(pool);
        assert_int_equal(stats.idle, 2);
        assert_int_equal(stats.lent + stats.waiting, 0);
    }
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.timeouts, atomic_load(&gave_up));
    assert_int_equal(stats.acquired + stats.timeouts, 20 * (THREADS + 2));
    pools_close(pool);
}

/* Who waits while nothing can be opened hears of that, not of the time. */
static void fail_to_open(pools_thread *self)
{
    orm_db *db = NULL;
    orm_error error;
    orm_status status = orm_pool_acquire(self->pool, &db, &error);
    if (status != ORM_CONNECTION || error.status != ORM_CONNECTION) {
        (void)pools_check(self, ORM_ENGINE, "another status");
    }
}

static void test_b214_nobody_waits_for_what_cannot_be_opened(void **state)
{
    (void)state;
    const char *url = engine_is_sqlite() ? "sqlite:/no/such/folder/x.db"
                                         : "postgresql://nobody@127.0.0.1:1/nothing";
    orm_pool *pool = NULL;
    const orm_pool_options options = { .min = ORM_POOL_LAZY,
                                       .max = 2,
                                       .wait_ms = ORM_WAIT_FOREVER };
    assert_int_equal(orm_pool_open(url, &options, &pool, NULL), ORM_OK);
    pools_thread threads[THREADS];
    pools_start(threads, THREADS,
                &(pools_thread){ .run = fail_to_open, .pool = pool, .number = 0 });
    pools_join(threads, THREADS);
    assert_int_equal(pools_stats(pool).open_failures, THREADS);
    pools_close(pool);
}

/* ---- others' hands ---- */

static void survive(pools_thread *self)
{
    meter *m = self->shared;
    for (int i = 0; i < m->rounds; i++) {
        orm_db *db = NULL;
        if (!pools_check(self, orm_pool_acquire(self->pool, &db, NULL), "acquire")) {
            return;
        }
        orm_status status = customers_add(db, "a");
        (void)atomic_fetch_add(&m->kinds[status == ORM_OK ? 0 : 1], 1);
        if (status != ORM_OK && status != ORM_CONNECTION && status != ORM_OUTCOME_UNKNOWN) {
            (void)pools_check(self, status, "insert");
        }
        (void)pools_check(self, orm_pool_release(self->pool, db), "release");
    }
}

static void test_b214_a_server_that_ends_connections(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_pool *pool =
        pools_open(fx, &(orm_pool_options){ .max = MOST, .db = { .application_name = "victim" } });
    pools_thread threads[8];
    meter m = { .rounds = 60 };
    pools_start(threads, 8, &(pools_thread){ .run = survive, .pool = pool, .shared = &m });
    for (int i = 0; i < 5; i++) {
        pools_sleep_ms(10);
        engine_terminate(fx, "victim");
    }
    pools_join(threads, 8);
    int stored = customers_count(fx->db);
    assert_in_range(stored, atomic_load(&m.kinds[0]), 8 * 60);
    orm_pool_stats stats = pools_stats(pool);
    assert_int_equal(stats.acquired, 8 * 60);
    assert_int_equal(stats.opened - stats.open, stats.closed_broken);
    pools_close(pool);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b214_many_threads),
    ENGINE_TEST(test_b214_connections_that_come_and_go),
    ENGINE_TEST(test_b214_first_come_first_served),
    ENGINE_TEST(test_b214_giving_up_while_it_is_handed_over),
    ENGINE_TEST(test_b214_nobody_waits_for_what_cannot_be_opened),
    ENGINE_TEST(test_b214_a_server_that_ends_connections),
};

ENGINE_MAIN(tests)
