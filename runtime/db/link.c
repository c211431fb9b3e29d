/* Owns the way from a URL to a connection, at first and again: driver, notices, tracing, what the
 * program sets up on each connection. Statements are the cache's. */
#include "db/link.h"

#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"
#include "db/deadline.h"
#include "db/function.h"
#include "db/listen.h"
#include "db/log.h"
#include "db/transaction.h"
#include "db/url.h"
#include "driver/driver.h"

static orm_link_state state_of(const orm_db *db)
{
    return db->link->driver->state(db->link);
}

/* ---- what a handle is opened with ---- */

static orm_status copy_text(orm_db *db, const char *text, char **copy_out, orm_error *error)
{
    if (text == NULL) {
        return ORM_OK;
    }
    *copy_out = orm__alloc_text(&db->allocator, text);
    return *copy_out == NULL ? orm__error_no_memory(error) : ORM_OK;
}

orm_status orm__link_keep(orm_db *db, const char *url, const orm_options *options, orm_error *error)
{
    if (options->timeout_ms < 0) {
        return orm__error_set(error, ORM_MISUSE, "a time limit of %d ms", options->timeout_ms);
    }
    if ((unsigned)options->statements > ORM_STATEMENTS_OFF) {
        return orm__error_set(error, ORM_MISUSE, "an unknown mode of statements: %d",
                              (int)options->statements);
    }
    db->options = *options;
    db->options.application_name = NULL;
    db->timeout_ns = options->timeout_ms * ORM_CLOCK_MILLISECOND;
    orm_status status = copy_text(db, url, &db->url, error);
    if (status == ORM_OK) {
        status = copy_text(db, options->application_name, &db->application_name, error);
        db->options.application_name = db->application_name;
    }
    if (status == ORM_OK && url != NULL) {
        status = orm__url_take_own(&db->allocator, &db->url, &db->options, error);
    }
    return status;
}

static void free_text(orm_db *db, char *text)
{
    orm__alloc_free(&db->allocator, text, text == NULL ? 0 : strlen(text) + 1);
}

void orm__link_fini(orm_db *db)
{
    if (db->link != NULL) {
        db->link->driver->close(db->link);
    }
    free_text(db, db->url);
    free_text(db, db->application_name);
}

/* ---- opening ---- */

/* Wraps the link in the tracing decorator where there is a log. */
static orm_status add_trace(orm_db *db, orm_link **link, orm_error *error)
{
    if (db->options.log == NULL) {
        return ORM_OK;
    }
    const orm_trace trace = { .tell = orm__log_event, .ctx = db, .caller = &db->caller };
    return orm__trace_wrap(*link, &db->allocator, &trace, link, error);
}

static orm_status find_driver(orm_db *db, const orm_driver **driver_out, orm_error *error)
{
    const orm_options *options = &db->options;
    const orm_driver *driver = options->driver != NULL ? options->driver : orm__driver_for(db->url);
    if (driver == NULL) {
        return orm__error_set(error, ORM_MISUSE,
                              "no driver for the URL: it starts with neither \"sqlite:\" nor "
                              "\"postgresql://\"");
    }
    db->dialect = orm_dialect_find(driver->dialect);
    if (db->dialect == NULL) {
        return orm__error_set(error, ORM_MISUSE, "driver %s speaks no known dialect", driver->name);
    }
    *driver_out = driver;
    return ORM_OK;
}

static orm_status connect(orm_db *db, orm_link **link_out, orm_error *error)
{
    const orm_driver *driver = NULL;
    orm_status status = find_driver(db, &driver, error);
    if (status != ORM_OK || driver == NULL) {
        return status;
    }
    const orm_link_config config = { .url = db->url,
                                     .options = &db->options,
                                     .allocator = db->allocator,
                                     .notice = orm__log_notice,
                                     .notice_ctx = db,
                                     .native = db->native,
                                     .deadline_ns = db->armed_ns };
    orm_link *link = NULL;
    status = driver->open(&config, &link, error);
    if (status != ORM_OK) {
        return status;
    }
    status = add_trace(db, &link, error);
    if (status == ORM_OK) {
        *link_out = link;
    } else {
        link->driver->close(link);
    }
    return status;
}

orm_status orm__link_open(orm_db *db, orm_error *error)
{
    orm__deadline_arm(db);
    orm_status status = connect(db, &db->link, error);
    atomic_store(&db->cancellable, db->link);
    return status;
}

/* ---- what the program sets up ---- */

/* The function has failed without a call that failed, or with one. */
static orm_status explain_setup(const orm_db *db, orm_status status, uint64_t failures,
                                orm_error *error)
{
    if (db->failures == failures) {
        return orm__error_set(error, status, "the function that sets up a connection failed: %s",
                              orm_status_text(status));
    }
    *error = db->error;
    return error->status = status;
}

