/* The inside of a handle, for the db layer and the layers above it. Owned by db.c; each part is
 * changed only by the file that its comment names. */
#ifndef ORM_DB_DB_H
#define ORM_DB_DB_H

#include <orm/arena.h>
#include <orm/db.h>
#include <orm/sys/dialect.h>
#include <orm/sys/driver.h>
#include <orm/transaction.h>
#include <stdatomic.h>
#include "base/buffer.h"
#include "db/backoff.h"
#include "db/cache.h"
#include "db/debt.h"
#include "db/entrance.h"
#include "db/function.h"
#include "db/listen.h"
#include "db/hooks.h"
#include "db/outcome.h"
#include "db/slot.h"
#include "db/wake.h"
#include "db/window.h"
#include "row/codec.h"
#include "sql/render.h"

/* Who lends a handle out. */
typedef struct orm_lender {
    void (*take_back)(struct orm_lender *lender, orm_db *db);
} orm_lender;

struct orm_db {
    orm_allocator allocator;
    orm_link *link;
    const orm_dialect *dialect;
    const void *caller;     /* who asked: the return address of the entry point */
    orm_entrance *entrance; /* entrance.c */

    void *native;           /* link.c: the program's connection; NULL = the library opens one */
    bool is_lent;           /* native.c: the program may have used the connection */
    char *url;              /* link.c */
    char *application_name; /* link.c */
    orm_options options;    /* link.c: its texts are the handle's own */
    bool is_in_text;        /* link.c: in a transaction that SQL text had begun, when there was a
                             * connection */
    atomic_int cancels;     /* link.c, deadline.c: calls of orm_cancel that are under way */
    _Atomic(orm_link *) cancellable; /* link.c: what they stop */
    int64_t lent_timeout_ns;         /* session.c: with which it is lent */
    int64_t timeout_ns;              /* deadline.c: of each call; 0 = no limit */
    int64_t deadline_ns;             /* deadline.c: of an orm_run; 0 = none */
    int64_t armed_ns;                /* deadline.c: of the call that runs; 0 = none */
    bool is_setting_up;              /* link.c */
    orm_lender *lender;              /* NULL = the program has opened the handle */
    bool has_changed_session;        /* session.c: the program has, perhaps, since it was lent */
    bool is_disowned;                /* entrance.c: this process only closes the handle */
    orm_entrance own_entrance;       /* entrance.c: where there is no page */
    int64_t owner;                   /* entrance.c: the process */

    orm_error pending; /* of the call that is running, until it is known to fail */
    orm_error error;   /* of the last failing call; error.sql points into error_sql */
    orm_buffer error_sql;
    orm_buffer log_text; /* log.c */
    uint64_t failures;   /* calls that failed so far */
    bool in_callback;    /* the program's log callback runs */

    orm_cache cache;     /* cache.c */
    orm_slots slots;     /* slot.c */
    orm_window *windows; /* window.c */

    unsigned depth;     /* transaction.c */
    bool is_dead;       /* transaction.c: the engine ended all levels, and the program not yet */
    orm_debts debts;    /* debt.c */
    bool may_roll_back; /* transaction.c: a failed commit left nothing open; no misuse then */
    orm_transaction_options begun; /* begin.c: what the open transaction is */
    uint64_t begun_count;          /* begin.c: transactions so far */
    bool has_written; /* window.c and query/call.c: the open transaction has, or the last one had */
    orm_callbacks callbacks; /* outcome.c */
    orm_channels channels;   /* listen.c */
    orm_functions functions; /* function.c */
    orm_wake wake;           /* wake.c: while notify.c waits */
    orm_hooks hooks;         /* hooks.c */

    unsigned attempt;    /* runner.c: of the orm_run that is under way, from 1; 0 = none is */
    orm_backoff backoff; /* runner.c */

    /* Scratch of the call that is running: reused, so that a warm call allocates nothing. */
    orm_sql sql;
    orm_arena *scratch;
    orm_value *values;
    size_t value_capacity;
};

