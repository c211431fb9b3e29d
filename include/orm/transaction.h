/* Transactions. They nest: the inner ones are savepoints.
 *
 * Outside of a transaction each call is atomic by itself. On SQLite a transaction takes the write
 * lock when it begins (BEGIN IMMEDIATE), so a read followed by a write cannot deadlock; one that
 * only reads says so with read_only and takes none. */
#ifndef ORM_TRANSACTION_H
#define ORM_TRANSACTION_H

#include <orm/db.h>

ORM_BEGIN_DECLS

/* What the statements of a transaction see of others. SQLite is ORM_ISOLATION_SERIALIZABLE whatever
 * is asked: one writer at a time, and readers see the database as it was at their first read. */
typedef enum orm_isolation {
    ORM_ISOLATION_DEFAULT =
        0, /* what the server or the role say; PostgreSQL's own: READ_COMMITTED */
    ORM_ISOLATION_READ_COMMITTED,
    ORM_ISOLATION_REPEATABLE_READ,
    ORM_ISOLATION_SERIALIZABLE
} orm_isolation;

/* When a transaction of SQLite takes the database's lock. On PostgreSQL, which locks rows, it says
 * nothing. */
typedef enum orm_sqlite_begin {
    ORM_SQLITE_BEGIN_DEFAULT = 0, /* IMMEDIATE; of a read-only one DEFERRED */
    ORM_SQLITE_BEGIN_IMMEDIATE,   /* for writing, as it begins: BUSY if somebody else writes */
    ORM_SQLITE_BEGIN_DEFERRED,    /* for reading at the first read, for writing at the first write,
                                   * which is SERIALIZATION or BUSY at once if somebody else has
                                   * written between or writes (orm_run then begins IMMEDIATE) */
    ORM_SQLITE_BEGIN_EXCLUSIVE    /* as it begins, and outside of WAL mode nobody else reads */
} orm_sqlite_begin;

/* Zero means the default. All of it holds for this transaction alone. Append-only.
 *
 * The outermost level decides: an inner one may leave a member at its default or ask for what the
 * outermost one has asked for; anything else is MISUSE. MISUSE as well, on either engine: a read
 * only one that begins IMMEDIATE or EXCLUSIVE, and deferrable without the two others. */
typedef struct orm_transaction_options {
    bool read_only; /* a write in it is refused (READ_ONLY) */
    /* Of a read-only SERIALIZABLE one: PostgreSQL lets it wait at its first statement until it can
     * run without ever failing for SERIALIZATION. */
    bool deferrable;
    orm_isolation isolation;
    orm_sqlite_begin sqlite_begin;
    /* Of orm_run alone: how often it is tried at most. 0 = 24 times, the last of which begins not
     * later than 15 s after the first; ORM_NO_RETRY = once. */
    unsigned attempts;
    /* Of orm_run alone: milliseconds for all attempts and the pauses between them; 0 = no limit. */
    int64_t deadline_ms;
} orm_transaction_options;

#define ORM_NO_RETRY 1U

/* Begins a transaction, or a savepoint inside one. options: NULL = all defaults.
 * Errors: BUSY, CONNECTION, ABORTED (inside a transaction that has failed), MISUSE (see above). */
ORM_API ORM_MUST_CHECK orm_status orm_begin(orm_db *db, const orm_transaction_options *options);

/* Commits the innermost level. After a failure orm_depth tells the state: PostgreSQL has rolled
 * back; SQLite may hold the transaction open (BUSY: commit again later; FOREIGN_KEY: mend the rows
 * first, or roll back). An orm_rollback after a commit that failed is ORM_OK once for the outermost
 * level; where a savepoint's commit has failed and ended it, orm_rollback rolls back the level
 * around it.
 * Errors: MISUSE (none is open), ABORTED (a statement had failed, or the engine had ended it: it
 * has been rolled back), FOREIGN_KEY (deferred), BUSY, SERIALIZATION, OUTCOME_UNKNOWN (the
 * connection broke on the way). */
ORM_API ORM_MUST_CHECK orm_status orm_commit(orm_db *db);

/* Rolls back the innermost level; never replaces the handle's error unless it fails itself. A
 * connection that is gone, or an engine that ended the transaction by itself, has rolled back:
 * ORM_OK, once for each level that was begun. Errors: MISUSE (none was begun). */
