/* Pools for tests, on the fixture's database, and threads that use them. */
#ifndef CONFORMANCE_POOLS_H
#define CONFORMANCE_POOLS_H

#include <pthread.h>
#include <stdatomic.h>
#include "models/customers.h"

/* Each fails the test where it fails. */
orm_pool *pools_open(engine_fixture *fx, const orm_pool_options *options);
orm_db *pools_acquire(orm_pool *pool);
void pools_release(orm_pool *pool, orm_db *db);
orm_pool_stats pools_stats(orm_pool *pool);
void pools_close(orm_pool *pool);

void pools_sleep_ms(long ms);

/* Until so many threads wait. */
void pools_await_waiting(orm_pool *pool, size_t count);

/* A thread of a test. It asserts nothing, since a failure could not leave it: it says what went
 * wrong. */
typedef struct pools_thread {
    void (*run)(struct pools_thread *self);
    orm_pool *pool;
    void *shared;
    int number; /* from 0 */
    pthread_t id;
    const char *failed; /* NULL: nothing has */
    orm_status status;  /* ... with */
} pools_thread;

/* Starts a thread as that one; so many, which get their numbers. */
void pools_start_one(pools_thread *thread, const pools_thread *as);
void pools_start(pools_thread *threads, int count, const pools_thread *as);

/* Waits for all, and fails the test for one that failed. */
void pools_join(pools_thread *threads, int count);

/* In a thread: notes the first failure; true where the status is none. */
bool pools_check(pools_thread *self, orm_status status, const char *what);

#endif
