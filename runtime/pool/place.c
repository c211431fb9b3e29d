/* Owns the life of one connection of a pool: opened, checked, cleaned, closed. */
#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "db/link.h"
#include "db/session.h"
#include "pool/pool.h"

/* How long a sign of life may take. */
#define CHECK_LIMIT (2 * ORM_CLOCK_SECOND)

/* ---- opening ---- */

/* A tenth of the lifetime is left to chance: connections that began together do not end
 * together. */
static int64_t find_end(const orm_pool *pool, const orm_place *place, int64_t now)
{
    if (pool->options.max_lifetime_ms < 0) {
        return 0;
    }
    int64_t lifetime = pool->options.max_lifetime_ms * ORM_CLOCK_MILLISECOND;
    uint64_t chance = orm__hash_bytes(ORM_HASH_START, &now, sizeof now);
    chance = orm__hash_bytes(chance, (const void *)&place, sizeof place);
    return now + lifetime - (int64_t)(chance % (uint64_t)(lifetime / 10 + 1));
}

static orm_status open_handle(const orm_pool *pool, const orm_request *request, orm_db **db_out,
                              orm_error *error)
{
    const orm_source source = { .url = pool->url,
                                .caller = request->caller,
                                .deadline_ns = request->deadline_ns };
    return orm__db_open(&source, &pool->options.db, db_out, error);
}

/* A database in memory lasts as long as one connection to it. */
static orm_status keep_database(orm_pool *pool, const orm_request *request, orm_error *error)
{
    orm_db *keeper = NULL;
    orm_status status = open_handle(pool, request, &keeper, error);
    if (status != ORM_OK) {
        return status;
    }
    orm__pool_lock(pool);
    if (pool->keeper == NULL) {
        pool->keeper = keeper;
        keeper = NULL;
    }
    orm__pool_unlock(pool);
    orm_close(keeper);
    return ORM_OK;
}

static bool has_keeper(orm_pool *pool)
{
    orm__pool_lock(pool);
    bool has = pool->keeper != NULL;
    orm__pool_unlock(pool);
    return has;
}

static orm_status open_shared(orm_pool *pool, const orm_request *request, orm_db **db_out,
                              orm_error *error)
{
    orm_db *db = NULL;
    orm_status status = open_handle(pool, request, &db, error);
    if (status != ORM_OK) {
        return status;
    }
    if (!orm__link_is_shared(db)) {
        status = orm__error_set(error, ORM_MISUSE,
                                "a pool of databases: each connection to this URL has its own; one "
                                "in memory is shared as sqlite:file:NAME?mode=memory&cache=shared");
    } else if (orm__link_keeps_database(db) && !has_keeper(pool)) {
        status = keep_database(pool, request, error);
    }
    if (status == ORM_OK) {
        *db_out = db;
    } else {
        orm_close(db);
    }
    return status;
}

orm_status orm__place_open(orm_pool *pool, orm_place *place, const orm_request *request,
                           orm_error *error)
{
    orm_error failure = { .status = ORM_OK };
    orm_db *db = NULL;
    orm_status status = open_shared(pool, request, &db, &failure);
    failure.sql = NULL;
    orm__pool_lock(pool);
    pool->failure = failure;
    pool->stats.opened += status == ORM_OK;
    pool->stats.open += status == ORM_OK;
    pool->stats.open_failures += status != ORM_OK;
    orm__pool_unlock(pool);
    if (status != ORM_OK) {
        *error = failure;
        return status;
    }
    orm__session_begin(db, &pool->lender);
    place->db = db;
    place->expires_ns = find_end(pool, place, orm__clock_now());
    return ORM_OK;
}

void orm__place_close(orm_pool *pool, orm_place *place, uint64_t *counter)
{
    place->db->lender = NULL;
    orm_close(place->db);
    place->db = NULL;
    orm__pool_lock(pool);
    (*counter)++;
    pool->stats.open--;
    orm__pool_unlock(pool);
}

/* ---- before it is lent ---- */

static bool is_alive(const orm_pool *pool, const orm_place *place, const orm_request *request)
{
    int64_t now = orm__clock_now();
    int64_t until = now + CHECK_LIMIT;
    if (request->deadline_ns != 0 && request->deadline_ns < until) {
        until = request->deadline_ns;
    }
    int64_t trusted = pool->options.check_after_ms * ORM_CLOCK_MILLISECOND;
    bool asks = pool->options.check_after_ms >= 0 && now - place->since_ns > trusted;
    place->db->caller = request->caller;
    return orm__session_is_alive(place->db, asks, until);
}

orm_status orm__place_make_ready(orm_pool *pool, orm_place *place, const orm_request *request,
                                 orm_error *error)
{
    if (place->db != NULL && place->expires_ns != 0 && place->expires_ns <= orm__clock_now()) {
        orm__place_close(pool, place, &pool->stats.closed_old);
    }
    if (place->db != NULL && !is_alive(pool, place, request)) {
        orm__place_close(pool, place, &pool->stats.closed_broken);
    }
    return place->db != NULL ? ORM_OK : orm__place_open(pool, place, request, error);
}

/* ---- when it comes back ---- */

void orm__place_renew(orm_pool *pool, orm_place *place, const void *caller)
{
    orm_session_left left = { .transaction = false };
    place->db->caller = caller;
    orm_status status = orm__session_renew(place->db, pool->options.reset, &left);
    orm__pool_lock(pool);
    pool->stats.transactions += left.transaction;
    pool->stats.resets += left.settings && status == ORM_OK;
    orm__pool_unlock(pool);
    if (status != ORM_OK) {
        orm__place_close(pool, place,
                         status == ORM_CONNECTION ? &pool->stats.closed_broken
                                                  : &pool->stats.closed_changed);
    }
    place->since_ns = orm__clock_now();
}
