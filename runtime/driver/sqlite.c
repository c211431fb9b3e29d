/* Owns connections to SQLite: opening a file as the URL and the options say, scripts, state. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"
#include "driver/sqlite.h"

enum { RETRY_MS = 5 };

static const char scheme[] = "sqlite:";

/* ---- open ---- */

/* The file to open, as SQLite takes it. Borrowed from the URL. */
static orm_status find_path(const char *url, const char **path_out, orm_error *error)
{
    size_t scheme_size = sizeof scheme - 1;
    if (strncmp(url, scheme, scheme_size) != 0 || url[scheme_size] == '\0') {
        return orm__error_set(error, ORM_MISUSE,
                              "a URL of SQLite is sqlite:PATH or sqlite::memory:");
    }
    *path_out = url + scheme_size;
    return ORM_OK;
}

static int open_flags(const char *path, const orm_options *options)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= orm__sqlite_file_is_uri(path) ? SQLITE_OPEN_URI : 0;
    flags |= options->no_follow ? SQLITE_OPEN_NOFOLLOW : 0;
    if (options->read_only) {
        return flags | SQLITE_OPEN_READONLY;
    }
    return flags | SQLITE_OPEN_READWRITE | (options->must_exist ? 0 : SQLITE_OPEN_CREATE);
}

/* SQLite falls back to reading where it may not write. */
static bool is_read_only_unasked(sqlite3 *handle, const char *path, const orm_options *options)
{
    if (options->read_only || sqlite3_db_readonly(handle, "main") != 1) {
        return false;
    }
    const char *name = sqlite3_db_filename(handle, "main");
    const char *mode = orm__sqlite_file_is_uri(path) ? sqlite3_uri_parameter(name, "mode") : NULL;
    return (mode == NULL || strcmp(mode, "ro") != 0) &&
           !(orm__sqlite_file_is_uri(path) && sqlite3_uri_boolean(name, "immutable", 0));
}