static orm_status call_setup(orm_db *db, orm_error *error)
{
    const void *caller = db->caller;
    uint64_t failures = db->failures;
    bool has_changed_session = db->has_changed_session;
    orm_status status = db->options.setup(db, db->options.setup_ctx);
    db->caller = caller;
    db->has_changed_session = has_changed_session; /* what is set up belongs to it */
    if (status < 0) {
        return explain_setup(db, status, failures, error);
    }
    if (db->depth > 0 || db->windows != NULL || state_of(db) != ORM_LINK_IDLE) {
        return orm__error_set(error, ORM_MISUSE,
                              "the function that sets up a connection left a transaction or a "
                              "window open");
    }
    return ORM_OK;
}

orm_status orm__link_set_up(orm_db *db, orm_error *error)
{
    if (db->options.setup == NULL) {
        return ORM_OK;
    }
    const uint64_t last_hook = db->hooks.last_id;
    db->is_setting_up = true;
    orm_status status = call_setup(db, error);
    db->is_setting_up = false;
    orm__hooks_settle(db, last_hook, status >= 0);
    if (status < 0) {
        orm__window_end_from(db, 0, status, "the connection could not be set up");
        orm__transaction_unwind(db, 0);
    }
    return status < 0 ? status : ORM_OK;
}

/* ---- what others have of it ---- */

bool orm__link_is_shared(const orm_db *db)
{
    const orm_driver *driver = db->link->driver;
    return driver->is_shared == NULL || driver->is_shared(db->link);
}

bool orm__link_keeps_database(const orm_db *db)
{
    const orm_driver *driver = db->link->driver;
    return driver->can_reopen != NULL && !driver->can_reopen(db->link);
}

/* ---- opening anew ---- */

/* From now on the handle works on this link; the statements of the one before are gone. */
static void move_to(orm_db *db, orm_link *link)
{
    orm__slot_forget(db);
    orm__cache_move(&db->cache, link);
    db->link = link;
    orm__deadline_tell(db);
    atomic_store(&db->cancellable, link);
    while (atomic_load(&db->cancels) > 0) { /* of threads that may have met the one before */
        orm__clock_sleep_until(orm__clock_now() + ORM_CLOCK_MILLISECOND);
    }
}

static orm_status check_can_reopen(const orm_db *db, orm_error *error)
{
    if (!orm__link_keeps_database(db)) {
        return ORM_OK;
    }
    return orm__error_set(error, ORM_MISUSE,
                          "this connection cannot be opened anew: it is not the library's own, or "
                          "the database ends with it");
}

orm_status orm__db_reconnect(orm_db *db, orm_error *error)
{
    orm_link *fresh = NULL;
    orm_link *old = db->link;
    orm_status status = check_can_reopen(db, error);
    if (status == ORM_OK) {
        status = connect(db, &fresh, error);
    }
    if (status != ORM_OK || fresh == NULL) {
        return status;
    }
    orm__window_end_from(db, 0, ORM_CONNECTION,
                         "the connection that the rows were read from was replaced");
    move_to(db, fresh);
    status = orm__function_again(db, error);
    if (status == ORM_OK) {
        status = orm__listen_again(db, error);
    }
    if (status == ORM_OK) {
        status = orm__link_set_up(db, error);
    }
    if (status != ORM_OK) {
        move_to(db, old);
        old = fresh;
    }
    old->driver->close(old);
    return status;
}

static orm_status reconnect(orm_db *db)
{
    orm_error error = { .status = ORM_OK };
    orm_status status = orm__db_reconnect(db, &error);
    return status == ORM_OK ? ORM_OK : orm__db_fail(db, &error);
}

orm_status orm_reconnect(orm_db *db)
{
    ORM_DB_ENTER(db);
    if (db->is_setting_up) {
        return orm__db_fail_with(db, ORM_MISUSE, "a connection is being set up");
    }
    orm__transaction_sync(db);
    orm_link_state state = state_of(db);
    if (db->depth > 0 || (state != ORM_LINK_IDLE && state != ORM_LINK_LOST)) {
        return orm__db_fail_with(db, ORM_MISUSE, "a transaction is open: end it first");
    }
    if (db->windows != NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "a window of rows is open: free the rows first");
    }
    return reconnect(db);
}

/* ---- finding out ---- */

/* Notices a connection that has ended, without waiting. */
static void look(orm_db *db)
{
    if (db->link->driver->look != NULL) {
        db->link->driver->look(db->link);
    }
}

bool orm_is_connected(orm_db *db)
{
    if (db == NULL || db->in_callback || orm__entrance_is_foreign(db)) {
        return false;
    }
    look(db);
    return state_of(db) != ORM_LINK_LOST;
}

/* What the connection took with it: levels that the program has to end, rows that are still read.
 * A transaction that was begun by SQL text is only seen while there is a connection. */
static bool has_lost_nothing(const orm_db *db)
{
    return !db->is_in_text && db->depth == 0 && !db->is_dead && db->windows == NULL;
}

orm_status orm__link_revive(orm_db *db)
{
    if (db->is_setting_up) {
        return ORM_OK;
    }
    orm_link_state state = state_of(db);
    if (state != ORM_LINK_LOST) {
        db->is_in_text = state != ORM_LINK_IDLE && db->depth == 0;
    }
    if (state == ORM_LINK_IDLE) {
        look(db);
        state = state_of(db);
    }
    return state == ORM_LINK_LOST && has_lost_nothing(db) ? reconnect(db) : ORM_OK;
}
