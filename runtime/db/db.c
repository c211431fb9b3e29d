/* Owns a handle's life and its last error. */
#include "db/db.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "db/deadline.h"
#include "db/link.h"
#include "db/run.h"
#include "db/session.h"
#include "db/transaction.h"

enum { DEFAULT_CACHE_SIZE = 128 };

/* ---- errors ---- */

orm_status orm__db_fail(orm_db *db, const orm_error *error)
{
    const char *sql = error->sql;
    db->failures++;
    db->error = *error;
    if (sql != NULL && sql != db->error_sql.text) { /* a program may run a failed text again */
        orm__buffer_reset(&db->error_sql);
        orm__buffer_text(&db->error_sql, sql);
        db->error.sql = orm__buffer_string(&db->error_sql); /* NULL: no memory for the text */
    }
    orm__transaction_sync(db);
    if (db->error.status == ORM_INTERRUPTED && db->dialect->windows_see_writes) {
        /* SQLite stops all that is still read, and lets nothing begin beside it */
        orm__window_end_from(db, 0, ORM_INTERRUPTED, orm_status_text(ORM_INTERRUPTED));
    }
    return db->error.status;
}

orm_status orm__db_fail_with(orm_db *db, orm_status status, const char *format, ...)
{
    orm_error error;
    char message[sizeof error.message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    (void)orm__error_set(&error, status, "%s", message);
    return orm__db_fail(db, &error);
}

const orm_error *orm_db_error(const orm_db *db)
{
    static const orm_error no_handle = { .status = ORM_MISUSE, .message = "the handle is NULL" };
    return db == NULL ? &no_handle : &db->error;
}

const char *orm_db_dialect(const orm_db *db)
{
    return db == NULL ? "" : db->dialect->name;
}

/* ---- opening ---- */

static size_t find_limit(const orm_options *options)
{
    if (options->statements == ORM_STATEMENTS_OFF) {
        return 0;
    }
    return options->statement_cache_size != 0 ? options->statement_cache_size : DEFAULT_CACHE_SIZE;
}

static orm_status fill_handle(orm_db *db, const orm_source *source, const orm_options *options,
                              orm_error *error)
{
    orm__buffer_init(&db->error_sql, &db->allocator);
    orm__buffer_init(&db->log_text, &db->allocator);
    orm__sql_init(&db->sql, &db->allocator);
    if (orm_arena_new(&db->allocator, &db->scratch) != ORM_OK) {
        return orm__error_no_memory(error);
    }
    orm_status status = orm__link_keep(db, source->url, options, error);
    db->native = source->native;
    orm__entrance_update(db);
    if (status == ORM_OK) {
        status = orm__link_open(db, error);
    }
    if (status != ORM_OK) {
        return status;
    }
    status = orm__cache_init(&db->cache, &db->allocator, db->link, find_limit(&db->options), error);
    return status == ORM_OK ? orm__link_set_up(db, error) : status;
}

/* Frees a handle, complete or half-built. */
static void free_handle(orm_db *db)
{
    orm__outcome_forget(db);
    orm__hooks_fini(db);
    orm__slot_fini(db);
    if (db->cache.buckets != NULL) {
        orm__cache_fini(&db->cache);
    }
    orm__listen_fini(db);
    orm__wake_fini(&db->wake);
    orm__function_leave(db);
    orm__link_fini(db);
    orm__function_fini(db);
    orm__entrance_fini(db);
    orm__sql_fini(&db->sql);
    orm__buffer_fini(&db->error_sql);
    orm__buffer_fini(&db->log_text);
    orm_arena_free(db->scratch);
    orm__alloc_free(&db->allocator, db->values, db->value_capacity * sizeof *db->values);
    orm_allocator allocator = db->allocator;
    orm__alloc_free(&allocator, db, sizeof *db);
}

orm_status orm__db_open(const orm_source *source, const orm_options *options, orm_db **db_out,
                        orm_error *error)
{
    orm_allocator allocator = orm__alloc_or_default(&options->allocator);
    orm_db *db = orm__alloc_zeroed(&allocator, 1, sizeof *db);
    if (db == NULL) {
        return orm__error_no_memory(error);
    }
    db->allocator = allocator;
    db->caller = source->caller;
    db->deadline_ns = source->deadline_ns;
    orm__entrance_init(db);
    orm_error detail = { .status = ORM_OK };
    orm_status status = fill_handle(db, source, options, &detail);
    if (status == ORM_OK) {
        orm__deadline_set(db, 0);
        *db_out = db;
        return ORM_OK;
    }
    detail.sql = NULL;
    free_handle(db);
    if (error != NULL) {
        *error = detail;
    }
    return status;
}

orm_status orm_open(const char *url, const orm_options *options, orm_db **db_out, orm_error *error)
{
    static const orm_options defaults = { .log = NULL };
    if (url == NULL || db_out == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s is NULL", url == NULL ? "url" : "db_out");
    }
    const orm_source source = { .url = url, .caller = __builtin_return_address(0) };
    return orm__db_open(&source, options != NULL ? options : &defaults, db_out, error);
}

void orm_close(orm_db *db)
{
    if (db == NULL) {
        return;
    }
    db->caller = __builtin_return_address(0);
    bool is_foreign = orm__entrance_is_foreign(db);
    if (db->lender != NULL && !is_foreign) {
        db->lender->take_back(db->lender, db);
        return;
    }
    orm__deadline_arm(db);
    orm__deadline_extend(db);
    static const char closed[] = "the database handle was closed while rows were read";
    orm__window_end_from(db, 0, ORM_MISUSE, closed);
    if (!is_foreign) {
        orm__transaction_unwind(db, 0);
        orm__window_end_from(db, 0, ORM_MISUSE, closed); /* what a callback has opened */
    }
    free_handle(db);
}

/* ---- text of the program's own ---- */

orm_status orm_exec(orm_db *db, const char *sql)
{
    ORM_DB_ENTER(db);
    if (sql == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "sql is NULL");
    }
    orm__db_will_write(db); /* perhaps */
    orm__session_note_text(db, sql);
    orm_status status = orm__run_script(db, sql);
    if (status >= 0) {
        orm__transaction_follow(db);
    }
    return status;
}

orm_status orm__db_grow_values(orm_db *db, size_t count, orm_error *error)
{
    void *values = db->values;
    bool enough =
        orm__alloc_grow(&db->allocator, &values, &db->value_capacity, count, sizeof *db->values);
    db->values = values;
    return enough ? ORM_OK : orm__error_no_memory(error);
}
