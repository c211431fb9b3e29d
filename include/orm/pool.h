/* A pool of handles on one database, for threads that take turns. It is the one object of the
 * library that threads may share without a lock of their own: all of its functions but
 * orm_pool_close may be called at the same time.
 *
 * A handle that is lent belongs to whoever has got it, like any other, until it is given back. It
 * keeps its prepared statements between lendings. The pool has no thread of its own: what is to be
 * seen to (connections that are too old, or too long idle) is seen to by calls of the program's. */
#ifndef ORM_POOL_H
#define ORM_POOL_H

#include <orm/db.h>

ORM_BEGIN_DECLS

typedef struct orm_pool orm_pool;

/* What becomes of the session when a handle is given back: settings, advisory locks, cursors,
 * LISTEN, temporary tables, the role and sequences' last values on PostgreSQL; pragmas, attached
 * files, temporary tables and functions of the program's on SQLite. Transactions and windows end in
 * any case, and so do hooks that were added and time limits.
 *
 * PostgreSQL resets a session in one round trip and keeps what is prepared (but what a PREPARE of
 * the program's has made stays, too); orm_options.setup is called again afterwards. SQLite cannot:
 * the connection is closed, and another one opened when it is needed. */
typedef enum orm_pool_reset {
    /* Where something may be left: SQL text of the program's own was run (on SQLite: one that sets,
     * attaches or is about something temporary), a channel was listened to, a function was added,
     * or the engine's own connection was asked for. What triggers and functions of the database
     * leave, which typed calls reach, is not seen. */
    ORM_POOL_RESET_CHANGED = 0,
    ORM_POOL_RESET_ALWAYS, /* each time */
    /* Never: for programs that leave nothing, and for poolers between here and the server, which
     * have no sessions. */
    ORM_POOL_RESET_NEVER
} orm_pool_reset;

/* Zero means the default; pass NULL for all defaults. Times in milliseconds. Append-only. */
typedef struct orm_pool_options {
    /* Of each connection. Allocator, log and setup are called by whichever thread uses a handle, by
     * several at the same time: they must be made for that. */
    orm_options db;
    unsigned max; /* connections at most. 0 = 10 */
    /* Connections that orm_pool_open opens, and that are kept however long they are idle. Those
     * that are lost or too old are replaced when they are needed. 0 = 1, ORM_POOL_LAZY = none: then
     * orm_pool_open does not notice a server that is not there. */
    unsigned min;
    /* How long orm_pool_acquire takes at most: to wait for a handle that is given back, and to
     * check or open its connection (which takes whole seconds, at least 2 for each host). 0 =
     * 30000, ORM_NO_WAIT = only what need not be waited for, with no limit for opening it;
     * ORM_WAIT_FOREVER. */
    int wait_ms;
    int max_idle_ms;     /* a connection that is idle for longer is closed. 0 = 600000 */
    int max_lifetime_ms; /* one that is older is closed, up to a tenth earlier, so that not all of
                          * them end at once; never while it is lent. 0 = 3600000 */
    /* One that was idle for longer is asked for a sign of life before it is lent (PostgreSQL: a
     * round trip). Whether the server has closed it is looked at each time. 0 = 1000 */
    int check_after_ms;
    orm_pool_reset reset;
} orm_pool_options;

#define ORM_POOL_LAZY UINT32_MAX
#define ORM_WAIT_FOREVER (-2)
#define ORM_POOL_NEVER (-1) /* for max_idle_ms, max_lifetime_ms and check_after_ms */

/* Opens a pool, and its first connections.
 *
 * A database of SQLite's that is private to its connection (in memory, or a file without a name)
 * is MISUSE; "sqlite:file:NAME?mode=memory&cache=shared" is shared, and the pool keeps it alive
 * with a connection more. Threads that write to one file of SQLite's wait for each other, as
 * long as busy_timeout_ms says. *pool_out: owned, orm_pool_close. error: may be NULL; filled on
 * failure. Errors: MISUSE (a number that is out of range), NO_MEMORY, those of orm_open. */