static orm_status open_file(const char *path, const orm_options *options, sqlite3 **handle_out,
                            orm_error *error)
{
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2(path, &handle, open_flags(path, options), NULL);
    orm_status status = ORM_OK;
    if (code != SQLITE_OK) {
        status = handle == NULL ? orm__error_no_memory(error)
                                : orm__sqlite_file_refuse(handle, code, path, options, error);
    } else if (is_read_only_unasked(handle, path, options)) {
        /* better to hear of it here than at the first write */
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

static orm_status set_up(sqlite3 *handle, orm_error *error)
{
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
    if (code == SQLITE_OK) {
        code = orm__sqlite_renewal_register(handle);
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
 * of a database is its owner's business, unless the options say that it is ours. Returns a result
 * code. */
static int try_journal(sqlite3 *handle, const orm_link_config *config)
{
    char answer[16] = "";
    int code = orm__sqlite_ask(handle, "PRAGMA page_count", answer, sizeof answer);
    const orm_options *options = config->options;
    bool always = options->journal == ORM_JOURNAL_WAL;
    if ((code & 0xff) == SQLITE_BUSY && !always) { /* somebody writes: it is not ours to make */
        return SQLITE_OK;
    }
    const char *file = sqlite3_db_filename(handle, "main");
    bool in_memory = file == NULL || *file == '\0';
    bool fixed = in_memory || sqlite3_db_readonly(handle, "main") == 1 ||
                 options->journal == ORM_JOURNAL_KEEP;
    bool is_new = strcmp(answer, "0") == 0 && !options->must_exist;
    if (code != SQLITE_OK || fixed || !(is_new || always)) {
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

static orm_status open_own(orm_sqlite_link *link, const orm_link_config *config, orm_error *error)
{
    const char *path = NULL;
    orm_status status = find_path(config->url, &path, error);
    if (status == ORM_OK) {
        status = open_file(path, config->options, &link->handle, error);
    }
    if (status == ORM_OK) {
        link->has_shared_cache = orm__sqlite_file_shares_cache(path);
        link->busy_ms = orm__sqlite_limit_busy_ms(config->options);
        (void)sqlite3_busy_timeout(link->handle, link->busy_ms);
        status = set_up(link->handle, error);
    }
    if (status == ORM_OK) {
        orm__sqlite_key_watch(link);
        orm__sqlite_moved_watch(link);
        status = set_journal(link->handle, path, config, error);
    }
    return status;
}

/* The program's own: its authorizer, its journal and, unless the options ask for another one, its
 * busy timeout stay. */
static orm_status borrow(orm_sqlite_link *link, const orm_link_config *config, orm_error *error)
{
    char answer[16] = "0";
    link->handle = config->native;
    link->is_borrowed = true;
    (void)sqlite3_extended_result_codes(link->handle, 1);
    (void)orm__sqlite_ask(link->handle, "PRAGMA busy_timeout", answer, sizeof answer);
    link->busy_ms = (int)strtol(answer, NULL, 10);
    if (config->options->busy_timeout_ms != 0) {
        link->busy_ms = orm__sqlite_limit_busy_ms(config->options);
        (void)sqlite3_busy_timeout(link->handle, link->busy_ms);
    }
    return set_up(link->handle, error);
}

static void close_link(orm_link *base)
{
    if (base == NULL) {
        return;
    }
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    orm_allocator allocator = link->allocator;
    if (link->is_borrowed) {
        orm__sqlite_limit_set_deadline(base, 0);
    } else if (!link->is_disowned) {
        (void)sqlite3_close(link->handle);
    }
    orm__alloc_free(&allocator, link, sizeof *link);
}

static orm_status open_link(const orm_link_config *config, orm_link **link_out, orm_error *error)
{
    orm_sqlite_link *link = orm__alloc_zeroed(&config->allocator, 1, sizeof *link);
    if (link == NULL) {
        return orm__error_no_memory(error);
    }
    link->base.driver = &orm_driver_sqlite;
    link->allocator = config->allocator;
    orm_status status =
        config->native != NULL ? borrow(link, config, error) : open_own(link, config, error);
    if (status == ORM_OK) {
        orm__sqlite_limit_set_deadline(&link->base, config->deadline_ns);
        *link_out = &link->base;
    } else {
        close_link(&link->base);
    }
    return status;
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
    if (link->is_disowned || link->is_lost) {
        return ORM_LINK_LOST;
    }
    return sqlite3_get_autocommit(link->handle) ? ORM_LINK_IDLE : ORM_LINK_IN_TRANSACTION;
}

/* What is in memory, or in a file without a name, ends with its connection. */
static bool can_reopen(const orm_link *base)
{
    const orm_sqlite_link *link = (const orm_sqlite_link *)base;
    const char *file = sqlite3_db_filename(link->handle, "main");
    return !link->is_borrowed && file != NULL && *file != '\0';
}

/* A file without a name is shared by those that ask for one cache. */
static bool is_shared(const orm_link *base)
{
    const orm_sqlite_link *link = (const orm_sqlite_link *)base;
    return can_reopen(base) || link->has_shared_cache;
}

static void *find_native(orm_link *base)
{
    return ((orm_sqlite_link *)base)->handle;
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
    .run = orm__sqlite_statement_run,
    .changes = orm__sqlite_statement_changes,
    .reset = orm__sqlite_statement_reset,
    .finalize = orm__sqlite_statement_finalize,
    .exec = run_script,
    .state = find_state,
    .set_deadline = orm__sqlite_limit_set_deadline,
    .cancel = orm__sqlite_limit_cancel,
    .look = orm__sqlite_moved_look,
    .native = find_native,
    .can_reopen = can_reopen,
    .is_shared = is_shared,
    .disown = disown,
    .knows_inserted_key = orm__sqlite_key_promise,
    .inserted_key = orm__sqlite_statement_inserted_key,
    .seeks_one = orm__sqlite_key_seek,
    .column_count = orm__sqlite_statement_column_count,
    .column_name = orm__sqlite_statement_column_name,
    .prepared_again = orm__sqlite_statement_prepared_again,
    .only_reads = orm__sqlite_statement_only_reads,
    .set_function = orm__sqlite_function_set,
};
