/* For authors of database drivers. Weaker promises than the other headers: may change in any
 * release.
 *
 * A driver knows SQL text and values; it never sees a struct, an entity or an expression. It is a
 * table of primitives; everything richer is built above it. A decorator driver wraps another link
 * and passes calls on (tracing, fault injection); a scripted one answers from a list.
 *
 * Errors: a function that fails fills *error (never NULL) and returns its status. Threads: a link
 * and its statements are used by one thread at a time. */
#ifndef ORM_SYS_DRIVER_H
#define ORM_SYS_DRIVER_H

#include <orm/alloc.h>
#include <orm/db.h>
#include <orm/error.h>
#include <orm/function.h>
#include <orm/notify.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

typedef struct orm_driver orm_driver;

/* A connection. A driver's own struct starts with it. */
typedef struct orm_link {
    const orm_driver *driver;
} orm_link;

/* A prepared statement. A driver's own struct starts with it. */
typedef struct orm_prepared {
    orm_link *link;
} orm_prepared;

/* What open needs. Borrowed during the call, but allocator and notice, which are copied. */
typedef struct orm_link_config {
    const char *url;
    const orm_options *options;
    orm_allocator allocator;
    void (*notice)(void *ctx, const char *message); /* never NULL: where the engine's notices go */
    void *notice_ctx;
    void *native;        /* not NULL: instead of the URL, a connection of the program's, which is
                          * used and never closed; options are not about opening then */
    int64_t deadline_ns; /* as set_deadline has it */
} orm_link_config;

/* The type of a parameter, from the column that it is compared with or stored in. */
typedef struct orm_parameter_type {
    orm_kind kind;
    bool list;        /* the value is a LIST of that kind, to be looked up in */
    orm_kind element; /* of an ARRAY, whose value is a LIST of that kind, to be stored; else NONE */
    bool secret;      /* its values are not to be shown: errors and notices of such a statement come
                       * without the engine's words */
    bool own_type;    /* the column's type is none that the kind makes: the engine knows which */
    bool raw;         /* of a text of the program's own: parameters are written $1, $2, ... on every
                       * engine. kind: of the value, NONE = the engine shall find it */
} orm_parameter_type;

typedef enum orm_link_state {
    ORM_LINK_IDLE, /* no transaction */
    ORM_LINK_IN_TRANSACTION,
    ORM_LINK_ABORTED, /* in a transaction that can only be rolled back */
    ORM_LINK_LOST     /* the connection is gone */
} orm_link_state;

/* Nanoseconds that a server has to stop after a time limit. */
#define ORM_DRIVER_GRACE INT64_C(2000000000)

/* months of a TEXT that is a number to the engine, exact and of any size, and no text: the digits
 * of a numeric. */
enum { ORM_DRIVER_NUMBER = 1 };

/* Takes one row. values: borrowed until it returns; the driver reuses them. An array is a LIST, or
 * the text of a JSON list where the engine keeps it so; an integer of a column that is declared to
 * hold other numbers, too, may be a DECIMAL without places. A status other than ORM_OK stops the
 * fetch, which returns it. */
typedef orm_status (*orm_row_fn)(void *ctx, const orm_value *values, size_t count);

/* What is done with the rows of an execution. */
typedef struct orm_row_taker {
    size_t max; /* rows that are passed at most */
    orm_row_fn row;
    void *ctx;
} orm_row_taker;

/* A scalar function of the program's. The texts are borrowed during the call that has it; ctx lives
 * as long as the link knows the function. */
typedef struct orm_driver_function {
    const char *name;
    int arg_count; /* ORM_ANY_COUNT = any */
    bool is_deterministic, is_direct_only;
    /* NULL: the link is to know it no longer. *answer_out is NULL before, and borrowed until the
     * next call of any function of the handle. A failure has its message in *error. */
    orm_status (*call)(void *ctx, const orm_value *args, size_t count, orm_value *answer_out,
                       orm_error *error);
    void *ctx;
} orm_driver_function;

struct orm_driver {
    const char *name;
    const char *dialect; /* name of the dialect that it speaks */

    /* *link_out: owned by the caller, close. Turns foreign keys and UTF-8 on. */
    orm_status (*open)(const orm_link_config *config, orm_link **link_out, orm_error *error);
    /* All its statements are finalized before. */
    void (*close)(orm_link *link);

    /* sql: one statement; parameters are written as the dialect says. types: one for each
     * parameter. *prepared_out: owned by the caller, finalize. */
    orm_status (*prepare)(orm_link *link, const char *sql, const orm_parameter_type *types,
                          size_t type_count, orm_prepared **prepared_out, orm_error *error);

    /* Begins an execution. params: borrowed until reset. streamed: the caller will fetch in
     * portions and run other statements between. May return ORM_AGAIN: call fetch when ready. */
    orm_status (*start)(orm_prepared *prepared, const orm_value *params, size_t param_count,
                        bool streamed, orm_error *error);
    /* Passes at most max rows to row (NULL where no rows are expected). ORM_OK: max rows were
     * passed, more may follow; ORM_DONE: the statement is complete; ORM_AGAIN: wait, then call
     * again. */
    orm_status (*fetch)(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx,
                        orm_error *error);
    /* Rows that the completed execution itself inserted, updated (matched) or deleted; rows that a
     * trigger or a cascade touched are not counted. */
    int64_t (*changes)(const orm_prepared *prepared);
    /* Ends the execution, complete or not; parameters are let go. Cannot fail; may be called
     * twice. */
    void (*reset)(orm_prepared *prepared);
    void (*finalize)(orm_prepared *prepared);

