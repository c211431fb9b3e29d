/* Owns results: the cursor over their batches, and the reading of further windows. */
#include "query/rows.h"

#include <stddef.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "db/deadline.h"
#include "db/run.h"
#include "meta/identity.h"
#include "query/batch.h"
#include "query/failure.h"
#include "query/kept.h"
#include "query/loading.h"
#include "row/sink.h"

struct orm_rows {
    orm_allocator allocator;
    const orm_entity *entity;
    const orm_plan *plan;       /* of the entity; borrowed from the handle */
    const orm_entity *accepted; /* what a program last took the rows for, rightly */
    orm_status status;
    orm_failure failure; /* why reading stopped */
    orm_failure late;    /* of a window: waits behind the rows that came before it */

    orm_batch current;
    orm_batch previous; /* with a window: rows handed out last stay valid for window further ones */
    const orm_batch_chunk *at;
    size_t next; /* in at */

    orm_sink sink;    /* places rows into current */
    orm_reading how;  /* what it was asked for with */
    orm_arena params; /* with a window: what the statement reads until its end */
    size_t size;      /* of the window; 0 = no window */
    orm_window window;
    bool is_listed;      /* the handle knows the window */
    bool is_loaded_late; /* hooks see each row of the window before it is handed out */
    bool is_started;     /* the statement */
    orm_db *db;
    orm_statement *statement;
};

/* ---- memory ---- */

static orm_rows *rows_of(orm_sink *sink)
{
    return (orm_rows *)((char *)sink - offsetof(orm_rows, sink));
}

static void *place_row(orm_sink *sink, const orm_entity *entity, const orm_value *values)
{
    (void)values;
    orm_batch *into = &rows_of(sink)->current;
    orm_batch_chunk *last = into->last;
    if (last == NULL || last->count == last->capacity) {
        last = orm__batch_grow(into, entity);
    }
    if (last == NULL) {
        return NULL;
    }
    void *row = last->rows + last->count * entity->size;
    memset(row, 0, entity->size);
    return row;
}

/* The same over what the caller's own row holds. */
static void *place_over(orm_sink *sink, const orm_entity *entity, const orm_value *values)
{
    const orm_rows *rows = rows_of(sink);
    size_t index = rows->current.count;
    void *row = place_row(sink, entity, values);
    if (row != NULL && index < rows->how.original_count) {
        memcpy(row, (const char *)rows->how.originals + index * entity->size, entity->size);
    }
    return row;
}

/* Only now it counts: a row that could not be read is none of the result. */
static orm_status count_row(orm_sink *sink, const orm_entity *entity, void *row)
{
    (void)entity;
    (void)row;
    orm_batch *into = &rows_of(sink)->current;
    into->last->count++;
    into->count++;
    return ORM_OK;
}

/* ---- reading ---- */

/* Lets go of the statement; the rows that are in memory stay. */
static void stop_reading(orm_rows *rows)
{
    if (rows->statement != NULL) {
        (void)orm__entrance_is_foreign(rows->db); /* which lets the connection alone */
        orm__deadline_extend(rows->db);
        orm__cache_release(&rows->db->cache, rows->statement);
        rows->statement = NULL;
    }
}

/* The program knows how the window ended: the handle need not think of it any more. */
static void leave_list(orm_rows *rows)
{
    if (rows->is_listed) {
        orm__window_close(rows->db, &rows->window);
        rows->is_listed = false;
    }
}

/* Why reading stopped: the first reason is the reason. */
static void fail_rows(orm_rows *rows, const orm_error *error)
{
    if (rows->status >= 0) {
        orm__failure_keep(&rows->failure, &rows->allocator, error);
        rows->status = rows->failure.status;
    }
}

/* Passes a row on to the function that takes it instead of the codec. */
typedef struct taking {
    orm_sink_reader reader;
    const orm_rows *rows;
} taking;

static orm_status take_row(void *ctx, const orm_value *values, size_t count)
{
    const taking *own = ctx;
    return own->rows->how.take(own->rows->how.take_ctx, &own->reader, values, count);
}

