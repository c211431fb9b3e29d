/* Owns what the program has asked to be called when a transaction is committed or rolled back. */
#include "db/outcome.h"

#include "base/alloc.h"
#include "base/error.h"
#include "db/db.h"
#include "db/deadline.h"
#include "db/transaction.h"

struct orm_callback {
    orm_callback *next;
    orm_outcome_fn fn;
    void *ctx;
    unsigned depth; /* of the level that it was registered in, or that this one was released into */
    bool on_commit; /* else on rollback */
};

/* ---- the list ---- */

static void append(orm_callbacks *list, orm_callback *added)
{
    added->next = NULL;
    *(list->last != NULL ? &list->last->next : &list->first) = added;
    list->last = added;
}

/* Takes those of this depth and deeper off the handle's list. */
static orm_callbacks take_from(orm_db *db, unsigned depth)
{
    orm_callbacks kept = { NULL, NULL }, taken = { NULL, NULL };
    orm_callback *next = NULL;
    for (orm_callback *callback = db->callbacks.first; callback != NULL; callback = next) {
        next = callback->next;
        append(callback->depth >= depth ? &taken : &kept, callback);
    }
    db->callbacks = kept;
    return taken;
}

static void free_callback(orm_db *db, orm_callback *callback)
{
    orm__alloc_free(&db->allocator, callback, sizeof *callback);
}

static void forget_from(orm_db *db, unsigned depth)
{
    orm_callbacks list = take_from(db, depth);
    while (list.first != NULL) {
        orm_callback *callback = list.first;
        list.first = callback->next;
        free_callback(db, callback);
    }
}

/* ---- registering ---- */

static orm_status add(orm_db *db, orm_outcome_fn fn, void *ctx, bool on_commit)
{
    if (fn == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "fn is NULL");
    }
    if (db->depth == 0) {
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "no transaction is open whose end could be waited for");
    }
    orm_callback *added = orm__alloc_zeroed(&db->allocator, 1, sizeof *added);
    if (added == NULL) {
        orm_error error;
        (void)orm__error_no_memory(&error);
        return orm__db_fail(db, &error);
    }
    *added = (orm_callback){ .fn = fn, .ctx = ctx, .depth = db->depth, .on_commit = on_commit };
    append(&db->callbacks, added);
    return ORM_OK;
}

orm_status orm_on_commit(orm_db *db, orm_outcome_fn fn, void *ctx)
{
    ORM_DB_ENTER(db);
    return add(db, fn, ctx, true);
}

orm_status orm_on_rollback(orm_db *db, orm_outcome_fn fn, void *ctx)
{
    ORM_DB_ENTER(db);
    return add(db, fn, ctx, false);
}

/* ---- calling ---- */

/* What the call that ends the transaction is about to tell, and what its orm_run is bound by, is
 * none of the callback's business. Levels that it leaves open end with it, and with what was
 * registered in them, which might do the same again. */
static void call(orm_db *db, orm_outcome_fn fn, void *ctx)
{
    unsigned depth = db->depth, attempt = db->attempt;
    int64_t deadline_ns = db->deadline_ns;
    const void *caller = db->caller;
    uint64_t failures = db->failures;
    orm_error error = db->error;
    orm_buffer error_sql = db->error_sql;
    orm__buffer_init(&db->error_sql, &db->allocator);
    db->attempt = 0;
    orm__deadline_set(db, 0);
    fn(db, ctx);
    forget_from(db, depth + 1);
    orm__transaction_unwind(db, depth);
    orm__buffer_fini(&db->error_sql);
    db->error_sql = error_sql;
    db->error = error;
    db->failures = failures;
    db->caller = caller;
    orm__deadline_set(db, deadline_ns);
    db->attempt = attempt;
}

/* Each is off every list before it is called, so that it is called once, whatever it does. */
static void call_all(orm_db *db, orm_callbacks list, bool on_commit)
{
    while (list.first != NULL) {
        orm_callback *callback = list.first;
        list.first = callback->next;
        const orm_callback copy = *callback;
        free_callback(db, callback);
        if (copy.on_commit == on_commit) {
            call(db, copy.fn, copy.ctx);
        }
    }
}

void orm__outcome_rise(orm_db *db, unsigned depth)
{
    for (orm_callback *callback = db->callbacks.first; callback != NULL;
         callback = callback->next) {
        if (callback->depth == depth) {
            callback->depth = depth - 1;
        }
    }
}

void orm__outcome_kept(orm_db *db)
{
    call_all(db, take_from(db, 1), true);
}

void orm__outcome_undone(orm_db *db, unsigned depth)
{
    if (db->callbacks.first != NULL) {
        call_all(db, take_from(db, depth), false);
    }
}

void orm__outcome_forget(orm_db *db)
{
    forget_from(db, 1);
}