ORM_API orm_status orm_rollback(orm_db *db);

/* How many levels the program has to end: 0 = none, 1 = a transaction, 2 = a savepoint in it ... An
 * engine may end a transaction by itself (SQLite: a full disk, RAISE(ROLLBACK); any: a connection
 * that is gone): the call that met it failed. Nothing that was meant to be inside is then stored
 * for good: as on PostgreSQL after any failure, every statement is ABORTED (CONNECTION where the
 * connection is gone) until orm_rollback, which is ORM_OK, was called for each level. orm_commit of
 * such a level ends it with the same status. */
ORM_API unsigned orm_depth(const orm_db *db);

/* True where a statement failed inside the transaction and PostgreSQL refuses all but a rollback
 * (of the innermost savepoint, or of the whole), and where the engine has ended the transaction by
 * itself and the program has not yet rolled back every level. */
ORM_API bool orm_is_aborted(const orm_db *db);

/* Runs fn inside a transaction (a savepoint when nested): commits when it returns ORM_OK or
 * positive news, else rolls back and returns what it returned, with the handle's error as fn left
 * it. Levels that fn left open are rolled back and MISUSE is returned; so it is where fn ended its
 * own level.
 *
 * What failed because others were in the way is run again, from BEGIN on, after a pause of up to 4,
 * 8, 16 ... 256 ms of random length: BUSY and SERIALIZATION, returned by fn or met by BEGIN or
 * COMMIT; and CONNECTION before the first write, on a new connection (as by orm_reconnect: what SQL
 * text has set for the session is for orm_options.setup to set again). All of that attempt is
 * undone before. So fn is called several times: what it decides by it has to read inside, and what
 * it leaves outside of the database (structs, counts) it sets anew each time; orm_attempt tells
 * which time it is. It should pass on the status of a call that failed. Not run again:
 * OUTCOME_UNKNOWN, every other failure, and a nested run, whose failure belongs to the outermost
 * one. After the last attempt its status and its error are the run's.
 *
 * deadline_ms: no attempt begins, and nobody sleeps, beyond it; a call that would take longer is
 * stopped (TIMEOUT), as by orm_set_timeout. A nested run may only shorten it;
 * its attempts are not looked at. */
ORM_API ORM_MUST_CHECK orm_status orm_run(orm_db *db, const orm_transaction_options *options,
                                          orm_status (*fn)(orm_db *db, void *ctx), void *ctx);

/* Which attempt of the outermost orm_run is under way, from 1; 0 = outside of orm_run. */
ORM_API unsigned orm_attempt(const orm_db *db);

/* Called when it is known how a transaction has ended. It may use the handle for anything but to
 * close it, also begin a transaction, which is rolled back if it is left open, without calling what
 * was registered in it. Its failures are its own: neither the status nor the error of the call that
 * ended the transaction change. */
typedef void (*orm_outcome_fn)(orm_db *db, void *ctx);

/* Has fn called once the open transaction is committed: by the orm_commit or orm_run of the
 * outermost level, before it returns, in the order of registration, each time it was registered.
 * What was registered in a level that is rolled back (a savepoint, an attempt of orm_run) is
 * forgotten with it. ctx: borrowed until then. Errors: MISUSE (no transaction is open), NO_MEMORY:
 * fn will not be called.
 *
 * Of a commit that is OUTCOME_UNKNOWN neither these nor those of orm_on_rollback are called, nor
 * where SQL text of the program's own ends the transaction (orm_exec of "COMMIT"). */
ORM_API ORM_MUST_CHECK orm_status orm_on_commit(orm_db *db, orm_outcome_fn fn, void *ctx);

/* Has fn called once the level that is open now is rolled back, alone or with one around it: by
 * orm_rollback, a commit that fails and rolls back, an attempt of orm_run, orm_close. Where the
 * engine or a lost connection has ended the transaction, by the orm_rollback that leaves the level.
 * In the order of registration. Errors: as orm_on_commit. */
ORM_API ORM_MUST_CHECK orm_status orm_on_rollback(orm_db *db, orm_outcome_fn fn, void *ctx);

ORM_END_DECLS

#endif
