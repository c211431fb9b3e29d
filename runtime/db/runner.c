/* Owns orm_run: a function inside of a transaction, run again where that may help. */
#include "base/clock.h"
#include "db/db.h"
#include "db/deadline.h"
#include "db/link.h"
#include "db/transaction.h"

/* Where the options do not say how many: that many, none of which begins later than that. */
enum { DEFAULT_ATTEMPTS = 24 };
#define DEFAULT_PATIENCE (15 * ORM_CLOCK_SECOND)

typedef struct work {
    const orm_transaction_options *options;
    orm_status (*fn)(orm_db *db, void *ctx);
    void *ctx;
    int64_t started; /* by base/clock.h */
    uint64_t begun;  /* which of the handle's transactions it runs in */
    bool is_undone;  /* nothing of it is in the database: it may be run again */
} work;

/* ---- one attempt ---- */

/* fn has ended the level that was begun for it. */
static orm_status explain_early_end(orm_db *db, orm_status status)
{
    if (status < 0) {
        return status; /* and said why */
    }
    return orm__db_fail_with(db, ORM_MISUSE,
                             "the function given to orm_run ended its transaction itself");
}

static orm_status commit_level(orm_db *db, work *w, orm_status status)
{
    orm__deadline_arm(db);
    orm_status committed = orm__transaction_commit(db);
    w->is_undone = orm_status_is_retryable(committed);
    return committed < 0 ? committed : status;
}

/* fn has returned: brings the depth back to where it was and decides between commit and
 * rollback. */
static orm_status finish_level(orm_db *db, work *w, unsigned outer, orm_status status)
{
    orm__transaction_sync(db);
    bool is_another = db->depth > outer && db->begun_count != w->begun;
    if (db->depth <= outer || is_another) {
        orm__transaction_unwind(db, outer);
        return explain_early_end(db, status);
    }
    if (db->depth > outer + 1) {
        orm__transaction_unwind(db, outer);
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "the function given to orm_run left a transaction open: all of it "
                                 "has been rolled back");
    }
    if (status >= 0) {
        return commit_level(db, w, status);
    }
    orm__transaction_unwind(db, outer);
    w->is_undone = true;
    return status;
}

/* Runs fn; where it fails without a call that failed, the error is its own. */
static orm_status call_fn(orm_db *db, const work *w)
{
    const void *caller = db->caller;
    uint64_t failures = db->failures;
    orm_status status = w->fn(db, w->ctx);
    db->caller = caller;
    if (status < 0 && db->failures == failures) {
        return orm__db_fail_with(db, status, "the function given to orm_run failed: %s",
                                 orm_status_text(status));
    }
    return status;
}

static orm_status run_once(orm_db *db, work *w)
{
    unsigned outer = db->depth;
    w->is_undone = true;
    orm__deadline_arm(db);
    orm_status status = orm__transaction_begin(db, w->options);
    if (status != ORM_OK) {
        return status;
    }
    w->is_undone = false;
    w->begun = db->begun_count;
    status = finish_level(db, w, outer, call_fn(db, w));
    /* A commit that failed and left the transaction open (SQLite) ends here. */
    orm__transaction_unwind(db, outer);
    db->may_roll_back = false;
    return status;
}

/* ---- attempts ---- */

/* Nobody waits beyond the deadline, nor for it. */
static bool wait_for_next(orm_db *db, const work *w)
{
    int64_t next = orm__clock_now() + orm__backoff_delay(&db->backoff, db->attempt);
    bool is_late = w->options->attempts == 0 && next - w->started >= DEFAULT_PATIENCE;
    if (is_late || (db->deadline_ns != 0 && next >= db->deadline_ns)) {
        return false;
    }
    orm__clock_sleep_until(next);
    return true;
}

/* The connection is gone, and nothing that was meant for the database with it. */
static bool has_lost_nothing(const orm_db *db)
{
    const orm_driver *driver = db->link->driver;
    return driver->state(db->link) == ORM_LINK_LOST && !db->has_written &&
           (driver->can_reopen == NULL || driver->can_reopen(db->link));
}

/* With an engine that has not even rolled back nothing is undone. */
static bool may_try_again(const orm_db *db, const work *w, orm_status status)
{
    if (!w->is_undone || db->depth > 0) {
        return false;
    }
    return orm_status_is_retryable(status) || (status == ORM_CONNECTION && has_lost_nothing(db));
}

static orm_status try_again(orm_db *db, work *w)
{
    if (db->link->driver->state(db->link) != ORM_LINK_LOST) {
        return run_once(db, w);
    }
    orm_error error = { .status = ORM_OK };
    orm_status status = orm__db_reconnect(db, &error);
    return status == ORM_OK ? run_once(db, w) : orm__db_fail(db, &error);
}

static orm_status run_until_done(orm_db *db, work *w)
{
    unsigned before = db->attempt; /* not 0 in a callback of another run's end */
    unsigned most = w->options->attempts != 0 ? w->options->attempts : DEFAULT_ATTEMPTS;
    w->started = orm__clock_now();
    db->attempt = 1;
    orm_status status = run_once(db, w);
    while (may_try_again(db, w, status) && db->attempt < most && wait_for_next(db, w)) {
        db->attempt++;
        status = try_again(db, w);
    }
    db->attempt = before;
    return status;
}

unsigned orm_attempt(const orm_db *db)
{
    return db == NULL ? 0 : db->attempt;
}

/* ---- deadline ---- */

static int64_t find_deadline(const orm_db *db, int64_t deadline_ms)
{
    int64_t now = orm__clock_now();
    if (deadline_ms == 0 || deadline_ms > (INT64_MAX - now) / ORM_CLOCK_MILLISECOND) {
        return db->deadline_ns;
    }
    int64_t asked = now + deadline_ms * ORM_CLOCK_MILLISECOND;
    return db->deadline_ns != 0 && db->deadline_ns < asked ? db->deadline_ns : asked;
}

orm_status orm_run(orm_db *db, const orm_transaction_options *options,
                   orm_status (*fn)(orm_db *db, void *ctx), void *ctx)
{
    static const orm_transaction_options defaults = { .read_only = false };
    ORM_DB_ENTER(db);
    work w = { .options = options != NULL ? options : &defaults, .fn = fn, .ctx = ctx };
    if (fn == NULL || w.options->deadline_ms < 0) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s",
                                 fn == NULL ? "fn is NULL" : "deadline_ms is negative");
    }
    orm__transaction_sync(db);
    int64_t before = db->deadline_ns;
    orm__deadline_set(db, find_deadline(db, w.options->deadline_ms));
    orm_status status = db->depth > 0 ? run_once(db, &w) : run_until_done(db, &w);
    orm__deadline_set(db, before);
    return status;
}
