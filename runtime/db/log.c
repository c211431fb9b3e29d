/* Owns what the program's log callback is told beside what a driver knows: whether a statement
 * writes or is about a transaction, and its text with its values. */
#include "db/log.h"

#include "db/db.h"
#include "sql/expand.h"
#include "sql/verb.h"

enum { DEFAULT_VALUE_MAX = 1000 };

/* A call is under way, so the handle is closed to the callback. */
static void tell(orm_db *db, const orm_log_event *event)
{
    db->in_callback = true;
    db->options.log(db->options.log_ctx, event);
    db->in_callback = false;
}

/* In the handle's own memory. NULL: there is too little. */
static const char *expand(orm_db *db, const char *sql, const orm_trace_run *run)
{
    size_t most = db->options.log_value_max;
    const orm_expansion expansion = { .dialect = db->dialect,
                                      .sql = sql,
                                      .types = run->types,
                                      .values = run->values,
                                      .count = run->count,
                                      .most = most != 0 ? most : DEFAULT_VALUE_MAX };
    orm__buffer_reset(&db->log_text);
    orm__expand_write(&db->log_text, &expansion);
    return orm__buffer_string(&db->log_text);
}

void orm__log_event(void *ctx, const orm_log_event *event, const orm_trace_run *run)
{
    orm_db *db = ctx;
    orm_log_event full = *event;
    full.is_write = orm__verb_writes(db->dialect, event->sql);
    full.is_transaction = orm__verb_borders(db->dialect, event->sql);
    if (run != NULL && db->options.log_values) {
        full.expanded = expand(db, event->sql, run);
    }
    tell(db, &full);
}

static void say(orm_db *db, orm_log_level level, const char *message)
{
    if (db->options.log != NULL) {
        tell(db,
             &(const orm_log_event){ .level = level, .message = message, .caller = db->caller });
    }
}

void orm__log_notice(void *ctx, const char *message)
{
    say(ctx, ORM_LOG_NOTICE, message);
}

void orm__log_warning(orm_db *db, const char *message)
{
    say(db, ORM_LOG_WARNING, message);
}
