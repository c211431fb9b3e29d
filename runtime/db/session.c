/* Owns what happens to a handle between two users. */
#include "db/session.h"

#include "base/clock.h"
#include "base/error.h"
#include "db/deadline.h"
#include "db/link.h"
#include "db/listen.h"
#include "db/log.h"
#include "db/transaction.h"

/* Giving back must not hang where the server does. */
#define RENEW_LIMIT (5 * ORM_CLOCK_SECOND)

static orm_link_state state_of(const orm_db *db)
{
    return db->link->driver->state(db->link);
}

bool orm__session_is_busy(const orm_db *db)
{
    return db->in_callback || db->is_setting_up || db->attempt > 0;
}

void orm__session_begin(orm_db *db, orm_lender *lender)
{
    db->lender = lender;
    db->has_changed_session = false;
    db->lent_timeout_ns = db->timeout_ns;
    orm__hooks_keep(db);
}

/* ---- whether it lives ---- */

bool orm__session_is_alive(orm_db *db, bool asks, int64_t deadline_ns)
{
    orm_error ignored = { .status = ORM_OK };
    if (!orm_is_connected(db) || state_of(db) != ORM_LINK_IDLE) {
        return false;
    }
    if (!asks || db->dialect->ping == NULL) {
        return true;
    }
    orm__deadline_set(db, deadline_ns);
    orm_status status = db->link->driver->exec(db->link, db->dialect->ping, &ignored);
    orm__deadline_set(db, 0);
    return status == ORM_OK && state_of(db) == ORM_LINK_IDLE;
}

/* ---- what a user has left ---- */

static void end_windows(orm_db *db)
{
    orm__window_end_from(db, 0, ORM_MISUSE, "the handle was given back while rows were read");
}

/* What SQL text or the engine's own connection has begun is no level of the handle's. */
static bool end_transactions(orm_db *db)
{
    orm_error ignored = { .status = ORM_OK };
    orm_link_state state = state_of(db);
    bool was_open = db->depth > 0 || state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED;
    orm__transaction_unwind(db, 0);
    state = state_of(db);
    if (state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED) {
        (void)db->link->driver->exec(db->link, "ROLLBACK", &ignored);
    }
    return was_open;
}

/* What was told to one who listened is not for the next one. */
static void forget_notifications(orm_db *db)
{
    const orm_driver *driver = db->link->driver;
    orm_notification note;
    orm_error ignored = { .status = ORM_OK };
    orm__listen_fini(db);
    while (driver->notification != NULL &&
           driver->notification(db->link, &note, &ignored) == ORM_OK) {
    }
}

static orm_status run_reset(orm_db *db, orm_error *error)
{
    const orm_driver *driver = db->link->driver;
    const char *script = db->dialect->reset_session;
    if (script == NULL) {
        return orm__error_set(error, ORM_NOT_SUPPORTED, "a session that cannot be reset");
    }
    orm_status status = driver->renew != NULL ? driver->renew(db->link, script, error)
                                              : driver->exec(db->link, script, error);
    forget_notifications(db);
    orm__hooks_forget(db);
    if (status >= 0) {
        status = orm__link_set_up(db, error);
    }
    orm__hooks_keep(db);
    return status;
}

/* Only what the engine keeps for windows that have ended: nothing, as a rule. */
static orm_status sweep(orm_db *db, orm_error *error)
{
    const orm_driver *driver = db->link->driver;
    return driver->renew == NULL ? ORM_OK : driver->renew(db->link, NULL, error);
}

/* The next user finds a handle without a past. */
static void forget(orm_db *db)
{
    orm__outcome_forget(db);
    db->depth = 0;
    db->is_dead = false;
    db->may_roll_back = false;
    db->is_in_text = false;
    db->is_lent = false;
    db->has_written = false;
    db->has_changed_session = false;
    db->error = (orm_error){ .status = ORM_OK };
    db->timeout_ns = db->lent_timeout_ns;
    orm__deadline_set(db, 0);
}

orm_status orm__session_renew(orm_db *db, orm_pool_reset reset, orm_session_left *left_out)
{
    orm_error error = { .status = ORM_OK };
    bool has_its_hooks = orm__hooks_forget_added(db);
    db->timeout_ns = 0; /* the user's is the user's */
    orm__deadline_set(db, orm__clock_now() + RENEW_LIMIT);
    if (db->is_lent) {
        orm__transaction_follow(db);
    }
    end_windows(db);
    left_out->transaction = end_transactions(db);
    end_windows(db); /* what a callback has opened */
    if (left_out->transaction) {
        orm__log_warning(db, "a handle was given back with an open transaction, which was rolled "
                             "back");
    }
    left_out->settings = reset == ORM_POOL_RESET_ALWAYS ||
                         (reset == ORM_POOL_RESET_CHANGED && db->has_changed_session);
    orm_status status = state_of(db) == ORM_LINK_IDLE ? ORM_OK : ORM_CONNECTION;
    if (status == ORM_OK && left_out->settings) {
        status = run_reset(db, &error);
    } else if (status == ORM_OK) {
        status = sweep(db, &error);
    }
    if (status == ORM_OK && state_of(db) != ORM_LINK_IDLE) {
        status = ORM_CONNECTION;
    } else if (status == ORM_OK && !left_out->settings && !has_its_hooks) {
        status = ORM_NOT_SUPPORTED;
    }
    forget(db);
    return status < 0 ? status : ORM_OK;
}
