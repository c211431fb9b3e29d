/* Owns the functions of a handle: adding, replacing, and the frame of a call. What an engine makes
 * of them is the driver's. */
#include "db/function.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/fold.h"
#include "db/db.h"

enum { NAME_MAX_SIZE = 255 };

struct orm_added {
    orm_added *next;
    orm_db *db;
    orm_function function;
    char *name; /* owned */
};

/* ---- a call ---- */

orm_status orm_function_fail(orm_error *error, orm_status status, const char *format, ...)
{
    char message[sizeof error->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return orm__error_set(error, status, "%s", message);
}

/* The handle is in the middle of a call, which nobody may disturb. */
static orm_status call_function(void *ctx, const orm_value *args, size_t count,
                                orm_value *answer_out, orm_error *error)
{
    const orm_added *added = ctx;
    orm_db *db = added->db;
    bool was_in_callback = db->in_callback;
    orm_arena_reset(db->functions.arena);
    const orm_function_call call = {
        .ctx = added->function.ctx, .args = args, .arg_count = count, .arena = db->functions.arena
    };
    db->in_callback = true;
    orm_status status = added->function.call(&call, answer_out, error);
    db->in_callback = was_in_callback;
    if (status < 0 && error->message[0] == '\0') {
        (void)orm__error_set(error, status, "function %s: %s", added->name,
                             orm_status_text(status));
    }
    return status;
}

static orm_status tell_driver(orm_db *db, orm_added *added, bool is_known, orm_error *error)
{
    const orm_driver_function function = { .name = added->name,
                                           .arg_count = added->function.arg_count,
                                           .is_deterministic = added->function.is_deterministic,
                                           .is_direct_only = added->function.is_direct_only,
                                           .call = is_known ? call_function : NULL,
                                           .ctx = added };
    return db->link->driver->set_function(db->link, &function, error);
}

/* ---- the list ---- */

static void free_added(orm_db *db, orm_added *added)
{
    orm__alloc_free(&db->allocator, added->name, added->name == NULL ? 0 : strlen(added->name) + 1);
    orm__alloc_free(&db->allocator, added, sizeof *added);
}

static void destroy(orm_db *db, orm_added *added)
{
    if (added->function.destroy != NULL) {
        added->function.destroy(added->function.ctx);
    }
    free_added(db, added);
}

static orm_status make(orm_db *db, const orm_function *function, orm_added **added_out)
{
    orm_added *added = orm__alloc_zeroed(&db->allocator, 1, sizeof *added);
    if (added == NULL) {
        return ORM_NO_MEMORY;
    }
    added->db = db;
    added->function = *function;
    added->name = orm__alloc_text(&db->allocator, function->name);
    if (added->name == NULL || (db->functions.arena == NULL &&
                                orm_arena_new(&db->allocator, &db->functions.arena) != ORM_OK)) {
        free_added(db, added);
        return ORM_NO_MEMORY;
    }
    added->function.name = added->name;
    *added_out = added;
    return ORM_OK;
}

/* The engine calls the new one from now on. */
static void replace(orm_db *db, orm_added *added)
{
    orm_added **at = &db->functions.first;
    while (*at != NULL && (!orm__fold_is_same((*at)->name, added->name) ||
                           (*at)->function.arg_count != added->function.arg_count)) {
        at = &(*at)->next;
    }
    orm_added *before = *at;
    added->next = before == NULL ? NULL : before->next;
    *at = added;
    if (before != NULL) {
        destroy(db, before);
    }
}

orm_status orm__function_again(orm_db *db, orm_error *error)
{
    orm_status status = ORM_OK;
    for (orm_added *added = db->functions.first; added != NULL && status == ORM_OK;
         added = added->next) {
        status = tell_driver(db, added, true, error);
    }
    return status;
}

void orm__function_leave(orm_db *db)
{
    orm_error ignored;
    bool stays_open = db->native != NULL && !db->is_disowned;
    for (orm_added *added = db->functions.first; added != NULL && stays_open; added = added->next) {
        (void)tell_driver(db, added, false, &ignored);
    }
}

void orm__function_fini(orm_db *db)
{
    while (db->functions.first != NULL) {
        orm_added *added = db->functions.first;
        db->functions.first = added->next;
        destroy(db, added);
    }
    orm_arena_free(db->functions.arena);
    db->functions.arena = NULL;
}

/* ---- adding ---- */

/* NULL: nothing is wrong. */
static const char *find_problem(const orm_function *function)
{
    if (function == NULL || function->name == NULL || function->call == NULL) {
        return "the function, its name or its call is NULL";
    }
    size_t size = strlen(function->name);
    if (size == 0 || size > NAME_MAX_SIZE) {
        return "the name of a function has 1 to 255 bytes";
    }
    if (size >= 4 && orm__fold_is_word(function->name, 4, "orm_")) {
        return "names that begin with orm_ are the library's";
    }
    return function->arg_count < ORM_ANY_COUNT ? "a negative number of arguments" : NULL;
}

orm_status orm_function_add(orm_db *db, const orm_function *function)
{
    ORM_DB_ENTER(db);
    if (db->link->driver->set_function == NULL) {
        return orm__db_fail_with(
            db, ORM_NOT_SUPPORTED,
            "%s takes no functions of the program's: make them in the server, by SQL",
            db->dialect->name);
    }
    const char *problem = find_problem(function);
    if (problem != NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s", problem);
    }
    orm_error *error = orm__db_pending(db);
    db->has_changed_session = true;
    orm__db_will_write(db); /* what is still read would be in the way */
    orm_added *added = NULL;
    if (make(db, function, &added) != ORM_OK) {
        (void)orm__error_no_memory(error);
        return orm__db_fail(db, error);
    }
    orm_status status = tell_driver(db, added, true, error);
    if (status != ORM_OK) {
        free_added(db, added);
        return orm__db_fail(db, error);
    }
    replace(db, added);
    return ORM_OK;
}
