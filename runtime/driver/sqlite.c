/* Owns connections to SQLite: opening a file as the URL and the options say, scripts, state. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"
#include "driver/sqlite.h"

enum { RETRY_MS = 5 };

static const char scheme[] = "sqlite:";

/* ---- open ---- */

/* The file to open, as SQLite takes it. *owned_out: NULL, or a text to free. */
static orm_status find_path(const orm_link_config *config, const char **path_out, char **owned_out,
                            orm_error *error)
{
    size_t scheme_size = sizeof scheme - 1;
    if (strncmp(config->url, scheme, scheme_size) != 0 || config->url[scheme_size] == '\0') {
        return orm__error_set(error, ORM_MISUSE,
                              "a URL of SQLite is sqlite:PATH or sqlite::memory:");
    }
    const char *path = config->url + scheme_size;
    if (strncmp(path, "file:", 5) != 0) {
        *path_out = path;
        return ORM_OK;
    }
    /* SQLite may have been built to take this for a URI; here it is the name of a file. */
    size_t size = strlen(path) + 3;
    char *relative = orm__alloc_array(&config->allocator, size, 1);
    if (relative == NULL) {
        return orm__error_no_memory(error);
    }
    (void)snprintf(relative, size, "./%s", path);
    *path_out = *owned_out = relative;
    return ORM_OK;
}

static int open_flags(const orm_options *options)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (options->read_only) {
        return flags | SQLITE_OPEN_READONLY;
    }
    return flags | SQLITE_OPEN_READWRITE | (options->must_exist ? 0 : SQLITE_OPEN_CREATE);
}

static orm_status open_file(const char *path, const orm_options *options, sqlite3 **handle_out,
                            orm_error *error)
{
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2(path, &handle, open_flags(options), NULL);
    orm_status status = ORM_OK;
    if (code != SQLITE_OK) {
        status = handle == NULL ? orm__error_no_memory(error)
                                : orm__sqlite_file_refuse(handle, code, path, options, error);
    } else if (!options->read_only && sqlite3_db_readonly(handle, "main") == 1) {
        /* SQLite falls back to reading; better to hear of it here than at the first write. */
        status = orm__error_set(error, ORM_PERMISSION,
                                "cannot open %s for writing: set read_only to read it", path);
    }
    if (status == ORM_OK) {
        *handle_out = handle;
    } else {
        (void)sqlite3_close(handle);
    }
    return status;
}

/* Sets an on-off option; false where SQLite did not take it. */
static bool set_option(sqlite3 *handle, int option, int wanted)
{
    int now = !wanted;
    return sqlite3_db_config(handle, option, wanted, &now) == SQLITE_OK && now == wanted;
}

static orm_status set_up(sqlite3 *handle, const orm_options *options, orm_error *error)
{
    (void)sqlite3_busy_timeout(handle, orm__sqlite_limit_busy_ms(options));
    if (!set_option(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1)) {
        return orm__error_set(error, ORM_NOT_SUPPORTED, "this SQLite has no foreign keys");
    }
    /* Else a quoted column that does not exist is silently read as a text of that name. */
    (void)set_option(handle, SQLITE_DBCONFIG_DQS_DML, 0);
    (void)set_option(handle, SQLITE_DBCONFIG_DQS_DDL, 0);
    int code = orm__sqlite_list_register(handle);
    if (code == SQLITE_OK) {
        code = orm__sqlite_calculate_register(handle);
    }
    return code == SQLITE_OK ? ORM_OK : orm__sqlite_error_fill(handle, code, error);
}

int orm__sqlite_ask(sqlite3 *handle, const char *pragma, char *answer, size_t answer_size)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(handle, pragma, -1, &stmt, NULL);
    if (code == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        orm__error_text(answer, answer_size, (const char *)sqlite3_column_text(stmt, 0));
    }
    int ended = sqlite3_finalize(stmt);
    return code == SQLITE_OK ? ended : code;
}

/* A file that this call has made, or found without a page, gets a write-ahead log; the journal mode
 * of a database is its owner's business. Returns a result code. */
static int try_journal(sqlite3 *handle, const orm_link_config *config)
{
    char answer[16] = "";
    int code = orm__sqlite_ask(handle, "PRAGMA page_count", answer, sizeof answer);
    if ((code & 0xff) == SQLITE_BUSY) { /* somebody writes: it is not ours to make */
        return SQLITE_OK;
    }
    const char *file = sqlite3_db_filename(handle, "main");
    bool in_memory = file == NULL || *file == '\0';
    bool fixed = config->options->must_exist || config->options->read_only || in_memory;
    if (code != SQLITE_OK || fixed || strcmp(answer, "0") != 0) {
        return code;
    }
    code = orm__sqlite_ask(handle, "PRAGMA journal_mode = WAL", answer, sizeof answer);
    if (code == SQLITE_OK && strcmp(answer, "wal") != 0) {
        config->notice(config->notice_ctx, "no write-ahead log on this file system");
    }
    return code;
}