/* Without a window nothing has been started before the first rows are fetched. */
static orm_status pass_rows(orm_rows *rows, const orm_row_taker *taker, orm_error *error)
{
    if (rows->is_started) {
        return orm__run_fetch(rows->db, rows->statement, taker->max, taker->row, taker->ctx, error);
    }
    rows->is_started = true;
    return orm__run_rows(rows->db, rows->statement, taker, error);
}

static orm_status fetch_taken(orm_rows *rows, size_t max, taking *own, orm_error *error)
{
    const orm_row_taker taker = { .max = max, .row = take_row, .ctx = own };
    orm_status status = pass_rows(rows, &taker, error);
    if (status < 0 && rows->how.blame != NULL) {
        rows->how.blame(rows->how.take_ctx, &own->reader, status);
    }
    return status;
}

/* Adds at most max rows to the current batch. */
static orm_status fetch_rows(orm_rows *rows, size_t max, orm_error *error)
{
    taking own = { .reader = { .sink = &rows->sink,
                               .codec = orm__db_codec(rows->db, rows->entity),
                               .error = error },
                   .rows = rows };
    own.reader.codec.plan = rows->plan;
    rows->sink.arena = rows->how.texts != NULL ? rows->how.texts : &rows->current.arena;
    if (rows->how.take != NULL) {
        return fetch_taken(rows, max, &own, error);
    }
    const orm_row_taker taker = { .max = max, .row = orm__sink_row, .ctx = &own.reader };
    orm_status status = pass_rows(rows, &taker, error);
    if (status < 0) {
        (void)orm__sink_end(&own.reader, rows->statement->prepared, status);
        orm__codec_name_table(&own.reader.codec, error);
    }
    return status;
}

static orm_status fetch_batch(orm_rows *rows, orm_error *error)
{
    orm_status status = fetch_rows(rows, rows->size > 0 ? rows->size : SIZE_MAX, error);
    rows->at = rows->current.first;
    rows->next = 0;
    return status;
}

/* What could be read before a failure is an answer: all rows before the bad one, however large the
 * window. The failure is told behind them. */
static orm_status fetch_window(orm_rows *rows, orm_error *error)
{
    orm_status status = fetch_batch(rows, error);
    if (status < 0 && rows->current.count > 0) {
        orm__failure_keep(&rows->late, &rows->allocator, error);
        return ORM_DONE;
    }
    return status;
}

/* The window before the last one gives its memory to the next one. */
static void turn_batches(orm_rows *rows)
{
    orm_batch oldest = rows->previous;
    rows->previous = rows->current;
    rows->current = oldest;
    orm__batch_clear(&rows->current);
}

/* Reads the next window. False: there is none; the status says why. */
static bool read_window(orm_rows *rows)
{
    if (rows->statement == NULL || rows->status < 0) {
        return false;
    }
    orm_error error = { .status = ORM_OK };
    if (rows->db->in_callback || orm__entrance_is_foreign(rows->db)) {
        (void)orm__error_set(&error, ORM_MISUSE, "a window is read inside %s",
                             rows->db->in_callback ? "a log callback" : "another process");
        fail_rows(rows, &error);
        return false;
    }
    orm__deadline_arm(rows->db);
    turn_batches(rows);
    orm_status status = fetch_window(rows, &error);
    if (status < 0) {
        orm__failure_keep(&rows->late, &rows->allocator, &error);
    }
    if (status != ORM_OK) {
        stop_reading(rows);
    }
    orm__window_fail(rows->db, &rows->window, rows->late.status);
    return rows->current.count > 0;
}

/* There is no further row. The handle hears of a failure last, since it may end its windows. */
static void end_rows(orm_rows *rows)
{
    orm_db *db = rows->is_listed ? rows->db : NULL;
    leave_list(rows);
    if (rows->late.status >= 0) {
        rows->status = rows->status == ORM_OK ? ORM_DONE : rows->status;
        return;
    }
    fail_rows(rows, orm__failure_detail(&rows->late));
    if (db != NULL) {
        (void)orm__db_fail(db, orm_rows_error(rows));
    }
}

