/* Owns the depth of transactions: the outermost is the engine's, the inner ones are savepoints whose
 * names are their depth. */
#include "db/transaction.h"

#include <stdio.h>

#include "db/db.h"
#include "db/run.h"

static orm_link_state state_of(const orm_db *db)
{
    return db->link->driver->state(db->link);
}

void orm__transaction_sync(orm_db *db)
{
    if (db->depth == 0) {
        return;
    }
    orm_link_state state = state_of(db);
    if (state == ORM_LINK_IDLE || state == ORM_LINK_LOST) {
        orm__window_end_from(db, 1, state == ORM_LINK_LOST ? ORM_CONNECTION : ORM_ABORTED,
                             "the transaction that the rows were read in has ended");
        db->depth = 0;
    }
}

unsigned orm_depth(const orm_db *db)
{
    return db == NULL ? 0 : db->depth;
}

bool orm_is_aborted(const orm_db *db)
{
    return db != NULL && state_of(db) == ORM_LINK_ABORTED;
}

/* Runs "VERB orm_N"; two of them, separated, where then is given. */
static orm_status run_savepoint(orm_db *db, const char *verb, const char *then, unsigned depth)
{
    char sql[128];
    if (then == NULL) {
        (void)snprintf(sql, sizeof sql, "%s orm_%u", verb, depth);
    } else {
        (void)snprintf(sql, sizeof sql, "%s orm_%u; %s orm_%u", verb, depth, then, depth);
    }
    return orm__run_script(db, sql);
}

/* ---- begin ---- */

static orm_status begin_outermost(orm_db *db, bool read_only)
{
    orm_status status =
        orm__run_script(db, read_only ? db->dialect->begin_read_only : db->dialect->begin);
    if (status == ORM_OK) {
        db->depth = 1;
        db->read_only = read_only;
    }
    return status;
}

orm_status orm_begin(orm_db *db, const orm_transaction_options *options)
{
    ORM_DB_ENTER(db);
    orm__transaction_sync(db);
    if (db->depth == 0 && state_of(db) != ORM_LINK_IDLE && state_of(db) != ORM_LINK_LOST) {
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "a transaction is open that was begun by SQL text: end it first");
    }
    if (db->depth == 0) {
        return begin_outermost(db, options != NULL && options->read_only);
    }
    orm_status status = run_savepoint(db, "SAVEPOINT", NULL, db->depth + 1);
    if (status == ORM_OK) {
        db->depth++;
    }
    return status;
}

/* ---- end ---- */

/* The outermost level is gone, for good or for bad. */
static void leave_transaction(orm_db *db)
{
    db->depth = 0;
    orm__window_end_from(db, 1, ORM_MISUSE, "the transaction that the rows were read in has ended");
    if (db->read_only && db->dialect->end_read_only != NULL && state_of(db) == ORM_LINK_IDLE) {
        orm_error ignored;
        (void)db->link->driver->exec(db->link, db->dialect->end_read_only, &ignored);
    }
    db->read_only = false;
}

static orm_status roll_back_level(orm_db *db)
{
    if (state_of(db) == ORM_LINK_LOST) {
        leave_transaction(db);
        return ORM_OK;
    }
    if (db->depth > 1) {
        orm__window_end_from(db, db->depth, ORM_MISUSE,
                             "the savepoint that the rows were read in was rolled back");
        orm_status status =
            run_savepoint(db, "ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT", db->depth);
        if (status == ORM_OK) {
            db->depth--;
        }
        return status;
    }
    orm__window_end_from(db, 1, ORM_MISUSE, "the transaction that the rows were read in has ended");
    orm_status status = orm__run_script(db, "ROLLBACK");
    if (status == ORM_OK || state_of(db) != ORM_LINK_IN_TRANSACTION) {
        leave_transaction(db);
    }
    return status;
}

void orm__transaction_unwind(orm_db *db, unsigned depth)
{
    orm_error kept = db->error;
    orm_status status = ORM_OK;
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
    if (db->depth == 0) {
        return orm__db_fail_with(db, ORM_MISUSE, "rollback without a transaction");
    }
    return roll_back_level(db);
}

/* PostgreSQL would answer COMMIT with ROLLBACK and call it a success. */
static orm_status refuse_aborted(orm_db *db)
{
    orm__transaction_unwind(db, db->depth - 1);
    return orm__db_fail_with(db, ORM_ABORTED,
                             "commit of a transaction in which a statement had failed: it has been "
                             "rolled back");
}

static orm_status commit_outermost(orm_db *db)
{
    orm__window_end_from(db, 1, ORM_MISUSE, "the transaction that the rows were read in has ended");
    orm_status status = orm__run_script(db, "COMMIT");
    orm_link_state state = state_of(db);
    if (status == ORM_CONNECTION || (status < 0 && state == ORM_LINK_LOST)) {
        db->error.status = ORM_OUTCOME_UNKNOWN;
        status = ORM_OUTCOME_UNKNOWN;
    }
    if (state == ORM_LINK_IDLE || state == ORM_LINK_LOST) {
        leave_transaction(db);
    }
    return status;
}

orm_status orm_commit(orm_db *db)
{
    ORM_DB_ENTER(db);
    if (db->depth == 0) {
        return orm__db_fail_with(db, ORM_MISUSE, "commit without a transaction");
    }
    if (state_of(db) == ORM_LINK_ABORTED) {
        return refuse_aborted(db);
    }
    if (db->depth == 1) {
        return commit_outermost(db);
    }
    orm_status status = run_savepoint(db, "RELEASE SAVEPOINT", NULL, db->depth);
    if (status == ORM_OK) {
        orm__window_rise(db, db->depth);
        db->depth--;
    }
    return status;
}

/* ---- run ---- */

/* fn has returned: brings the depth back to where it was and decides between commit and rollback. */
static orm_status finish_run(orm_db *db, unsigned outer, orm_status status)
{
    if (db->depth <= outer) {
        if (status < 0) {
            return status; /* the engine ended the transaction, or fn rolled it back, and said why */
        }
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "the function given to orm_run ended its transaction itself");
    }
    if (db->depth > outer + 1) {
        orm__transaction_unwind(db, outer);
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "the function given to orm_run left a transaction open: all of it "
                                 "has been rolled back");
    }
    if (status < 0) {
        orm__transaction_unwind(db, outer);
        return status;
    }
    orm_status committed = orm_commit(db);
    return committed < 0 ? committed : status;
}

orm_status orm_run(orm_db *db, const orm_transaction_options *options,
                   orm_status (*fn)(orm_db *db, void *ctx), void *ctx)
{
    ORM_DB_ENTER(db);
    if (fn == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "fn is NULL");
    }
    orm__transaction_sync(db);
    unsigned outer = db->depth;
    orm_status status = orm_begin(db, options);
    if (status != ORM_OK) {
        return status;
    }
    status = finish_run(db, outer, fn(db, ctx));
    /* A commit that failed and left the transaction open (SQLite) ends here. */
    orm__transaction_unwind(db, outer);
    return status;
}
