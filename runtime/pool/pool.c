/* Owns a pool's life, its options, and what grows too old in it. */
#include "pool/pool.h"

#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"

enum {
    DEFAULT_MAX = 10,
    DEFAULT_MIN = 1,
    DEFAULT_WAIT_MS = 30000,
    DEFAULT_MAX_IDLE_MS = 600000,
    DEFAULT_MAX_LIFETIME_MS = 3600000,
    DEFAULT_CHECK_AFTER_MS = 1000
};

/* How often acquire and release look for what is due. */
#define TRIM_EVERY (100 * ORM_CLOCK_MILLISECOND)

bool orm__pool_is_ours(const orm_pool *pool)
{
    return pool->owner == (int64_t)getpid();
}

/* ---- options ---- */

static void fill_default(int *value, int standard)
{
    *value = *value == 0 ? standard : *value;
}

static void fill_defaults(orm_pool_options *options)
{
    options->max = options->max == 0 ? DEFAULT_MAX : options->max;
    options->min = options->min == 0 ? DEFAULT_MIN : options->min;
    options->min = options->min == ORM_POOL_LAZY ? 0 : options->min;
    fill_default(&options->wait_ms, DEFAULT_WAIT_MS);
    fill_default(&options->max_idle_ms, DEFAULT_MAX_IDLE_MS);
    fill_default(&options->max_lifetime_ms, DEFAULT_MAX_LIFETIME_MS);
    fill_default(&options->check_after_ms, DEFAULT_CHECK_AFTER_MS);
}

static orm_status check_options(const orm_pool_options *options, orm_error *error)
{
    if (options->min > options->max) {
        return orm__error_set(error, ORM_MISUSE, "a pool of at least %u and at most %u connections",
                              options->min, options->max);
    }
    bool is_right =
        options->wait_ms >= ORM_WAIT_FOREVER && options->max_idle_ms >= ORM_POOL_NEVER &&
        options->max_lifetime_ms >= ORM_POOL_NEVER && options->check_after_ms >= ORM_POOL_NEVER;
    if (!is_right || options->reset > ORM_POOL_RESET_NEVER) {
        return orm__error_set(error, ORM_MISUSE, "an option of the pool is out of range");
    }
    return ORM_OK;
}

/* ---- life ---- */

static void free_text(const orm_pool *pool, char *text)
{
    orm__alloc_free(&pool->allocator, text, text == NULL ? 0 : strlen(text) + 1);
}

static void free_memory(orm_pool *pool)
{
    free_text(pool, pool->url);
    free_text(pool, pool->application_name);
    orm__alloc_free(&pool->allocator, pool->places, pool->options.max * sizeof *pool->places);
    orm_allocator allocator = pool->allocator;
    orm__alloc_free(&allocator, pool, sizeof *pool);
}

static void take_back(orm_lender *lender, orm_db *db)
{
    (void)orm_pool_release((orm_pool *)lender, db);
}

/* False: no memory. */
static bool keep_options(orm_pool *pool, const char *url, const orm_pool_options *options)
{
    const char *name = options->db.application_name;
    pool->options = *options;
    pool->url = orm__alloc_text(&pool->allocator, url);
    pool->application_name = name == NULL ? NULL : orm__alloc_text(&pool->allocator, name);
    pool->options.db.application_name = pool->application_name;
    pool->places = orm__alloc_zeroed(&pool->allocator, options->max, sizeof *pool->places);
    return pool->url != NULL && pool->places != NULL &&
           (name == NULL || pool->application_name != NULL);
}

/* All that a pool will ever need but its connections. NULL: no memory. */
static orm_pool *new_pool(const char *url, const orm_pool_options *options)
{
    orm_allocator allocator = orm__alloc_or_default(&options->db.allocator);
    orm_pool *pool = orm__alloc_zeroed(&allocator, 1, sizeof *pool);
    if (pool == NULL) {
        return NULL;
    }
    pool->allocator = allocator;
    pool->lender.take_back = take_back;
    pool->owner = (int64_t)getpid();
    if (!keep_options(pool, url, options) || pthread_mutex_init(&pool->lock, NULL) != 0) {
        free_memory(pool);
        return NULL;
    }
    pool->held = options->max;
    for (size_t i = options->max; i > 0; i--) {
        orm__queue_put(pool, &pool->places[i - 1]);
    }
    return pool;
}

static void close_handle(orm_db *db)
{
    if (db != NULL) {
        db->lender = NULL;
        orm_close(db);
    }
}

static void close_idle(orm_pool *pool)
{
    for (orm_place *place = pool->idle.newest; place != NULL; place = place->older) {
        close_handle(place->db);
    }
    close_handle(pool->keeper);
}

static void free_pool(orm_pool *pool)
{
    close_idle(pool);
    (void)pthread_mutex_destroy(&pool->lock);
    free_memory(pool);
}

