/* Owns the frame of tests of pools. */
#include "pools.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

orm_pool *pools_open(engine_fixture *fx, const orm_pool_options *options)
{
    orm_pool *pool = NULL;
    orm_error error;
    if (orm_pool_open(fx->url, options, &pool, &error) != ORM_OK) {
        fail_msg("%s: %s", orm_status_name(error.status), error.message);
    }
    return pool;
}

orm_db *pools_acquire(orm_pool *pool)
{
    orm_db *db = NULL;
    orm_error error;
    if (orm_pool_acquire(pool, &db, &error) != ORM_OK) {
        fail_msg("%s: %s", orm_status_name(error.status), error.message);
    }
    return db;
}

void pools_release(orm_pool *pool, orm_db *db)
{
    assert_int_equal(orm_pool_release(pool, db), ORM_OK);
}

orm_pool_stats pools_stats(orm_pool *pool)
{
    orm_pool_stats stats;
    assert_int_equal(orm_pool_measure(pool, &stats), ORM_OK);
    return stats;
}

void pools_close(orm_pool *pool)
{
    orm_error error;
    if (orm_pool_close(pool, &error) != ORM_OK) {
        fail_msg("%s: %s", orm_status_name(error.status), error.message);
    }
}

void pools_sleep_ms(long ms)
{
    const struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    (void)nanosleep(&time, NULL);
}

void pools_await_waiting(orm_pool *pool, size_t count)
{
    while (pools_stats(pool).waiting != count) {
        pools_sleep_ms(1);
    }
}

/* ---- threads ---- */

static void *run_thread(void *ctx)
{
    pools_thread *self = ctx;
    self->run(self);
    return NULL;
}

void pools_start_one(pools_thread *thread, const pools_thread *as)
{
    *thread = *as;
    assert_int_equal(pthread_create(&thread->id, NULL, run_thread, thread), 0);
}

void pools_start(pools_thread *threads, int count, const pools_thread *as)
{
    for (int i = 0; i < count; i++) {
        pools_thread one = *as;
        one.number = i;
        pools_start_one(&threads[i], &one);
    }
}

void pools_join(pools_thread *threads, int count)
{
    const pools_thread *failed = NULL;
    for (int i = 0; i < count; i++) {
        assert_int_equal(pthread_join(threads[i].id, NULL), 0);
        failed = threads[i].failed != NULL ? &threads[i] : failed;
    }
    if (failed != NULL) {
        fail_msg("thread %d: %s: %s", failed->number, failed->failed,
                 orm_status_name(failed->status));
    }
}

bool pools_check(pools_thread *self, orm_status status, const char *what)
{
    if (status < 0 && self->failed == NULL) {
        self->status = status;
        self->failed = what;
    }
    return status >= 0;
}
