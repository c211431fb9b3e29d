/* Owns the waiting: a driver says ORM_AGAIN and what to wait for, the core waits. */
#include "db/run.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"

/* The driver stops what runs, and tells. One that cannot is left waiting. */
static orm_status end_wait(const orm_db *db, orm_error *error)
{
    bool is_over = db->link->driver->set_deadline == NULL && db->armed_ns != 0 &&
                   orm__clock_now() >= db->armed_ns;
    return is_over ? orm__error_set(error, ORM_TIMEOUT, "%s", orm_status_text(ORM_TIMEOUT))
                   : ORM_OK;
}

static orm_status wait_for(const orm_db *db, orm_error *error)
{
    const orm_link *link = db->link;
    if (link->driver->wait_fd == NULL) {
        return end_wait(db, error);
    }
    int timeout = db->armed_ns == 0 ? -1 : orm__clock_left_ms(db->armed_ns);
    struct pollfd ready = { .fd = -1 };
    ready.fd = link->driver->wait_fd(link, &ready.events);
    if (ready.fd < 0 || poll(&ready, 1, timeout) >= 0 || errno == EINTR) {
        return end_wait(db, error); /* the driver looks again and tells what it finds */
    }
    return orm__error_set(error, ORM_CONNECTION, "waiting for the server: %s", strerror(errno));
}

orm_status orm__run_refuse_dead(const orm_db *db, orm_error *error)
{
    if (!db->is_dead || db->link->driver->state(db->link) == ORM_LINK_LOST) {
        return ORM_OK; /* of a lost connection the driver tells */
    }
    return orm__error_set(error, ORM_ABORTED,
                          "the engine has rolled back the transaction by itself: call orm_rollback "
                          "for each level that was begun");
}

orm_status orm__run_start(orm_db *db, orm_statement *statement, const orm_value *values,
                          bool streamed, orm_error *error)
{
    orm_status status = db->is_dead ? orm__run_refuse_dead(db, error) : ORM_OK;
    if (status >= 0) {
        status = db->link->driver->start(statement->prepared, values, statement->param_count,
                                         streamed, error);
    }
    if (status < 0) {
        error->sql = statement->sql;
    }
    return status == ORM_AGAIN ? ORM_OK : status;
}

/* NOLINTNEXTLINE(readability-function-size): those of the driver's fetch */
orm_status orm__run_fetch(orm_db *db, orm_statement *statement, size_t max, orm_row_fn row,
                          void *ctx, orm_error *error)
{
    for (;;) {
        orm_status status = db->link->driver->fetch(statement->prepared, max, row, ctx, error);
        if (status == ORM_AGAIN) {
            status = wait_for(db, error);
        } else if (status >= 0) {
            return status;
        }
        if (status < 0) {
            error->sql = statement->sql;
            return status;
        }
    }
}

orm_status orm__run_in_steps(orm_db *db, orm_statement *statement, const orm_row_taker *taker,
                             orm_error *error)
{
    orm_status status = orm__run_start(db, statement, db->values, false, error);
    return status < 0 ? status
                      : orm__run_fetch(db, statement, taker->max, taker->row, taker->ctx, error);
}

orm_status orm__run_script(orm_db *db, const char *sql)
{
    orm_error error = { .status = ORM_OK };
    orm_status status = orm__run_refuse_dead(db, &error);
    if (status >= 0) {
        status = db->link->driver->exec(db->link, sql, &error);
    }
    if (status < 0) {
        error.sql = sql;
        return orm__db_fail(db, &error);
    }
    return status;
}
