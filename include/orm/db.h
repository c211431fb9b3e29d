/* The handle of a database: opening, options, errors, SQL text of the program's own.
 *
 * A handle owns its connection, its prepared statements and its last error. One thread at a time
 * may use it and what came from it. */
#ifndef ORM_DB_H
#define ORM_DB_H

#include <orm/alloc.h>
#include <orm/error.h>
#include <orm/log.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

typedef struct orm_db orm_db;
struct orm_driver;

/* Sets up a new connection: pragmas, SET, attached files, functions of the program's. The handle is
 * open for every call; what a transaction holds is to be ended. A status < 0: the connection is not
 * used, and opening fails with it. */
typedef orm_status (*orm_setup_fn)(orm_db *db, void *setup_ctx);

/* The journal of a file of SQLite. */
typedef enum orm_journal {
    ORM_JOURNAL_NEW_WAL, /* a file that is created gets a write-ahead log; others stay as they are
                          */
    ORM_JOURNAL_WAL,     /* an existing file, too (BUSY: somebody uses it) */
    ORM_JOURNAL_KEEP     /* as it is; SQLite's own default for a new file */
} orm_journal;

/* How statements live. What they are run with and give is the same in each mode. */
typedef enum orm_statements {
    /* Prepared once, kept by the engine, and used again: the fastest. PostgreSQL keeps them in the
     * session, under names. */
    ORM_STATEMENTS_NAMED,
    /* PostgreSQL: nothing is left in the session when a call ends, so that a pooler may lend
     * another one to the next call (pgbouncer with pool_mode = transaction). A text is asked about
     * once, and parsed in each call, in the round trip that runs it. A window that is opened
     * outside of a transaction reads all rows into memory. NOT_SUPPORTED, for want of a session:
     * read_only, listening. SQLite: as NAMED. */
    ORM_STATEMENTS_UNNAMED,
    /* As UNNAMED, and the handle keeps nothing either: a text is asked about in each call, on
     * SQLite prepared and finalized. statement_cache_size says nothing then. */
    ORM_STATEMENTS_OFF
} orm_statements;

/* How to open. Zero means the default; pass NULL for all defaults. Append-only. */
typedef struct orm_options {
    orm_allocator allocator; /* .resize NULL = malloc; copied */
    orm_log_fn log;          /* NULL = no log */
    void *log_ctx;
    /* SQLite: how long to wait for a lock. 0 = 5000, ORM_NO_WAIT = not at all. */
    int busy_timeout_ms;
    int connect_timeout_s;         /* PostgreSQL: 0 = as the URL or libpq say */
    unsigned statement_cache_size; /* prepared statements kept beside the entities' own. 0 = 128 */
    bool must_exist;               /* SQLite: do not create the file (NOT_FOUND) */
    bool read_only;                /* every write is refused (READ_ONLY) */
    const struct orm_driver *driver; /* NULL = chosen by the URL; see orm/sys/driver.h */
    const char *application_name;    /* PostgreSQL: as the server lists it; NULL = as the URL says,
                                      * else "corm". Copied */
    /* Called for each new connection before its first use, by orm_open and after a reconnect; hooks
     * that it adds take the place of those that it added before. NULL = nothing to set up. */
    orm_setup_fn setup;
    void *setup_ctx;
    /* A call outside of any transaction that finds the connection gone, before it has sent
     * anything, opens it anew, once, and goes on, unless something would be lost: a transaction,
     * levels that the program has to roll back, an open window. What the program has set by SQL
     * text is lost silently, with temporary tables and advisory locks: setup is the place for it.
     * Costs a look at the socket for each call. */
    bool reconnect;
    orm_journal journal; /* SQLite: 0 = ORM_JOURNAL_NEW_WAL */
    bool no_follow;      /* SQLite: a path with a symbolic link in it is refused */
    int timeout_ms;      /* what orm_set_timeout is called with at first; 0 = no limit */
    /* The log is told the statements with their values, too: orm_log_event.expanded. They may be
     * secrets; those of redacted columns are withheld. */
    bool log_values;
    size_t log_value_max; /* bytes of one value that are shown. 0 = 1000, ORM_LOG_WHOLE = all */
    orm_statements statements; /* 0 = as the URL says, else ORM_STATEMENTS_NAMED */
} orm_options;