    /* Runs a script: one or several statements, no parameters; rows are thrown away. */
    orm_status (*exec)(orm_link *link, const char *sql, orm_error *error);

    orm_link_state (*state)(const orm_link *link);

    /* ---- optional: NULL = the default of the core ---- */

    /* What to wait for after ORM_AGAIN: a file descriptor and poll(2) events. Default: call
     * again. */
    int (*wait_fd)(const orm_link *link, short *events_out);

    /* Until when a call on the link may take, as CLOCK_MONOTONIC in nanoseconds; 0 = no limit. What
     * has not ended by then is stopped and fails with TIMEOUT; a server that does not let itself be
     * stopped within ORM_DRIVER_GRACE is given up (LOST). What is not begun yet is not begun.
     * Default: the core gives up waiting. */
    void (*set_deadline)(orm_link *link, int64_t deadline_ns);

    /* Called by any thread while the link is open: what runs fails with INTERRUPTED, soon; nothing
     * that begins later does. Errors: CONNECTION. Default: NOT_SUPPORTED. */
    orm_status (*cancel)(orm_link *link);

    /* Notices a connection that has ended, without waiting and without sending anything: state
     * tells afterwards. Default: it is noticed when it is used. */
    void (*look)(orm_link *link);

    /* The engine's own connection, free for the program's use until the next call; NULL = there is
     * none. Default: none. */
    void *(*native)(orm_link *link);

    /* False: the connection is not the driver's own, or the database ends with it. Default: it can
     * be opened anew, from the same config. */
    bool (*can_reopen)(const orm_link *link);

    /* False: another connection to the same URL has another database. Default: it is shared. */
    bool (*is_shared)(const orm_link *link);

    /* Between two users of the connection, outside of any transaction: frees what the engine still
     * keeps for statements that have ended, runs a script that resets the session (NULL = it is to
     * stay) and sets again what open sets. Default: exec of the script. */
    orm_status (*renew)(orm_link *link, const char *script, orm_error *error);

    /* This process was forked off since the link was opened: from now on nothing is sent and no
     * lock is touched; what cannot be freed without that stays. state may tell LOST. */
    void (*disown)(orm_link *link);

    /* start and fetch in one call, for a driver that never answers ORM_AGAIN. Default: one after
     * the other. */
    orm_status (*run)(orm_prepared *prepared, const orm_value *params, size_t param_count,
                      const orm_row_taker *taker, orm_error *error);

    /* Whether inserted_key will tell the key that an INSERT leaves to the engine, for this column;
     * asked once for each statement, and that statement is the one that the link prepares next.
     * table, column: borrowed until it is finalized; NULL: no statement comes after all. Default:
     * no, the statement returns the key as a row. Where it is cheaper (SQLite's RETURNING more than
     * doubles the time of an insert), it pays. An answer that the table's owner makes untrue later
     * lets fetch fail with SCHEMA, nothing stored. */
    bool (*knows_inserted_key)(orm_link *link, const char *table, const char *column);
    /* The key that the engine chose in the completed execution, which inserted one row. */
    int64_t (*inserted_key)(const orm_prepared *prepared);
    /* That the statement which the link prepares next gives the rows with one value in this column,
     * and that there should be one: an engine that knows that there cannot be two need not look for
     * the second. table, column: borrowed until it is finalized; NULL: no statement comes after
     * all. Default: it looks. */
    void (*seeks_one)(orm_link *link, const char *table, const char *column);

    /* The columns of the rows that a statement gives; 0 = it gives none. Told from prepare on; an
     * execution that had to compile the text anew may have others, which are told as soon as it
     * passes a row. Name: borrowed until the next call on the statement. Default of the two: texts
     * of the program's own give it no rows (NOT_SUPPORTED). */
    size_t (*column_count)(const orm_prepared *prepared);
    const char *(*column_name)(const orm_prepared *prepared, size_t index);
    /* After fetch has failed with CONVERSION: the row that the driver itself could not read, NULL
     * in the place of each value that it could not; NULL: it was none of that sort. Borrowed until
     * reset. Default: NULL. */
    const orm_value *(*failed_row)(const orm_prepared *prepared, size_t *count_out);
    /* True where running the statement changes nothing, as far as its text tells. Default: it
     * may. */
    bool (*only_reads)(const orm_prepared *prepared);

    /* How often the text had to be prepared again since prepare: a table had changed, or the
     * session had lost the statement. Default: not known. */
    uint64_t (*prepared_again)(const orm_prepared *prepared);

    /* The next notification that another session has sent and that has arrived; never one that
     * is_gap. Does not wait: ORM_AGAIN = there is none, wait_fd tells what to wait for. *note_out:
     * borrowed until the next call on the link. Errors: CONNECTION, when there is none left.
     * Default: NOT_SUPPORTED, as are the calls of orm/notify.h. */
    orm_status (*notification)(orm_link *link, orm_notification *note_out, orm_error *error);

    /* Makes a function known, in the place of one of that name and number of arguments. Errors:
     * MISUSE (too many arguments), LOCKED, NO_MEMORY. Default: NOT_SUPPORTED. */
    orm_status (*set_function)(orm_link *link, const orm_driver_function *function,
                               orm_error *error);
};

/* The drivers that the library has; NULL-terminated by count. */
extern ORM_API const orm_driver orm_driver_sqlite;
extern ORM_API const orm_driver orm_driver_postgresql;

ORM_END_DECLS

#endif