static orm_status open_first(orm_pool *pool, const void *caller, orm_error *error)
{
    const orm_request request = { .caller = caller };
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < pool->options.min; i++) {
        orm_place *place = pool->empty.newest;
        orm__queue_hold(pool, place);
        status = orm__place_open(pool, place, &request, error);
        orm__queue_put(pool, place);
    }
    return status;
}

orm_status orm_pool_open(const char *url, const orm_pool_options *options, orm_pool **pool_out,
                         orm_error *error)
{
    orm_pool_options chosen = { .max = 0 };
    if (url == NULL || pool_out == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s is NULL", url == NULL ? "url" : "pool_out");
    }
    if (options != NULL) {
        chosen = *options;
    }
    fill_defaults(&chosen);
    orm_status status = check_options(&chosen, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_pool *pool = new_pool(url, &chosen);
    if (pool == NULL) {
        return orm__error_no_memory(error);
    }
    orm_error detail;
    status = open_first(pool, __builtin_return_address(0), &detail);
    if (status == ORM_OK) {
        *pool_out = pool;
        return ORM_OK;
    }
    free_pool(pool);
    if (error != NULL) {
        *error = detail;
    }
    return status;
}

/* Threads of the parent are not here: what they were in the middle of is let be. */
static void close_inherited(orm_pool *pool)
{
    if (pthread_mutex_trylock(&pool->lock) == 0) {
        close_idle(pool);
    }
    free_memory(pool);
}

orm_status orm_pool_close(orm_pool *pool, orm_error *error)
{
    if (pool == NULL) {
        return ORM_OK;
    }
    if (!orm__pool_is_ours(pool)) {
        close_inherited(pool);
        return ORM_OK;
    }
    orm__pool_lock(pool);
    size_t lent = pool->stats.lent;
    bool is_used = lent > 0 || pool->held > 0 || pool->first != NULL;
    orm__pool_unlock(pool);
    if (is_used) {
        return orm__error_set(error, ORM_MISUSE,
                              "the pool cannot be closed: %zu handles are lent%s", lent,
                              lent > 0 ? "" : ", but a thread is in the middle of a call");
    }
    free_pool(pool);
    return ORM_OK;
}

/* ---- what grows too old ---- */

/* Why an idle connection is to be closed. NULL: it is not. */
static uint64_t *find_reason(orm_pool *pool, const orm_place *place, int64_t now)
{
    int max_idle_ms = pool->options.max_idle_ms;
    if (place->expires_ns != 0 && place->expires_ns <= now) {
        return &pool->stats.closed_old;
    }
    bool is_due = max_idle_ms >= 0 && now - place->since_ns > max_idle_ms * ORM_CLOCK_MILLISECOND;
    return is_due && pool->stats.open > pool->options.min ? &pool->stats.closed_idle : NULL;
}

/* The longest idle one that is due, HELD. NULL: none is. */
static orm_place *find_due(orm_pool *pool, int64_t now, uint64_t **reason_out)
{
    for (orm_place *place = pool->idle.oldest; place != NULL; place = place->newer) {
        *reason_out = find_reason(pool, place, now);
        if (*reason_out != NULL) {
            orm__queue_hold(pool, place);
            return place;
        }
    }
    return NULL;
}

static bool trim_one(orm_pool *pool, bool is_asked)
{
    int64_t now = orm__clock_now();
    uint64_t *reason = NULL;
    orm_place *place = NULL;
    orm__pool_lock(pool);
    if (is_asked || now - pool->trimmed_ns >= TRIM_EVERY) {
        place = find_due(pool, now, &reason);
        pool->trimmed_ns = place == NULL ? now : pool->trimmed_ns;
    }
    orm__pool_unlock(pool);
    if (place == NULL) {
        return false;
    }
    orm__place_close(pool, place, reason);
    orm__pool_lock(pool);
    orm__queue_put(pool, place);
    orm__pool_unlock(pool);
    return true;
}

void orm__pool_trim(orm_pool *pool, size_t most)
{
    for (size_t i = 0; i < most && trim_one(pool, most > 1); i++) {
    }
}

orm_status orm_pool_trim(orm_pool *pool)
{
    if (pool == NULL || !orm__pool_is_ours(pool)) {
        return ORM_MISUSE;
    }
    orm__pool_trim(pool, SIZE_MAX);
    return ORM_OK;
}

orm_status orm_pool_measure(orm_pool *pool, orm_pool_stats *stats_out)
{
    if (pool == NULL || stats_out == NULL || !orm__pool_is_ours(pool)) {
        return ORM_MISUSE;
    }
    orm__pool_lock(pool);
    *stats_out = pool->stats;
    orm__pool_unlock(pool);
    return ORM_OK;
}