#define ORM_NO_WAIT (-1)
#define ORM_LOG_WHOLE SIZE_MAX

/* Opens a database.
 *
 * Further files of SQLite's are attached by ATTACH, best in options.setup, so that they are there
 * after a reconnect. An entity's schema is not part of its name on SQLite: a table is looked for in
 * the main file first, then in those attached, in their order; new tables are made in the main
 * file.
 *
 * url: "sqlite:PATH" (created if absent, in WAL mode; the journal mode of an existing file stays as
 * it is), "sqlite::memory:", "sqlite:file:...", a URI with SQLite's parameters (mode=ro,
 * immutable=1, mode=memory&cache=shared; a file whose name begins so is "sqlite:./file:..."), or
 * "postgresql://USER@HOST/DATABASE?..." as libpq understands it
 * ("postgres://" too): with TLS, several hosts, target_session_attrs, keepalives and options for
 * the server. A parameter of Corm's own in either sort of URI: orm_statements=named, unnamed or
 * off, as orm_options.statements. Foreign keys are on, text is UTF-8, whatever the environment
 * says. *db_out: owned, orm_close. error: may be NULL; filled on failure. Errors: MISUSE (url),
 * NOT_FOUND (must_exist), CONNECTION, PERMISSION, NO_MEMORY. */
ORM_API ORM_MUST_CHECK orm_status orm_open(const char *url, const orm_options *options,
                                           orm_db **db_out, orm_error *error);

/* Rolls back what is open, ends open windows of rows, frees the handle. NULL is allowed. Rows that
 * were read whole stay valid. Leaves no error.
 *
 * A process that is forked off inherits handles, and may do nothing with them but close them: every
 * other call is MISUSE. Closing there frees what is the library's; the parent's connection and its
 * locks stay as they are (of SQLite's own memory and descriptors nothing is given back). */
ORM_API void orm_close(orm_db *db);

/* Opens the connection anew, with the URL and the options of orm_open: statements are prepared anew
 * when they are needed, options.setup is called. On failure the handle keeps the connection that it
 * had. Errors: those of orm_open; MISUSE: a transaction or a window is open, the connection is the
 * program's own, or the database would be lost with it (in memory). */
ORM_API ORM_MUST_CHECK orm_status orm_reconnect(orm_db *db);

/* Limits the time of each call from now on; 0 = no limit. A call that has not ended by then fails
 * with TIMEOUT. What it has sent is stopped first: nothing of the statement is kept, as after any
 * failure, and a transaction around it is ABORTED on PostgreSQL (on SQLite, too, where the
 * statement writes: SQLite then rolls all of it back). A COMMIT that is stopped in time was none.
 * Waiting for a lock of SQLite's counts (BUSY where busy_timeout_ms ends first).
 *
 * PostgreSQL's server has 2 seconds to stop; if it does not, the connection is given up: TIMEOUT,
 * or OUTCOME_UNKNOWN where something was to be made last, and CONNECTION from then on. So no call
 * takes longer than its limit and these 2 seconds, but orm_open and reconnecting: they wait for
 * whole seconds, at least 2 for each host, and for the names of hosts to be looked up, for which
 * there is no limit. On SQLite the clock is looked at while a statement runs, not within one long
 * step of it (writing a large transaction to the disk), nor in functions of the program's.
 * Rows are read in calls, too: each window has its time. Hooks, and the calls that they make, take
 * of the time of the call that they belong to. With a limit a value of hundreds of MiB
 * takes several times as long to be sent to PostgreSQL. */
ORM_API ORM_MUST_CHECK orm_status orm_set_timeout(orm_db *db, int timeout_ms);

