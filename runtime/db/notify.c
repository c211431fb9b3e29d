/* Owns sending notifications, and waiting for them. */
#include <orm/notify.h>

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "db/db.h"
#include "db/listen.h"
#include "db/run.h"

/* ---- sending ---- */

static orm_status send_values(orm_db *db, const orm_value *values, orm_error *error)
{
    static const orm_parameter_type types[] = { { .kind = ORM_KIND_TEXT },
                                                { .kind = ORM_KIND_TEXT } };
    const orm_statement_text text = { .sql = db->dialect->notify,
                                      .size = strlen(db->dialect->notify),
                                      .types = types,
                                      .param_count = 2 };
    orm_statement *statement = NULL;
    orm_status status = orm__db_reserve_values(db, 2, error);
    if (status == ORM_OK) {
        status = orm__cache_acquire(&db->cache, &text, &statement, error);
    }
    if (status == ORM_OK) {
        memcpy(db->values, values, 2 * sizeof *values);
        status = orm__run_all(db, statement, NULL, NULL, error);
    }
    orm__cache_release(&db->cache, statement);
    return status;
}

orm_status orm_notify(orm_db *db, const char *channel, const char *payload)
{
    ORM_DB_ENTER(db);
    orm_status status = orm__listen_check(db);
    if (status == ORM_OK) {
        status = orm__listen_check_channel(db, channel);
    }
    if (status != ORM_OK) {
        return status;
    }
    size_t size = payload == NULL ? 0 : strlen(payload);
    if (size > ORM_PAYLOAD_MAX) {
        return orm__db_fail_with(db, ORM_CONVERSION,
                                 "a payload has at most %d bytes, this one %zu: send the key of "
                                 "what has changed",
                                 ORM_PAYLOAD_MAX, size);
    }
    const orm_value values[] = { orm_value_text(channel),
                                 orm_value_text(payload == NULL ? "" : payload) };
    orm_error *error = orm__db_pending(db);
    orm__db_will_write(db);
    status = send_values(db, values, error);
    return status < 0 ? orm__db_fail(db, error) : ORM_OK;
}

/* ---- waiting ---- */

/* A wait: until when, and by what it is woken. */
typedef struct wait {
    orm_db *db;
    int64_t until; /* 0 = no limit of its own */
    int caller;    /* readable when another thread calls */
    orm_error *error;
} wait;

static orm_status say_timeout(const wait *w)
{
    return orm__error_set(w->error, ORM_TIMEOUT, "%s", orm_status_text(ORM_TIMEOUT));
}

/* ORM_AGAIN: the time that the program gave is over. */
static orm_status check_time(const wait *w)
{
    int64_t limit = w->db->armed_ns, now = orm__clock_now();
    if (w->until != 0 && now >= w->until && (limit == 0 || w->until <= limit)) {
        return ORM_AGAIN;
    }
    return limit != 0 && now >= limit ? say_timeout(w) : ORM_OK;
}

static int left_ms(const wait *w)
{
    int64_t limit = w->db->armed_ns;
    bool is_limited = limit != 0 && (w->until == 0 || limit < w->until);
    int64_t until = is_limited ? limit : w->until;
    return until == 0 ? -1 : orm__clock_left_ms(until);
}

/* Sleeps until the server or another thread has something to say, or the time is over. */
static orm_status sleep_once(const wait *w)
{
    orm_link *link = w->db->link;
    struct pollfd ready[] = { { .fd = -1 }, { .fd = w->caller, .events = POLLIN } };
    if (link->driver->wait_fd != NULL) {
        ready[0].fd = link->driver->wait_fd(link, &ready[0].events);
    }
    if (poll(ready, 2, left_ms(w)) < 0 && errno != EINTR) {
        return orm__error_set(w->error, ORM_CONNECTION, "waiting for the server: %s",
                              strerror(errno));
    }
    if (ready[1].revents != 0) {
        return orm__error_set(w->error, ORM_INTERRUPTED, "%s", orm_status_text(ORM_INTERRUPTED));
    }
    return ORM_OK;
}

static orm_status take(const wait *w, orm_notification *note_out)
{
    orm_link *link = w->db->link;
    return link->driver->notification(link, note_out, w->error);
}

/* ORM_AGAIN: none came in time. */
static orm_status wait_for_one(wait *w, orm_notification *note_out)
{
    orm_status status = orm__wake_begin(&w->db->wake, &w->caller, w->error);
    while (status == ORM_OK) {
        status = take(w, note_out);
        if (status != ORM_AGAIN) {
            break;
        }
        status = check_time(w);
        if (status == ORM_OK) {
            status = sleep_once(w);
        }
    }
    orm__wake_end(&w->db->wake);
    return status;
}

/* Nothing arrives as long as a transaction is open. */
static orm_status look_once(const wait *w, bool would_wait, orm_notification *note_out)
{
    orm_status status = take(w, note_out);
    if (status != ORM_AGAIN || !would_wait) {
        return status;
    }
    return orm__error_set(w->error, ORM_MISUSE,
                          "a transaction is open, in which the server tells no notifications: end "
                          "it first");
}

static orm_status find_one(wait *w, int timeout_ms, orm_notification *note_out)
{
    orm_db *db = w->db;
    if (db->channels.has_gap) {
        db->channels.has_gap = false;
        *note_out = (orm_notification){ .channel = "", .payload = "", .is_gap = true };
        return ORM_OK;
    }
    if (timeout_ms <= 0 || orm__listen_is_in_transaction(db)) {
        return look_once(w, timeout_ms > 0, note_out);
    }
    w->until =
        timeout_ms == ORM_NO_LIMIT ? 0 : orm__clock_now() + timeout_ms * ORM_CLOCK_MILLISECOND;
    return wait_for_one(w, note_out);
}

orm_status orm_notify_wait(orm_db *db, int timeout_ms, orm_notification *note_out)
{
    ORM_DB_ENTER(db);
    orm_status status = orm__listen_check_session(db);
    if (status != ORM_OK) {
        return status;
    }
    if (note_out == NULL || timeout_ms < ORM_NO_WAIT) {
        return note_out == NULL
                   ? orm__db_fail_with(db, ORM_MISUSE, "note_out is NULL")
                   : orm__db_fail_with(db, ORM_MISUSE, "a time limit of %d ms", timeout_ms);
    }
    wait w = { .db = db, .error = orm__db_pending(db) };
    status = find_one(&w, timeout_ms, note_out);
    return status < 0 ? orm__db_fail(db, w.error) : status;
}
