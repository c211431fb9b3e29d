/* Owns the lists of a pool: places without a connection, idle ones, and who waits for them. */
/* clocks of condition variables are no part of C11 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "base/error.h"
#include "pool/pool.h"

/* ---- lists ---- */

static void push(orm_places *list, orm_place *place)
{
    place->newer = NULL;
    place->older = list->newest;
    *(list->newest != NULL ? &list->newest->newer : &list->oldest) = place;
    list->newest = place;
}

static void unlink_place(orm_places *list, orm_place *place)
{
    *(place->newer != NULL ? &place->newer->older : &list->newest) = place->older;
    *(place->older != NULL ? &place->older->newer : &list->oldest) = place->newer;
    place->newer = place->older = NULL;
}

void orm__queue_hold(orm_pool *pool, orm_place *place)
{
    bool is_idle = place->state == ORM_PLACE_IDLE;
    unlink_place(is_idle ? &pool->idle : &pool->empty, place);
    pool->stats.idle -= is_idle;
    pool->held++;
    place->state = ORM_PLACE_HELD;
}

/* What was used last is warm, and the others may grow old enough to be closed. Who waits is not
 * passed by: what comes back is handed over, so there is nothing here as long as somebody waits. */
orm_place *orm__queue_take(orm_pool *pool)
{
    orm_place *place = pool->idle.newest != NULL ? pool->idle.newest : pool->empty.newest;
    if (place != NULL) {
        orm__queue_hold(pool, place);
    }
    return place;
}

/* ---- waiting ---- */

static void enqueue(orm_pool *pool, orm_waiter *waiter)
{
    waiter->next = NULL;
    waiter->previous = pool->last;
    *(pool->last != NULL ? &pool->last->next : &pool->first) = waiter;
    pool->last = waiter;
    pool->stats.waiting++;
}

static void dequeue(orm_pool *pool, orm_waiter *waiter)
{
    *(waiter->previous != NULL ? &waiter->previous->next : &pool->first) = waiter->next;
    *(waiter->next != NULL ? &waiter->next->previous : &pool->last) = waiter->previous;
    pool->stats.waiting--;
}

void orm__queue_put(orm_pool *pool, orm_place *place)
{
    orm_waiter *waiter = pool->first;
    if (waiter != NULL) {
        dequeue(pool, waiter);
        waiter->place = place;
        (void)pthread_cond_signal(&waiter->ready); /* under the lock: else it may be gone */
        return;
    }
    pool->held--;
    place->since_ns = orm__clock_now();
    if (place->db == NULL) {
        place->state = ORM_PLACE_EMPTY;
        push(&pool->empty, place);
    } else {
        place->state = ORM_PLACE_IDLE;
        pool->stats.idle++;
        push(&pool->idle, place);
    }
}

static bool init_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return false;
    }
    bool done = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
                pthread_cond_init(condition, &attributes) == 0;
    (void)pthread_condattr_destroy(&attributes);
    return done;
}

/* Until there is a place or the time is over. */
static void sleep_until_handed(orm_pool *pool, orm_waiter *waiter, int64_t deadline_ns)
{
    const struct timespec end = { .tv_sec = (time_t)(deadline_ns / ORM_CLOCK_SECOND),
                                  .tv_nsec = (long)(deadline_ns % ORM_CLOCK_SECOND) };
    int code = 0;
    while (waiter->place == NULL && code != ETIMEDOUT) {
        code = deadline_ns == 0 ? pthread_cond_wait(&waiter->ready, &pool->lock)
                                : pthread_cond_timedwait(&waiter->ready, &pool->lock, &end);
    }
}

orm_status orm__queue_wait(orm_pool *pool, const orm_request *request, orm_place **place_out)
{
    orm_waiter waiter = { .place = NULL };
    if (!init_condition(&waiter.ready)) {
        return ORM_NO_MEMORY;
    }
    int64_t began_ns = orm__clock_now();
    enqueue(pool, &waiter);
    sleep_until_handed(pool, &waiter, request->deadline_ns);
    if (waiter.place == NULL) {
        dequeue(pool, &waiter);
    }
    pool->stats.waited_ns += orm__clock_now() - began_ns;
    (void)pthread_cond_destroy(&waiter.ready);
    if (waiter.place == NULL) {
        return ORM_TIMEOUT;
    }
    *place_out = waiter.place;
    return ORM_OK;
}

/* ---- why there is nothing ---- */

static int64_t find_oldest_loan(const orm_pool *pool, int64_t now)
{
    int64_t oldest = now;
    for (size_t i = 0; i < pool->options.max; i++) {
        const orm_place *place = &pool->places[i];
        if (place->state == ORM_PLACE_LENT && place->since_ns < oldest) {
            oldest = place->since_ns;
        }
    }
    return oldest;
}

orm_status orm__queue_explain(const orm_pool *pool, int64_t began_ns, orm_error *error)
{
    int64_t now = orm__clock_now();
    char lent[64] = "", failed[300] = "";
    if (pool->stats.lent > 0) {
        (void)snprintf(lent, sizeof lent, ", the oldest for %" PRId64 " ms",
                       (now - find_oldest_loan(pool, now)) / ORM_CLOCK_MILLISECOND);
    }
    if (pool->failure.status != ORM_OK) {
        (void)snprintf(failed, sizeof failed, "; the last attempt to open one failed: %.250s",
                       pool->failure.message);
    }
    return orm__error_set(error, ORM_TIMEOUT,
                          "no connection of the pool within %" PRId64 " ms: %zu of %u are "
                          "lent%s%s",
                          (now - began_ns) / ORM_CLOCK_MILLISECOND, pool->stats.lent,
                          pool->options.max, lent, failed);
}