ORM_API ORM_MUST_CHECK orm_status orm_pool_open(const char *url, const orm_pool_options *options,
                                                orm_pool **pool_out, orm_error *error);

/* Lends a handle: one that is idle, else a new one, else the first that is given back. Those that
 * wait are served in the order in which they came. *db_out: the caller's until orm_pool_release;
 * not to be closed otherwise (orm_close gives it back, too). Its connection works, as far as can be
 * told: one that has broken is replaced, unasked. What the handle is used for is, as ever, for
 * one thread at a time.
 *
 * error: may be NULL; filled on failure. Errors: TIMEOUT (nothing was given back in time; the
 * message says how many are lent, and since when), MISUSE (NULL, a process that was forked off),
 * NO_MEMORY, those of orm_open. Any thread. */
ORM_API ORM_MUST_CHECK orm_status orm_pool_acquire(orm_pool *pool, orm_db **db_out,
                                                   orm_error *error);

/* The same with a limit of its own, as orm_pool_options.wait_ms. */
ORM_API ORM_MUST_CHECK orm_status orm_pool_acquire_within(orm_pool *pool, int wait_ms,
                                                          orm_db **db_out, orm_error *error);

/* Gives a handle back. What is open on it ends: windows, whose rows say so, and a transaction,
 * which is rolled back; the log is told (ORM_LOG_WARNING). The session is reset as the options say,
 * by the caller, within 5 seconds. A connection for which that fails is closed. db NULL is
 * allowed. Rows that were read whole stay valid.
 * Errors: MISUSE: no handle that this pool has lent (given back already, of another pool, of
 * orm_open), one in the middle of orm_run or of a log callback, a process that was forked off;
 * nothing happens then. Like orm_close, it is not for a function that a call on the handle calls.
 * Any thread. */
ORM_API orm_status orm_pool_release(orm_pool *pool, orm_db *db);

/* Closes connections that are idle for too long or too old, all of them, and not those that
 * orm_pool_options.min keeps for the first reason. acquire and release each do it for one; a
 * program that may be quiet for long calls this now and then. Errors: MISUSE. Any thread. */
ORM_API orm_status orm_pool_trim(orm_pool *pool);

/* What a pool has and has done. */
typedef struct orm_pool_stats {
    size_t open;             /* connections: idle, lent, and those that are just being seen to */
    size_t idle, lent;       /* handles */
    size_t waiting;          /* threads */
    uint64_t acquired;       /* handles lent so far */
    uint64_t waited;         /* ... and that were waited for */
    int64_t waited_ns;       /* by all of them together, those that waited in vain included */
    uint64_t timeouts;       /* that waited in vain */
    uint64_t opened;         /* connections */
    uint64_t open_failures;  /* attempts */
    uint64_t closed_idle;    /* idle for too long */
    uint64_t closed_old;     /* beyond their lifetime */
    uint64_t closed_broken;  /* found broken when they were to be lent or were given back */
    uint64_t closed_changed; /* their session could not be reset */
    uint64_t resets;         /* sessions that were reset */
    uint64_t transactions;   /* that were open when a handle was given back */
} orm_pool_stats;

/* *stats_out: all numbers of one moment. Errors: MISUSE. Any thread. */
ORM_API orm_status orm_pool_measure(orm_pool *pool, orm_pool_stats *stats_out);

/* Closes all connections and frees the pool, once all handles are given back: while one is lent,
 * or a thread waits, it is MISUSE, error says so, and the pool goes on. No other thread may use the
 * pool any more. NULL is allowed. error: may be NULL.
 *
 * A process that was forked off closes the pool that it has inherited so, too; it can do nothing
 * else with it. The parent's connections stay as they are. Handles that were lent at that time are
 * not freed then: the process may orm_close those that it has itself; what other threads had stays
 * allocated. */
ORM_API orm_status orm_pool_close(orm_pool *pool, orm_error *error);

ORM_END_DECLS

#endif
