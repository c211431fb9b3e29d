/* Owns how a statement of SQLite's is stopped: by a time limit, which is looked at while a
 * statement runs and while it waits for a lock, or by another thread. */
#include "base/clock.h"
#include "base/error.h"
#include "driver/sqlite.h"

enum { BUSY_TIMEOUT_MS = 5000, STEPS_BETWEEN_LOOKS = 1000, LONGEST_NAP_MS = 20 };

int orm__sqlite_limit_busy_ms(const orm_options *options)
{
    int timeout = options->busy_timeout_ms == 0 ? BUSY_TIMEOUT_MS : options->busy_timeout_ms;
    return timeout < 0 ? 0 : timeout;
}

/* Not 0: the statement is to stop. */
static int look_at_clock(void *ctx)
{
    orm_sqlite_link *link = ctx;
    link->was_stopped = orm__clock_now() >= link->deadline;
    return link->was_stopped;
}

/* Somebody else has the lock, for the count-th time in a row. Not 0: look again. */
static int nap(void *ctx, int count)
{
    orm_sqlite_link *link = ctx;
    int64_t now = orm__clock_now();
    if (count == 0) {
        link->busy_until = now + link->busy_ms * ORM_CLOCK_MILLISECOND;
    }
    if (now >= link->deadline) {
        link->was_stopped = true;
        return 0;
    }
    if (now >= link->busy_until) {
        return 0;
    }
    int ms = count < LONGEST_NAP_MS ? count + 1 : LONGEST_NAP_MS;
    int64_t end = now + ms * ORM_CLOCK_MILLISECOND;
    orm__clock_sleep_until(end < link->deadline ? end : link->deadline);
    return 1;
}

/* The looks cost something, so they are only taken where there is a limit. */
void orm__sqlite_limit_set_deadline(orm_link *base, int64_t deadline_ns)
{
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    bool had_one = link->deadline != 0;
    link->deadline = deadline_ns;
    link->was_stopped = false;
    if (deadline_ns != 0 && !had_one) {
        sqlite3_progress_handler(link->handle, STEPS_BETWEEN_LOOKS, look_at_clock, link);
        (void)sqlite3_busy_handler(link->handle, nap, link);
    } else if (deadline_ns == 0 && had_one) {
        sqlite3_progress_handler(link->handle, 0, NULL, NULL);
        (void)sqlite3_busy_timeout(link->handle, link->busy_ms);
    }
}

orm_status orm__sqlite_limit_begin(orm_sqlite_link *link, orm_error *error)
{
    link->was_stopped = false;
    if (link->is_lost) {
        return orm__error_set(error, ORM_CONNECTION,
                              "the database file was replaced or deleted: open it anew");
    }
    if (link->deadline != 0 && orm__clock_now() >= link->deadline) {
        return orm__error_set(error, ORM_TIMEOUT, "%s", orm_status_text(ORM_TIMEOUT));
    }
    return ORM_OK;
}

orm_status orm__sqlite_limit_fail(orm_sqlite_link *link, int code, orm_error *error)
{
    if (orm__sqlite_moved_is_why(link, code)) {
        return orm__sqlite_moved_refuse(error);
    }
    orm_status status = orm__sqlite_error_fill(link->handle, code, error);
    if (!link->was_stopped || (status != ORM_INTERRUPTED && status != ORM_BUSY)) {
        return status;
    }
    orm__error_text(error->message, sizeof error->message, orm_status_text(ORM_TIMEOUT));
    return error->status = ORM_TIMEOUT;
}

orm_status orm__sqlite_limit_cancel(orm_link *base)
{
    sqlite3_interrupt(((orm_sqlite_link *)base)->handle);
    return ORM_OK;
}
