/* Owns the units about transactions: savepoints, orm_run, callbacks, windows beside writes. */
#include <string.h>

#include "faults/world.h"

static orm_status insert_code(world *w, const char *code)
{
    struct deed row = world_deed(code, 60);
    return world_insert(w, &row);
}

/* ---- savepoints ---- */

static orm_status lose_level(world *w)
{
    shadow before = w->next;
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = insert_code(w, "lost");
    }
    if (status == ORM_OK) {
        status = orm_rollback(w->db);
    }
    w->next = before;
    return status;
}

static orm_status keep_level(world *w)
{
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = insert_code(w, "s2");
    }
    return status == ORM_OK ? orm_commit(w->db) : status;
}

static orm_status savepoints(world *w)
{
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = world_await_end(w);
    }
    if (status == ORM_OK) {
        status = insert_code(w, "s1");
    }
    if (status == ORM_OK) {
        status = lose_level(w);
    }
    if (status == ORM_OK) {
        status = keep_level(w);
    }
    if (status == ORM_OK) {
        assert_int_equal(orm_depth(w->db), 1);
    }
    return status == ORM_OK ? orm_commit(w->db) : status;
}

static orm_status roll_back(world *w)
{
    const shadow before = w->next;
    int64_t count = 0;
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = insert_code(w, "gone");
    }
    if (status == ORM_OK) {
        status = deed_delete_all(w->db, &count);
    }
    w->next = before;
    return status == ORM_OK ? orm_rollback(w->db) : status;
}

/* A statement fails, and the savepoint around it is rolled back. */
static orm_status survive_failure(world *w)
{
    struct deed row = world_deed("s1", 0);
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = insert_code(w, "s3");
    }
    if (status == ORM_OK) {
        status = orm_begin(w->db, NULL);
    }
    if (status == ORM_OK) {
        status = deed_insert(w->db, &row);
        status = status == ORM_UNIQUE ? orm_rollback(w->db) : status;
    }
    return status == ORM_OK ? orm_commit(w->db) : status;
}

/* ---- orm_run ---- */

static orm_status run_inner(orm_db *db, void *ctx)
{
    (void)db;
    return insert_code(ctx, "r2");
}

static orm_status run_outer(orm_db *db, void *ctx)
{
    world *w = ctx;
    int64_t count = 0;
    w->next = w->now; /* it may be another attempt */
    orm_status status = deed_count(db, NULL, &count);
    if (status == ORM_OK) {
        assert_int_equal(count, w->now.count);
        status = world_await_end(w);
    }
    if (status == ORM_OK) {
        status = insert_code(w, "r1");
    }
    return status == ORM_OK ? orm_run(db, NULL, run_inner, w) : status;
}

static orm_status run_function(world *w)
{
    const orm_transaction_options options = { .deadline_ms = 60000, .attempts = 3 };
    return orm_run(w->db, &options, run_outer, w);
}

static orm_status run_script(orm_db *db, void *ctx)
{
    world *w = ctx;
    w->next = w->now;
    shadow_find(&w->next, "r1")->amount = 1;
    shadow_find(&w->next, "r2")->amount = 2;
    return orm_exec(db, "UPDATE deed SET amount = 1 WHERE code = 'r1';"
                        "UPDATE deed SET amount = 2 WHERE code = 'r2'");
}

static orm_status run_texts(world *w)
{
    return orm_run(w->db, NULL, run_script, w);
}

static orm_status read_only_run(orm_db *db, void *ctx)
{
    world *w = ctx;
    int64_t count = 0;
    orm_status status = deed_count(db, NULL, &count);
    if (status == ORM_OK) {
        assert_int_equal(count, w->now.count);
    }
    return status;
}

static orm_status run_reading(world *w)
{
    return orm_run(w->db, &(orm_transaction_options){ .read_only = true }, read_only_run, w);
}

/* ---- windows beside writes ---- */

/* Each row that is read gets one more. */
static orm_status write_behind(world *w, orm_rows *rows, size_t *read)
{
    orm_status status = ORM_OK;
    for (const struct deed *row; status == ORM_OK && (row = deed_next(rows)) != NULL;) {
        const shadow_row *then = shadow_find(&w->now, row->code);
        assert_non_null(then);
        assert_int_equal(row->amount, then->amount);
        ++*read;
        shadow_row *fact = shadow_find(&w->next, row->code);
        fact->amount++;
        fact->changes++;
        status = deed_update_where(w->db, orm_set_to(deed_.amount, orm_add(deed_.amount, 1)),
                                   orm_eq(deed_.code, row->code), NULL);
    }
    return status;
}

static orm_status read_and_write(world *w, orm_rows *rows)
{
    size_t read = 0;
    orm_status status = write_behind(w, rows, &read);
    if (status != ORM_OK) {
        return status;
    }
    if (orm_rows_status(rows) == ORM_DONE) {
        assert_int_equal(read, w->now.count);
        return ORM_OK;
    }
    return orm_rows_status(rows);
}

static const orm_query in_windows = { .window = 3, .order_by = { NULL } };

static orm_status window_inside(world *w)
{
    orm_rows *rows = NULL;
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = deed_select(w->db, &in_windows, &rows);
    }
    if (status == ORM_OK) {
        status = read_and_write(w, rows);
    }
    orm_rows_free(rows);
    return status == ORM_OK ? orm_commit(w->db) : status;
}

/* The window is the older one. */
static orm_status window_around(world *w)
{
    orm_rows *rows = NULL;
    orm_status status = deed_select(w->db, &in_windows, &rows);
    if (status == ORM_OK) {
        assert_non_null(deed_next(rows));
        status = orm_begin(w->db, NULL);
    }
    if (status == ORM_OK) {
        status = insert_code(w, "w");
    }
    if (status == ORM_OK) {
        status = orm_commit(w->db);
    }
    size_t read = 1;
    while (status == ORM_OK && deed_next(rows) != NULL) {
        read++;
    }
    if (status == ORM_OK && orm_rows_status(rows) == ORM_DONE) {
        assert_int_equal(read, w->now.count);
    }
    orm_rows_free(rows);
    return status;
}

static const unit units[] = {
    { "savepoints", savepoints },
    { "rollback", roll_back },
    { "a failure inside of a savepoint", survive_failure },
    { "run", run_function },
    { "run texts", run_texts },
    { "run, read-only", run_reading },
    { "a window inside of a transaction", window_inside },
    { "a window around a transaction", window_around },
};

const unit_list units_transaction = UNITS(units);