/* The handle ends the window, and has taken it off its list. */
static void end_window(orm_window *window, orm_status status, const char *why)
{
    orm_rows *rows = (orm_rows *)((char *)window - offsetof(orm_rows, window));
    orm_error error;
    (void)orm__error_set(&error, status, "%s", why);
    error.sql = rows->statement == NULL ? NULL : rows->statement->sql;
    fail_rows(rows, &error);
    rows->is_listed = false;
    stop_reading(rows);
}

/* Reads all that is left behind the rows that are in memory. */
static void settle_window(orm_window *window)
{
    orm_rows *rows = (orm_rows *)((char *)window - offsetof(orm_rows, window));
    orm_error error = { .status = ORM_OK };
    orm_status status = rows->statement == NULL ? ORM_DONE : ORM_OK;
    while (status == ORM_OK) {
        status = fetch_rows(rows, SIZE_MAX, &error);
    }
    if (rows->at == NULL) {
        rows->at = rows->current.first;
    }
    if (status < 0) {
        orm__failure_keep(&rows->late, &rows->allocator,
                          &error); /* told once the rows before it have been read */
    }
    stop_reading(rows);
    orm__window_fail(rows->db, &rows->window, status);
}

/* ---- starting ---- */

/* A window outlives the call that bound the parameters: they are kept for the whole reading. */
static orm_status start_window(orm_rows *rows, orm_error *error)
{
    const orm_value *params = rows->db->values;
    const size_t count = rows->statement->param_count;
    params = count == 0 ? params : orm__kept_params(&rows->params, params, count);
    if (params == NULL && count > 0) {
        return orm__error_no_memory(error);
    }
    orm_status status = orm__run_start(rows->db, rows->statement, params, true, error);
    if (status < 0) {
        return status;
    }
    rows->is_started = true;
    rows->window.end = end_window;
    rows->window.settle = settle_window;
    rows->is_listed = true;
    orm__window_open(rows->db, &rows->window);
    return fetch_window(rows, error);
}

static orm_status read_all(orm_rows *rows, orm_error *error)
{
    orm_status status = ORM_OK;
    while (status == ORM_OK) {
        status = fetch_batch(rows, error);
    }
    return status;
}

/* Rows of plain values are no schema's. */
static orm_status find_plan(orm_rows *rows)
{
    if (rows->entity->schema == NULL) {
        return ORM_OK;
    }
    rows->plan = orm__slot_plan(rows->db, rows->entity);
    return rows->plan == NULL ? ORM_NO_MEMORY : ORM_OK;
}

static orm_rows *new_rows(orm_db *db, const orm_reading *reading)
{
    orm_rows *rows = orm__alloc_zeroed(&db->allocator, 1, sizeof *rows);
    if (rows == NULL) {
        return NULL;
    }
    rows->allocator = db->allocator;
    rows->entity = reading->entity;
    rows->how = *reading;
    rows->how.kept = NULL; /* not before it is sure that there will be rows */
    rows->accepted = reading->entity;
    rows->db = db;
    rows->size = reading->window;
    rows->window.sees_writes = reading->locks;
    rows->sink = (orm_sink){ .place = reading->originals == NULL ? place_row : place_over,
                             .filled = count_row };
    orm__arena_init(&rows->current.arena, &db->allocator);
    orm__arena_init(&rows->previous.arena, &db->allocator);
    orm__arena_init(&rows->params, &db->allocator);
    if (find_plan(rows) != ORM_OK) {
        orm_rows_free(rows);
        return NULL;
    }
    return rows;
}

orm_status orm__rows_read(orm_db *db, const orm_reading *reading, orm_rows **rows_out,
                          orm_error *error)
{
    orm_rows *rows = new_rows(db, reading);
    if (rows == NULL) {
        orm__cache_release(&db->cache, reading->statement);
        orm_arena_free(reading->kept);
        return orm__error_no_memory(error);
    }
    rows->statement = reading->statement;
    rows->how.kept = reading->kept;
    orm_status status = rows->size > 0 ? start_window(rows, error) : read_all(rows, error);
    if (status != ORM_OK) {
        stop_reading(rows); /* complete, or failed */
    }
    if (status < 0) {
        orm_rows_free(rows);
        return status;
    }
    orm__window_fail(rows->db, &rows->window, rows->late.status);
    *rows_out = rows;
    return ORM_OK;
}

