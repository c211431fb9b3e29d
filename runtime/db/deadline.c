/* Owns until when a call may take, and stopping it from another thread. */
#include "db/deadline.h"

#include "base/clock.h"
#include "db/db.h"

void orm__deadline_tell(orm_db *db)
{
    if (db->link != NULL && db->link->driver->set_deadline != NULL) {
        db->link->driver->set_deadline(db->link, db->armed_ns);
    }
}

static void arm(orm_db *db, int64_t until)
{
    if (until != db->armed_ns) {
        db->armed_ns = until;
        orm__deadline_tell(db);
    }
}

void orm__deadline_arm(orm_db *db)
{
    int64_t until = db->timeout_ns == 0 ? 0 : orm__clock_now() + db->timeout_ns;
    bool is_nearer = db->deadline_ns != 0 && (until == 0 || db->deadline_ns < until);
    arm(db, is_nearer ? db->deadline_ns : until);
}

void orm__deadline_extend(orm_db *db)
{
    if (db->armed_ns != 0) {
        int64_t until = orm__clock_now() + ORM_DRIVER_GRACE;
        arm(db, until > db->armed_ns ? until : db->armed_ns);
    }
}

void orm__deadline_set(orm_db *db, int64_t deadline_ns)
{
    db->deadline_ns = deadline_ns;
    orm__entrance_update(db);
    orm__deadline_arm(db);
}

orm_time_left orm__deadline_share(orm_db *db)
{
    const orm_time_left left = { .armed_ns = db->armed_ns, .deadline_ns = db->deadline_ns };
    if (left.armed_ns != 0) {
        orm__deadline_set(db, left.armed_ns);
    }
    return left;
}

void orm__deadline_go_on(orm_db *db, orm_time_left left)
{
    if (left.armed_ns != 0) {
        db->deadline_ns = left.deadline_ns;
        orm__entrance_update(db);
    }
    arm(db, left.armed_ns);
}

orm_status orm_set_timeout(orm_db *db, int timeout_ms)
{
    ORM_DB_ENTER(db);
    if (timeout_ms < 0) {
        return orm__db_fail_with(db, ORM_MISUSE, "a time limit of %d ms", timeout_ms);
    }
    db->timeout_ns = timeout_ms * ORM_CLOCK_MILLISECOND;
    orm__entrance_update(db);
    orm__deadline_arm(db);
    return ORM_OK;
}

/* Nothing of the handle but what other threads may see: the owner is in the middle of a call. */
orm_status orm_cancel(orm_db *db)
{
    if (db == NULL || !orm__entrance_is_ours(db)) {
        return ORM_MISUSE;
    }
    (void)atomic_fetch_add(&db->cancels, 1);
    orm_link *link = atomic_load(&db->cancellable);
    orm_status status = ORM_OK;
    if (!orm__wake_call(&db->wake)) {
        status = link->driver->cancel == NULL ? ORM_NOT_SUPPORTED : link->driver->cancel(link);
    }
    (void)atomic_fetch_sub(&db->cancels, 1);
    return status;
}
