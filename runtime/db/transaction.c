/* Owns the depth of transactions and how their levels end: the outermost is the engine's, the inner
 * ones are savepoints whose names are their depth. */
#include "db/transaction.h"

#include <stdio.h>

#include "base/error.h"
#include "db/db.h"
#include "db/deadline.h"
#include "db/outcome.h"
#include "db/run.h"

static orm_link_state state_of(const orm_db *db)
{
    return db->link->driver->state(db->link);
}

/* The engine has no transaction any more. */
static void end_transaction(orm_db *db, orm_status status, const char *why)
{
    orm__window_end_from(db, 1, status, why);
    if (db->begun.read_only) {
        orm__debt_pay(db, db->dialect->end_read_only);
    }
    db->begun = (orm_transaction_options){ .read_only = false };
}

/* Nor has the program: the outermost level is gone, for good or for bad. */
static void leave_transaction(orm_db *db, orm_status status, const char *why)
{
    db->depth = 0;
    end_transaction(db, status, why);
}

static const char has_ended[] = "the transaction that the rows were read in has ended";

/* True where the engine has no transaction any more, though levels are open: that is news. */
static bool has_lost_transaction(const orm_db *db)
{
    orm_link_state state = state_of(db);
    return db->depth > 0 && !db->is_dead && (state == ORM_LINK_IDLE || state == ORM_LINK_LOST);
}

void orm__transaction_sync(orm_db *db)
{
    if (has_lost_transaction(db)) {
        bool lost = state_of(db) == ORM_LINK_LOST;
        db->is_dead = true;
        end_transaction(db, lost ? ORM_CONNECTION : ORM_ABORTED, has_ended);
    }
}

void orm__transaction_follow(orm_db *db)
{
    if (has_lost_transaction(db)) {
        leave_transaction(db, ORM_MISUSE, has_ended);
        orm__outcome_forget(db);
    }
}

unsigned orm_depth(const orm_db *db)
{
    return db == NULL ? 0 : db->depth;
}

bool orm_is_aborted(const orm_db *db)
{
    return db != NULL && (db->is_dead || state_of(db) == ORM_LINK_ABORTED);
}

/* ---- rollback ---- */

/* The engine has rolled back all levels at once; the program does it one by one. */
static orm_status leave_dead_level(orm_db *db)
{
    db->depth--;
    db->is_dead = db->depth > 0;
    orm__outcome_undone(db, db->depth + 1);
    return ORM_OK;
}

static orm_status roll_back_savepoint(orm_db *db)
{
    orm__window_end_from(db, db->depth, ORM_MISUSE,
                         "the savepoint that the rows were read in was rolled back");
    char sql[128];
    orm_error error = { .status = ORM_OK };
    (void)snprintf(sql, sizeof sql, "ROLLBACK TO SAVEPOINT orm_%u; RELEASE SAVEPOINT orm_%u",
                   db->depth, db->depth);
    if (db->link->driver->exec(db->link, sql, &error) >= 0) {
        db->depth--;
        orm__outcome_undone(db, db->depth + 1);
        return ORM_OK;
    }
    orm__transaction_sync(db); /* which may find out just now */
    if (db->is_dead) {
        return leave_dead_level(db);
    }
    error.sql = sql;
    return orm__db_fail(db, &error);
}

/* A connection that turns out to be gone has rolled back as well. */
static orm_status roll_back_outermost(orm_db *db)
{
    orm_error error = { .status = ORM_OK };
    orm__window_end_from(db, 1, ORM_MISUSE, has_ended);
    orm_status status = db->link->driver->exec(db->link, "ROLLBACK", &error);
    orm_link_state state = state_of(db);
    if (status >= 0 || state == ORM_LINK_LOST || state == ORM_LINK_IDLE) {
        leave_transaction(db, ORM_MISUSE, has_ended);
        orm__outcome_undone(db, 1);
        return ORM_OK;
    }
    return orm__db_fail(db, &error);
}

static orm_status roll_back_level(orm_db *db)
{
    if (db->is_dead) {
        return leave_dead_level(db);
    }
    orm__deadline_extend(db);
    return db->depth > 1 ? roll_back_savepoint(db) : roll_back_outermost(db);
}