/* Notes the caller, and sees to what is to be seen to before a call. Errors: MISUSE for NULL and
 * inside a callback of the handle's own, where a call is under way whose state is not to be
 * touched; those of orm__entrance_pass. */
static inline orm_status orm__db_enter(orm_db *db, const void *caller)
{
    if (db == NULL) {
        return ORM_MISUSE;
    }
    if (db->in_callback || !db->entrance->is_open) {
        orm_status status = orm__entrance_pass(db, caller);
        if (status != ORM_OK) {
            return status;
        }
    }
    db->caller = caller;
    return ORM_OK;
}

/* Every public function on a handle begins with this. */
#define ORM_DB_ENTER(db)                                                       \
    do {                                                                       \
        orm_status passed_ = orm__db_enter((db), __builtin_return_address(0)); \
        if (passed_ != ORM_OK) {                                               \
            return passed_;                                                    \
        }                                                                      \
    } while (0)

/* What a handle is opened on. */
typedef struct orm_source {
    const char *url;     /* NULL: */
    void *native;        /* ... a connection of the program's */
    const void *caller;  /* who asked */
    int64_t deadline_ns; /* until when it may take; 0 = no limit */
} orm_source;

/* orm_open, and the wrapping of a connection. */
orm_status orm__db_open(const orm_source *source, const orm_options *options, orm_db **db_out,
                        orm_error *error);

/* Where the call that begins now writes what goes wrong. It is large and hardly ever used, so it
 * lies here and is not cleared for each call. Borrowed. */
static inline orm_error *orm__db_pending(orm_db *db)
{
    db->pending.status = ORM_OK;
    db->pending.parameter = 0;
    db->pending.sql = NULL;
    return &db->pending;
}

/* Makes an error the handle's, with a copy of the text that error->sql borrows; returns its
 * status. */
orm_status orm__db_fail(orm_db *db, const orm_error *error);

/* The same for an error without more detail than a message. */
ORM_PRINTF(3, 4)
orm_status orm__db_fail_with(orm_db *db, orm_status status, const char *format, ...);

/* Before anything that may write: open windows are settled. */
static inline void orm__db_will_write(orm_db *db)
{
    db->has_written = true;
    if (db->windows != NULL) {
        orm__window_settle(db);
    }
}

/* Whether a hook may be for rows of the entity: what each call asks, at little cost. */
static inline bool orm__db_has_hooks(const orm_db *db, const orm_entity *entity, unsigned events)
{
    return (db->hooks.count | entity->hook_count) != 0 &&
           orm__hooks_find(db, entity, events, NULL, 0) > 0;
}

/* For rows of the entity on this handle's engine. */
static inline void orm__db_set_codec(orm_codec *codec, const orm_db *db, const orm_entity *entity)
{
    codec->entity = entity;
    codec->dialect = db->dialect->name;
    codec->plan = NULL;
    codec->scratch = db->scratch;
    codec->counts_decimals = db->dialect->decimal_is_integer;
}

static inline orm_codec orm__db_codec(const orm_db *db, const orm_entity *entity)
{
    orm_codec codec;
    orm__db_set_codec(&codec, db, entity);
    return codec;
}

/* The text that was rendered last, with a type for each of its parameters. */
static inline orm_statement_text orm__db_statement_text(const orm_db *db,
                                                        const orm_parameter_type *types)
{
    return (orm_statement_text){ .sql = db->sql.text.text,
                                 .size = db->sql.text.size,
                                 .types = types,
                                 .param_count = db->sql.param_count };
}

/* Room for count parameter values in db->values. */
orm_status orm__db_grow_values(orm_db *db, size_t count, orm_error *error);

static inline orm_status orm__db_reserve_values(orm_db *db, size_t count, orm_error *error)
{
    return count <= db->value_capacity ? ORM_OK : orm__db_grow_values(db, count, error);
}

#endif
