/* Owns the way of a handle to whoever asks for it, and back. */
#include "base/clock.h"
#include "base/error.h"
#include "db/session.h"
#include "pool/pool.h"

/* ---- lending ---- */

static orm_status take(orm_pool *pool, const orm_request *request, orm_place **place_out,
                       orm_error *error)
{
    int64_t began_ns = orm__clock_now();
    orm_status status = ORM_OK;
    orm__pool_lock(pool);
    orm_place *place = orm__queue_take(pool);
    if (place == NULL) {
        status = request->waits ? orm__queue_wait(pool, request, &place) : ORM_TIMEOUT;
        pool->stats.waited += status == ORM_OK;
    }
    if (status == ORM_TIMEOUT) {
        pool->stats.timeouts++;
        (void)orm__queue_explain(pool, began_ns, error);
    }
    orm__pool_unlock(pool);
    if (status == ORM_OK) {
        *place_out = place;
    }
    return status == ORM_NO_MEMORY ? orm__error_no_memory(error) : status;
}

static void lend(orm_pool *pool, orm_place *place)
{
    orm__pool_lock(pool);
    place->state = ORM_PLACE_LENT;
    place->since_ns = orm__clock_now();
    pool->held--;
    pool->stats.lent++;
    pool->stats.acquired++;
    orm__pool_unlock(pool);
}

/* Who waits tries for itself, one for each place. */
static void put_back(orm_pool *pool, orm_place *place)
{
    orm__pool_lock(pool);
    orm__queue_put(pool, place);
    orm__pool_unlock(pool);
}

static orm_status acquire(orm_pool *pool, const orm_request *request, orm_db **db_out,
                          orm_error *error)
{
    orm_place *place = NULL;
    orm_status status = take(pool, request, &place, error);
    if (status != ORM_OK || place == NULL) {
        return status;
    }
    status = orm__place_make_ready(pool, place, request, error);
    if (status != ORM_OK) {
        put_back(pool, place);
        return status;
    }
    *db_out = place->db;
    lend(pool, place);
    orm__pool_trim(pool, 1);
    return ORM_OK;
}

static orm_status acquire_within(orm_pool *pool, int wait_ms, const void *caller, orm_db **db_out,
                                 orm_error *error)
{
    if (pool == NULL || db_out == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s is NULL", pool == NULL ? "pool" : "db_out");
    }
    if (!orm__pool_is_ours(pool)) {
        return orm__error_set(error, ORM_MISUSE,
                              "the pool was opened by another process: this one, forked off since, "
                              "may only close it");
    }
    int limit_ms = wait_ms == 0 ? pool->options.wait_ms : wait_ms;
    if (limit_ms < ORM_WAIT_FOREVER) {
        return orm__error_set(error, ORM_MISUSE, "wait_ms is %d", limit_ms);
    }
    orm_request request = { .caller = caller, .waits = limit_ms != ORM_NO_WAIT };
    if (limit_ms > 0) {
        request.deadline_ns = orm__clock_now() + limit_ms * ORM_CLOCK_MILLISECOND;
    }
    orm_error detail;
    orm_status status = acquire(pool, &request, db_out, &detail);
    if (status != ORM_OK && error != NULL) {
        *error = detail;
    }
    return status;
}

orm_status orm_pool_acquire(orm_pool *pool, orm_db **db_out, orm_error *error)
{
    return acquire_within(pool, 0, __builtin_return_address(0), db_out, error);
}

orm_status orm_pool_acquire_within(orm_pool *pool, int wait_ms, orm_db **db_out, orm_error *error)
{
    return acquire_within(pool, wait_ms, __builtin_return_address(0), db_out, error);
}

/* ---- taking back ---- */

/* The place that has lent the handle, HELD; NULL: none has, or it cannot be given back now. The
 * handle is not looked into before it is known to be one of ours. */
static orm_place *find_lent(orm_pool *pool, const orm_db *db)
{
    for (size_t i = 0; i < pool->options.max; i++) {
        orm_place *place = &pool->places[i];
        if (place->state == ORM_PLACE_LENT && place->db == db) {
            return orm__session_is_busy(db) ? NULL : place;
        }
    }
    return NULL;
}

static orm_status release(orm_pool *pool, const orm_db *db, const void *caller)
{
    orm__pool_lock(pool);
    orm_place *place = find_lent(pool, db);
    if (place != NULL) {
        place->state = ORM_PLACE_HELD;
        pool->held++;
        pool->stats.lent--;
    }
    orm__pool_unlock(pool);
    if (place == NULL) {
        return ORM_MISUSE;
    }
    orm__place_renew(pool, place, caller);
    put_back(pool, place);
    orm__pool_trim(pool, 1);
    return ORM_OK;
}

orm_status orm_pool_release(orm_pool *pool, orm_db *db)
{
    if (pool == NULL || !orm__pool_is_ours(pool)) {
        return ORM_MISUSE;
    }
    return db == NULL ? ORM_OK : release(pool, db, __builtin_return_address(0));
}
