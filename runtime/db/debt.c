/* Owns what the connection has to be told before it is used again. */
#include "db/debt.h"

#include "base/error.h"
#include "db/db.h"
#include "db/deadline.h"

static orm_status run(orm_db *db, const char *sql, orm_error *error)
{
    orm__deadline_extend(db);
    orm_status status = db->link->driver->exec(db->link, sql, error);
    if (status < 0) {
        error->sql = sql;
    }
    return status;
}

static void owe(orm_db *db, const char *sql)
{
    orm_debts *debts = &db->debts;
    for (size_t i = 0; i < debts->count; i++) {
        if (debts->texts[i] == sql) {
            return;
        }
    }
    debts->texts[debts->count++] = sql;
    orm__entrance_update(db);
}

/* Another connection knows nothing of it. */
static void forgive(orm_db *db)
{
    db->debts.count = 0;
    orm__entrance_update(db);
}

void orm__debt_pay(orm_db *db, const char *sql)
{
    orm_error ignored;
    orm_link_state state = db->link->driver->state(db->link);
    if (sql == NULL || state == ORM_LINK_LOST) {
        return;
    }
    if (state != ORM_LINK_IDLE || run(db, sql, &ignored) < 0) {
        owe(db, sql);
    }
}

orm_status orm__debt_settle(orm_db *db)
{
    orm_link_state state = db->link->driver->state(db->link);
    orm_error error = { .status = ORM_OK };
    orm_status status = ORM_OK;
    while (db->debts.count > 0 && state == ORM_LINK_IDLE && status >= 0) {
        status = run(db, db->debts.texts[db->debts.count - 1], &error);
        db->debts.count -= status >= 0;
    }
    if (status < 0) {
        return orm__db_fail(db, &error);
    }
    if (db->debts.count == 0 || state == ORM_LINK_LOST) {
        forgive(db);
    }
    return ORM_OK;
}
