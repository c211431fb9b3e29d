/* Owns how a level begins: what may be asked of it, the engine's BEGIN, savepoints. */
#include <stdio.h>

#include "db/db.h"
#include "db/deadline.h"
#include "db/run.h"
#include "db/transaction.h"
#include "sql/begin.h"

static orm_link_state state_of(const orm_db *db)
{
    return db->link->driver->state(db->link);
}

/* ---- options ---- */

static bool is_unknown(const orm_transaction_options *asked)
{
    return (unsigned)asked->isolation > ORM_ISOLATION_SERIALIZABLE ||
           (unsigned)asked->sqlite_begin > ORM_SQLITE_BEGIN_EXCLUSIVE;
}

/* Why nobody can have this; NULL: one can. */
static const char *find_contradiction(const orm_transaction_options *asked)
{
    if (is_unknown(asked)) {
        return "the options of the transaction hold a number that means nothing";
    }
    if (asked->read_only && (asked->sqlite_begin == ORM_SQLITE_BEGIN_IMMEDIATE ||
                             asked->sqlite_begin == ORM_SQLITE_BEGIN_EXCLUSIVE)) {
        return "a read-only transaction does not begin with a lock for writing";
    }
    if (asked->deferrable &&
        !(asked->read_only && asked->isolation == ORM_ISOLATION_SERIALIZABLE)) {
        return "only a transaction that is read-only and SERIALIZABLE is deferrable";
    }
    return NULL;
}

/* What an inner level asks for and does not get from the outermost one; NULL: nothing. */
static const char *find_difference(const orm_transaction_options *asked,
                                   const orm_transaction_options *begun)
{
    if (asked->read_only && !begun->read_only) {
        return "the transaction around this level is not read-only";
    }
    if (asked->deferrable && !begun->deferrable) {
        return "the transaction around this level is not deferrable";
    }
    if (asked->isolation != ORM_ISOLATION_DEFAULT && asked->isolation != begun->isolation) {
        return "the transaction around this level was begun with another isolation level";
    }
    if (asked->sqlite_begin != ORM_SQLITE_BEGIN_DEFAULT &&
        asked->sqlite_begin != begun->sqlite_begin) {
        return "the transaction around this level was begun with another sqlite_begin";
    }
    return NULL;
}

/* ---- the outermost level ---- */

/* As it is where it says nothing. */
static orm_transaction_options settle_options(const orm_transaction_options *asked)
{
    orm_transaction_options begun = *asked;
    if (begun.sqlite_begin == ORM_SQLITE_BEGIN_DEFAULT) {
        begun.sqlite_begin =
            begun.read_only ? ORM_SQLITE_BEGIN_DEFERRED : ORM_SQLITE_BEGIN_IMMEDIATE;
    }
    return begun;
}

/* A function that another writer has been in the way of writes: where it begins by reading, it may
 * never come to it, since there the engine does not wait. */
static orm_sqlite_begin harden(const orm_db *db, const orm_transaction_options *asked)
{
    bool is_again = db->attempt > 1 && !asked->read_only;
    return is_again && asked->sqlite_begin == ORM_SQLITE_BEGIN_DEFERRED ? ORM_SQLITE_BEGIN_IMMEDIATE
                                                                        : asked->sqlite_begin;
}

/* A text of several statements may have failed behind the first, or in the last one, which may have
 * done its work. */
static void take_back(orm_db *db, const orm_transaction_options *asked)
{
    orm_error ignored;
    if (state_of(db) == ORM_LINK_IN_TRANSACTION) {
        orm__deadline_extend(db);
        (void)db->link->driver->exec(db->link, "ROLLBACK", &ignored);
    }
    if (asked->read_only) {
        orm__debt_pay(db, db->dialect->end_read_only);
    }
}

static orm_status begin_outermost(orm_db *db, const orm_transaction_options *asked)
{
    orm_status status = db->debts.count > 0 ? orm__debt_settle(db) : ORM_OK;
    if (status != ORM_OK) {
        return status;
    }
    if (!asked->read_only) {
        orm__window_settle(db);
    }
    db->has_written = false;
    char text[ORM_SQL_BEGIN_SIZE];
    orm_transaction_options said = *asked;
    said.sqlite_begin = harden(db, asked);
    orm__sql_begin(text, db->dialect, &said);
    status = orm__run_script(db, text);
    if (status == ORM_OK) {
        db->depth = 1;
        db->begun = settle_options(asked);
        db->begun_count++;
    } else {
        take_back(db, asked);
    }
    return status;
}

/* ---- any level ---- */

orm_status orm__transaction_savepoint(orm_db *db, const char *verb, unsigned depth)
{
    char sql[64];
    (void)snprintf(sql, sizeof sql, "%s orm_%u", verb, depth);
    return orm__run_script(db, sql);
}

/* NULL: none. */
static const char *find_problem(const orm_db *db, const orm_transaction_options *asked)
{
    const char *problem = find_contradiction(asked);
    if (problem != NULL || db->is_dead) {
        return problem;
    }
    if (db->depth > 0) {
        return find_difference(asked, &db->begun);
    }
    orm_link_state state = state_of(db);
    return state == ORM_LINK_IDLE || state == ORM_LINK_LOST
               ? NULL
               : "a transaction is open that was begun by SQL text: end it first";
}

orm_status orm__transaction_begin(orm_db *db, const orm_transaction_options *options)
{
    static const orm_transaction_options defaults = { .read_only = false };
    const orm_transaction_options *asked = options != NULL ? options : &defaults;
    orm__transaction_sync(db);
    db->may_roll_back = false;
    const char *problem = find_problem(db, asked);
    if (problem != NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s", problem);
    }
    if (db->depth == 0) {
        return begin_outermost(db, asked);
    }
    orm_status status = orm__transaction_savepoint(db, "SAVEPOINT", db->depth + 1);
    if (status == ORM_OK) {
        db->depth++;
    }
    return status;
}

orm_status orm_begin(orm_db *db, const orm_transaction_options *options)
{
    ORM_DB_ENTER(db);
    if (options != NULL && (options->attempts != 0 || options->deadline_ms != 0)) {
        return orm__db_fail_with(db, ORM_MISUSE, "attempts and a deadline are for orm_run");
    }
    return orm__transaction_begin(db, options);
}
