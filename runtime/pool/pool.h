/* The inside of a pool. Its lists and numbers are changed under its lock alone; a place that is
 * HELD belongs to the thread that holds it, and so does the handle in it, so that opening, checking
 * and closing need no lock. */
#ifndef ORM_POOL_POOL_H
#define ORM_POOL_POOL_H

#include <orm/pool.h>
#include <pthread.h>
#include "db/db.h"

typedef enum orm_place_state {
    ORM_PLACE_EMPTY, /* no connection */
    ORM_PLACE_IDLE,
    ORM_PLACE_HELD, /* a thread sees to it */
    ORM_PLACE_LENT
} orm_place_state;

/* Room for one connection. */
typedef struct orm_place {
    orm_db *db; /* NULL where there is none */
    orm_place_state state;
    int64_t expires_ns;              /* 0 = never */
    int64_t since_ns;                /* IDLE or LENT since then */
    struct orm_place *newer, *older; /* in the list of those that are EMPTY, or IDLE */
} orm_place;

/* EMPTY places, or IDLE ones by the time at which they came back. */
typedef struct orm_places {
    orm_place *newest, *oldest;
} orm_places;

/* A thread that waits for a place; on its stack. */
typedef struct orm_waiter {
    struct orm_waiter *next, *previous;
    orm_place *place; /* that it was handed, HELD for it */
    pthread_cond_t ready;
} orm_waiter;

struct orm_pool {
    orm_lender lender; /* first, so that a handle finds its pool */
    orm_allocator allocator;
    char *url;
    char *application_name;
    orm_pool_options options; /* without defaults; its texts are the pool's own */
    int64_t owner;            /* the process */

    pthread_mutex_t lock; /* of all that follows */
    orm_place *places;    /* options.max */
    orm_places empty, idle;
    orm_waiter *first, *last; /* only where nothing is EMPTY or IDLE */
    size_t held;
    int64_t trimmed_ns; /* when it was looked last for what is to be closed */
    orm_db *keeper;     /* a connection that a database in memory lives by; NULL = it needs none */
    orm_pool_stats stats;
    orm_error failure; /* of the attempt to open a connection that failed last, if none succeeded
                        * since */
};

/* Who asks for a handle, and until when it may take. */
typedef struct orm_request {
    const void *caller;
    bool waits;          /* for what is given back */
    int64_t deadline_ns; /* 0 = none */
} orm_request;

/* ---- pool.c ---- */

/* False in a process that was forked off. */
bool orm__pool_is_ours(const orm_pool *pool);

/* Closes idle connections that are due; at most so many. Not too often, unless all. */
void orm__pool_trim(orm_pool *pool, size_t most);

/* ---- place.c: of a place that is HELD, without the lock ---- */

/* Errors: those of orm_open; MISUSE for a database that is private to its connection. */
orm_status orm__place_open(orm_pool *pool, orm_place *place, const orm_request *request,
                           orm_error *error);

/* counter: of the pool's stats; why. */
void orm__place_close(orm_pool *pool, orm_place *place, uint64_t *counter);

/* A connection that can be lent: what is too old or broken is replaced. Errors: as open. */
orm_status orm__place_make_ready(orm_pool *pool, orm_place *place, const orm_request *request,
                                 orm_error *error);

/* The handle has come back: as new, or closed. */
void orm__place_renew(orm_pool *pool, orm_place *place, const void *caller);

/* ---- queue.c: under the lock ---- */

/* An IDLE place, else an EMPTY one, now HELD; NULL: there is none. */
orm_place *orm__queue_take(orm_pool *pool);

/* Waits, in turn, for a place that is handed over, HELD. Errors: TIMEOUT, NO_MEMORY. */
orm_status orm__queue_wait(orm_pool *pool, const orm_request *request, orm_place **place_out);

/* A place that was HELD goes to the first that waits, or to its list. */
void orm__queue_put(orm_pool *pool, orm_place *place);

/* Takes an IDLE place out of its turn: it is HELD. */
void orm__queue_hold(orm_pool *pool, orm_place *place);

/* Explains why nothing could be lent. Returns TIMEOUT. */
orm_status orm__queue_explain(const orm_pool *pool, int64_t began_ns, orm_error *error);

static inline void orm__pool_lock(orm_pool *pool)
{
    (void)pthread_mutex_lock(&pool->lock);
}

static inline void orm__pool_unlock(orm_pool *pool)
{
    (void)pthread_mutex_unlock(&pool->lock);
}

#endif