/* Where several make one file, SQLite may refuse the change at once, without the busy timeout. Each
 * further attempt looks again whether somebody else has made the file meanwhile. */
static orm_status set_journal(sqlite3 *handle, const char *path, const orm_link_config *config,
                              orm_error *error)
{
    int64_t end =
        orm__clock_now() + orm__sqlite_limit_busy_ms(config->options) * ORM_CLOCK_MILLISECOND;
    int code = try_journal(handle, config);
    while ((code & 0xff) == SQLITE_BUSY && orm__clock_now() < end) {
        (void)sqlite3_sleep(RETRY_MS);
        code = try_journal(handle, config);
    }
    return code == SQLITE_OK ? ORM_OK
                             : orm__sqlite_file_refuse(handle, code, path, config->options, error);
}

static orm_status open_link(const orm_link_config *config, orm_link **link_out, orm_error *error)
{
    char *owned = NULL;
    const char *path = NULL;
    orm_sqlite_link *link = NULL;
    orm_status status = find_path(config, &path, &owned, error);
    if (status != ORM_OK) {
        return status;
    }
    link = orm__alloc_zeroed(&config->allocator, 1, sizeof *link);
    if (link == NULL) {
        status = orm__error_no_memory(error);
        goto done;
    }
    link->base.driver = &orm_driver_sqlite;
    link->allocator = config->allocator;
    status = open_file(path, config->options, &link->handle, error);
    if (status == ORM_OK) {
        status = set_up(link->handle, config->options, error);
    }
    if (status == ORM_OK) {
        orm__sqlite_key_watch(link);
        link->busy_ms = orm__sqlite_limit_busy_ms(config->options);
        orm__sqlite_limit_set_deadline(&link->base, config->deadline_ns);
        status = set_journal(link->handle, path, config, error);
    }
    if (status == ORM_OK) {
        *link_out = &link->base;
    }
done:
    orm__alloc_free(&config->allocator, owned, owned == NULL ? 0 : strlen(owned) + 1);
    if (status != ORM_OK && link != NULL) {
        (void)sqlite3_close(link->handle);
        orm__alloc_free(&config->allocator, link, sizeof *link);
    }
    return status;
}

static void close_link(orm_link *base)
{
    if (base == NULL) {
        return;
    }
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    orm_allocator allocator = link->allocator;
    if (!link->is_disowned) {
        (void)sqlite3_close(link->handle);
    }
    orm__alloc_free(&allocator, link, sizeof *link);
}

/* ---- the rest of the link ---- */

static orm_status run_script(orm_link *base, const char *sql, orm_error *error)
{
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    orm_status status = orm__sqlite_limit_begin(link, error);
    if (status != ORM_OK) {
        return status;
    }
    int code = sqlite3_exec(link->handle, sql, NULL, NULL, NULL);
    if (sqlite3_strlike("%encoding%", sql, 0) == 0) { /* a database without tables may change it */
        link->encoding = ORM_SQLITE_UNASKED;
    }
    return code == SQLITE_OK ? ORM_OK : orm__sqlite_limit_fail(link, code, error);
}

static orm_link_state find_state(const orm_link *base)
{
    const orm_sqlite_link *link = (const orm_sqlite_link *)base;
    if (link->is_disowned) {
        return ORM_LINK_LOST;
    }
    return sqlite3_get_autocommit(link->handle) ? ORM_LINK_IDLE : ORM_LINK_IN_TRANSACTION;
}

/* What is in memory, or in a file without a name, ends with its connection. */
static bool can_reopen(const orm_link *base)
{
    const char *file = sqlite3_db_filename(((const orm_sqlite_link *)base)->handle, "main");
    return file != NULL && *file != '\0';
}

/* Closing a connection that came over with a fork may roll back what the parent process is about to
 * commit: its statements and it stay, as SQLite wants it. */
static void disown(orm_link *base)
{
    ((orm_sqlite_link *)base)->is_disowned = true;
}

const orm_driver orm_driver_sqlite = {
    .name = "sqlite",
    .dialect = "sqlite",
    .open = open_link,
    .close = close_link,
    .prepare = orm__sqlite_statement_prepare,
    .start = orm__sqlite_statement_start,
    .fetch = orm__sqlite_statement_fetch,
    .changes = orm__sqlite_statement_changes,
    .reset = orm__sqlite_statement_reset,
    .finalize = orm__sqlite_statement_finalize,
    .exec = run_script,
    .state = find_state,
    .set_deadline = orm__sqlite_limit_set_deadline,
    .cancel = orm__sqlite_limit_cancel,
    .can_reopen = can_reopen,
    .disown = disown,
    .knows_inserted_key = orm__sqlite_key_promise,
    .inserted_key = orm__sqlite_statement_inserted_key,
};
