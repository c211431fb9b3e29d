/* Owns the savepoint, or the transaction where none is open, around a single statement. */
#include "db/guard.h"

#include "db/deadline.h"
#include "db/run.h"

static const char release[] = "RELEASE SAVEPOINT orm_guard";
static const char back[] = "ROLLBACK TO SAVEPOINT orm_guard; RELEASE SAVEPOINT orm_guard";

static orm_status run(orm_db *db, const char *sql, orm_error *error)
{
    orm_status status = db->link->driver->exec(db->link, sql, error);
    if (status < 0) {
        error->sql = sql;
    }
    return status;
}

static orm_link_state state_of(const orm_db *db)
{
    return db->link->driver->state(db->link);
}

orm_status orm__guard_begin(orm_db *db, orm_guard *guard_out, orm_error *error)
{
    orm_link_state state = state_of(db);
    bool is_inner = state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED;
    orm_status status = orm__run_refuse_dead(db, error);
    if (status >= 0) {
        status = run(db, is_inner ? "SAVEPOINT orm_guard" : db->dialect->begin, error);
    }
    if (status >= 0) {
        *guard_out = (orm_guard){ .db = db, .is_inner = is_inner };
    }
    return status;
}

orm_status orm__guard_keep(const orm_guard *guard, orm_error *error)
{
    orm_status status = run(guard->db, guard->is_inner ? release : "COMMIT", error);
    if (status >= 0) {
        return ORM_OK;
    }
    if (!guard->is_inner && state_of(guard->db) == ORM_LINK_LOST) {
        status = error->status = ORM_OUTCOME_UNKNOWN;
    }
    orm__guard_undo(guard);
    return status;
}

void orm__guard_undo(const orm_guard *guard)
{
    orm__deadline_extend(guard->db);
    orm_error ignored; /* of an engine that has undone all by itself */
    orm_link_state state = state_of(guard->db);
    if (guard->is_inner && state == ORM_LINK_IN_TRANSACTION) {
        (void)run(guard->db, back, &ignored);
    } else if (!guard->is_inner &&
               (state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED)) {
        (void)run(guard->db, "ROLLBACK", &ignored);
    }
}