/* ---- hooks ---- */

/* What rows are taken for by nobody, so that each is looked at. */
static const orm_entity nobody;

/* Where hooks put texts. */
static orm_arena *texts_of(const orm_rows *rows)
{
    return rows->how.originals != NULL ? rows->how.texts : rows->sink.arena;
}

orm_status orm__rows_load(orm_rows *rows)
{
    if (!orm__db_has_hooks(rows->db, rows->entity, ORM_AFTER_LOAD)) {
        return ORM_OK;
    }
    if (rows->size == 0) {
        return orm__loading_rows(rows->db, rows->entity, &rows->current, texts_of(rows));
    }
    rows->is_loaded_late = true;
    rows->accepted = &nobody;
    return ORM_OK;
}

orm_status orm__rows_give(orm_rows *rows, orm_status status, orm_rows **rows_out)
{
    if (status == ORM_OK) {
        status = orm__rows_load(rows);
    }
    if (status == ORM_OK) {
        *rows_out = rows;
    } else {
        orm_rows_free(rows);
    }
    return status;
}

/* ---- what programs call ---- */

/* The same tables may come from another library: comparing them is too much for each row. */
static bool accept(orm_rows *rows, const orm_entity *entity)
{
    if (entity != NULL && orm__identity_same_layout(rows->entity, entity)) {
        rows->accepted = rows->is_loaded_late ? &nobody : entity;
        return true;
    }
    orm_error error;
    (void)orm__error_set(&error, ORM_MISUSE, "rows of %s are read as rows of %s",
                         rows->entity->name, entity == NULL ? "nothing" : entity->name);
    fail_rows(rows, &error);
    return false;
}

static inline void *next_row(orm_rows *rows)
{
    for (;;) {
        if (rows->at != NULL && rows->next < rows->at->count) {
            return (void *)(rows->at->rows + rows->next++ * rows->entity->size);
        }
        if (rows->at != NULL && rows->at->next != NULL) {
            rows->at = rows->at->next;
            rows->next = 0;
        } else if (!read_window(rows)) {
            break;
        }
    }
    end_rows(rows);
    return NULL;
}

/* Of a window, whose rows go through hooks one by one: a row that they refuse ends it. */
static void *next_loaded(orm_rows *rows)
{
    void *row = next_row(rows);
    if (row != NULL && orm__loading_row(rows->db, rows->entity, row, texts_of(rows)) != ORM_OK) {
        stop_reading(rows);
        leave_list(rows);
        fail_rows(rows, &rows->db->error);
        return NULL;
    }
    return row;
}

void *orm_rows_next(orm_rows *rows, const orm_entity *entity)
{
    if (rows == NULL || rows->status < 0) {
        return NULL;
    }
    if (entity == rows->accepted) {
        return next_row(rows);
    }
    if (!accept(rows, entity)) {
        return NULL;
    }
    return rows->is_loaded_late ? next_loaded(rows) : next_row(rows);
}

orm_status orm_rows_status(const orm_rows *rows)
{
    return rows == NULL ? ORM_MISUSE : rows->status;
}

const orm_error *orm_rows_error(const orm_rows *rows)
{
    static const orm_error no_rows = { .status = ORM_MISUSE, .message = "the rows are NULL" };
    return rows == NULL ? &no_rows : orm__failure_detail(&rows->failure);
}

size_t orm_rows_count(const orm_rows *rows)
{
    return rows == NULL ? 0 : rows->current.count;
}

void orm_rows_free(orm_rows *rows)
{
    if (rows == NULL) {
        return;
    }
    stop_reading(rows);
    leave_list(rows);
    orm__arena_fini(&rows->current.arena);
    orm__arena_fini(&rows->previous.arena);
    orm__arena_fini(&rows->params);
    orm_arena_free(rows->how.kept);
    orm_allocator allocator = rows->allocator;
    orm__failure_fini(&rows->failure, &allocator);
    orm__failure_fini(&rows->late, &allocator);
    orm__alloc_free(&allocator, rows, sizeof *rows);
}
