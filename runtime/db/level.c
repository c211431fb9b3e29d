/* Owns the level around a call and its hooks: when it begins, and how it ends. */
#include "db/level.h"

#include "db/transaction.h"

void orm__level_wait(orm_level *level, orm_db *db)
{
    *level = (orm_level){ .db = db };
    db->hooks.waiting = level;
    orm__entrance_update(db);
}

void orm__level_stop_waiting(orm_level *level)
{
    orm_db *db = level->db;
    if (db->hooks.waiting == level) {
        db->hooks.waiting = NULL;
        orm__entrance_update(db);
    }
}

static bool is_in_text(const orm_db *db)
{
    orm_link_state state = db->link->driver->state(db->link);
    return db->depth == 0 && (state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED);
}

static orm_status begin_guard(orm_level *level)
{
    orm_error error = { .status = ORM_OK };
    orm_status status = orm__guard_begin(level->db, &level->guard, &error);
    level->is_guard = true;
    return status < 0 ? orm__db_fail(level->db, &error) : ORM_OK;
}

orm_status orm__level_begin(orm_level *level)
{
    orm_db *db = level->db;
    if (level->is_open) {
        return ORM_OK;
    }
    level->outer = db->depth;
    orm_status status = is_in_text(db) ? begin_guard(level) : orm__transaction_begin(db, NULL);
    if (status == ORM_OK) {
        level->is_open = true;
        level->begun = db->begun_count;
        orm__level_stop_waiting(level);
    }
    return status;
}

orm_status orm__level_check(const orm_level *level)
{
    orm_db *db = level->db;
    if (!level->is_open) {
        return ORM_OK;
    }
    orm__transaction_sync(db);
    unsigned expected = level->is_guard ? 0 : level->outer + 1;
    if (db->depth == expected && db->begun_count == level->begun) {
        return ORM_OK;
    }
    return orm__db_fail_with(db, ORM_MISUSE, "%s",
                             db->depth > expected
                                 ? "a hook left a transaction open: all of the call is rolled back"
                                 : "a hook ended the transaction that it was called in");
}

orm_status orm__level_keep(orm_level *level)
{
    orm_db *db = level->db;
    if (!level->is_open) {
        return ORM_OK;
    }
    orm_status status = ORM_OK;
    if (level->is_guard) {
        orm_error error = { .status = ORM_OK };
        status = orm__guard_keep(&level->guard, &error);
        status = status < 0 ? orm__db_fail(db, &error) : ORM_OK;
        level->is_open = false;
    } else {
        status = orm__transaction_commit(db);
        level->is_open = status < 0; /* SQLite may have left it open */
    }
    orm__level_undo(level);
    return status;
}

void orm__level_undo(orm_level *level)
{
    orm_db *db = level->db;
    if (!level->is_open) {
        return;
    }
    level->is_open = false;
    if (level->is_guard) {
        orm__guard_undo(&level->guard);
        return;
    }
    orm__transaction_unwind(db, level->outer);
    db->may_roll_back = false;
}