void orm__transaction_unwind(orm_db *db, unsigned depth)
{
    orm_error kept = db->error;
    orm_status status = ORM_OK;
    orm__transaction_sync(db);
    if (depth == 0 && db->depth > 1) {
        db->depth = 1; /* rolling back the outermost level takes the others with it */
    }
    while (status == ORM_OK && db->depth > depth) {
        status = roll_back_level(db);
    }
    if (status == ORM_OK) {
        db->error = kept;
    }
}

orm_status orm_rollback(orm_db *db)
{
    ORM_DB_ENTER(db);
    orm__transaction_sync(db);
    if (db->depth > 0) {
        return roll_back_level(db);
    }
    if (db->may_roll_back) {
        db->may_roll_back = false;
        return ORM_OK;
    }
    return orm__db_fail_with(db, ORM_MISUSE, "rollback without a transaction");
}

/* ---- commit ---- */

/* PostgreSQL would answer COMMIT with ROLLBACK and call it a success. */
static orm_status refuse_aborted(orm_db *db)
{
    orm__transaction_unwind(db, db->depth - 1);
    db->may_roll_back = db->depth == 0;
    return orm__db_fail_with(db, ORM_ABORTED,
                             "commit of a transaction in which a statement had failed: it has been "
                             "rolled back");
}

static orm_status refuse_dead(orm_db *db)
{
    bool is_lost = state_of(db) == ORM_LINK_LOST;
    (void)leave_dead_level(db);
    db->may_roll_back = db->depth == 0;
    if (is_lost) {
        return orm__db_fail_with(db, ORM_CONNECTION,
                                 "commit of a transaction whose connection is gone: it has been "
                                 "rolled back");
    }
    return orm__db_fail_with(db, ORM_ABORTED,
                             "commit of a transaction that the engine has rolled back");
}

/* A failure that may have left the transaction open (SQLite's BUSY). */
static orm_status fail_commit(orm_db *db, orm_error *error)
{
    error->sql = "COMMIT";
    orm_status status = orm__db_fail(db, error);
    if (db->depth == 0 && status == ORM_OUTCOME_UNKNOWN) {
        orm__outcome_forget(db);
    } else if (db->depth == 0) {
        orm__outcome_undone(db, 1);
    }
    db->may_roll_back = db->depth == 0;
    return status;
}

/* The windows end with the transaction, not with a commit that leaves it open. */
static orm_status commit_outermost(orm_db *db)
{
    orm_error error = { .status = ORM_OK };
    orm_status status = db->link->driver->exec(db->link, "COMMIT", &error);
    orm_link_state state = state_of(db);
    if (status < 0 && state == ORM_LINK_LOST) {
        error.status = ORM_OUTCOME_UNKNOWN;
    }
    if (state == ORM_LINK_IDLE || state == ORM_LINK_LOST) {
        leave_transaction(db, status < 0 ? ORM_ABORTED : ORM_MISUSE, has_ended);
    }
    if (status < 0) {
        return fail_commit(db, &error);
    }
    orm__outcome_kept(db);
    return ORM_OK;
}

orm_status orm__transaction_commit(orm_db *db)
{
    orm__transaction_sync(db);
    if (db->is_dead) {
        return refuse_dead(db);
    }
    if (db->depth == 0) {
        return orm__db_fail_with(db, ORM_MISUSE, "commit without a transaction");
    }
    if (state_of(db) == ORM_LINK_ABORTED) {
        return refuse_aborted(db);
    }
    if (db->depth == 1) {
        return commit_outermost(db);
    }
    orm_status status = orm__transaction_savepoint(db, "RELEASE SAVEPOINT", db->depth);
    if (status == ORM_OK) {
        orm__window_rise(db, db->depth);
        orm__outcome_rise(db, db->depth);
        db->depth--;
    } else if (db->is_dead) {
        (void)leave_dead_level(db);
    }
    return status;
}

orm_status orm_commit(orm_db *db)
{
    ORM_DB_ENTER(db);
    return orm__transaction_commit(db);
}