/* Asks what runs on the handle at this moment to stop: the call fails with INTERRUPTED, and the
 * handle works on. The only function that any thread may call while another one uses the handle,
 * as long as the handle lives: see to it that it is not closed meanwhile. Leaves no error on the
 * handle.
 *
 * Nothing that begins after the return is stopped. A call that ends just then succeeds; one that
 * is between two of its statements does not hear of it (ask again until it has returned); one that
 * begins meanwhile may be stopped. On SQLite open windows are ended with the call that is stopped
 * (INTERRUPTED), and a write takes the transaction around it along (ABORTED). PostgreSQL is asked
 * over another connection, which is waited for, and is not encrypted; a reconnect is not stopped.
 * Errors: CONNECTION (the server cannot be asked), NOT_SUPPORTED (a driver of the program's),
 * MISUSE. */
ORM_API ORM_MUST_CHECK orm_status orm_cancel(orm_db *db);

/* False where the connection is known to have ended, after a look at what the server has sent;
 * nothing is sent. A server that hangs, or a cable that was cut, does not show. On SQLite false
 * where the file was replaced or deleted meanwhile, outside of a transaction; what the handle is
 * asked from then on is CONNECTION, until orm_reconnect. */
ORM_API bool orm_is_connected(orm_db *db);

/* Counts of the statements of a handle, since it was opened. */
typedef struct orm_statement_stats {
    uint64_t hits;           /* a call had a statement at hand */
    uint64_t misses;         /* ... or had not: it was prepared */
    uint64_t evictions;      /* dropped to make room for another one */
    uint64_t prepared_again; /* a table had changed, or the session had lost the statement */
    size_t kept;             /* now, by their texts: at most limit */
    size_t limit;            /* orm_options.statement_cache_size */
    size_t kept_by_entities; /* now, beside these: one for each operation of an entity */
} orm_statement_stats;

/* Tells the counts. Those that a reconnect drops are no evictions. Errors: MISUSE. */
ORM_API ORM_MUST_CHECK orm_status orm_statement_stats_read(orm_db *db,
                                                           orm_statement_stats *stats_out);

/* The detail of the last call on this handle that failed; status ORM_OK if none did. Borrowed:
 * valid until the next failing call or orm_close. Never NULL for a handle. */
ORM_API const orm_error *orm_db_error(const orm_db *db);

/* "sqlite" or "postgresql". Borrowed, static. */
ORM_API const char *orm_db_dialect(const orm_db *db);

/* Runs SQL text of the program's own: one statement or several, without parameters and without
 * rows. Outside of a transaction several statements are one transaction on PostgreSQL, and one each
 * on SQLite. The text goes to the engine as it is: never build it from data.
 * Errors: by cause, SQL for a text that the engine does not understand. */
ORM_API ORM_MUST_CHECK orm_status orm_exec(orm_db *db, const char *sql);

/* Creates the tables of a schema that do not exist yet, in the order of their foreign keys, with
 * their indexes and constraints, in one transaction. A table that exists is left as it is. Views
 * are the program's to make.
 * Errors: by cause; nothing is created then. */
ORM_API ORM_MUST_CHECK orm_status orm_create_all(orm_db *db, const orm_schema *schema);

/* Drops the tables of a schema that exist, with their rows, in the reverse order, in one
 * transaction. Nothing outside the schema is touched: a table outside that references one
 * of them makes the call fail (FOREIGN_KEY), with rows in it or not. Inside of a transaction SQLite
 * deletes the rows first, and refuses a chain of more than 1000 rows that cascade (SQL). Views are
 * left; PostgreSQL keeps a table that one of them reads, and the call fails. */
ORM_API ORM_MUST_CHECK orm_status orm_drop_all(orm_db *db, const orm_schema *schema);

/* The SQL that orm_create_all would run on an engine ("sqlite", "postgresql"): the scanner prints
 * the same. *text_out: owned, free with orm_text_free and the same allocator (NULL = malloc).
 * Errors: MISUSE (schema, dialect), NO_MEMORY. Any thread. */
ORM_API ORM_MUST_CHECK orm_status orm_schema_sql(const orm_schema *schema, const char *dialect,
                                                 const orm_allocator *allocator, char **text_out,
                                                 orm_error *error);

/* Frees a text that the library handed out as owned. NULL is allowed. */
ORM_API void orm_text_free(const orm_allocator *allocator, char *text);

ORM_END_DECLS

#endif
