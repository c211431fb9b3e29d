/* Statements and rows: how far a fetch goes, what an open result allows, what is counted. */
#include "driver/engine.h"

#include <stdio.h>

/* A table n(id, name) of count rows, ids from 1. */
static void make_numbers(fixture *f, int count)
{
    char sql[256];
    (void)snprintf(sql, sizeof sql,
                   "CREATE TABLE n (id %s PRIMARY KEY, name TEXT);"
                   "INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
                   "WHERE i < %d) SELECT i, 'n' || i FROM c",
                   engine_pick("INTEGER", "integer"), count);
    run(f, sql);
}

static orm_status count_row(void *ctx, const orm_value *values, size_t count)
{
    (void)values;
    (void)count;
    ++*(size_t *)ctx;
    return ORM_OK;
}

static void end(orm_prepared *prepared)
{
    prepared->link->driver->reset(prepared);
    prepared->link->driver->finalize(prepared);
}

static void fetch_stops_at_max(void **state)
{
    fixture *f = *state;
    make_numbers(f, 25);
    for (int streamed = 0; streamed < 2; streamed++) {
        orm_prepared *select = prepare(f, "SELECT id FROM n ORDER BY id", NULL, 0);
        size_t passed = 0;
        start(f, select, NULL, 0, streamed);
        assert_status(f, fetch(select, 10, count_row, &passed, &f->error), ORM_OK);
        assert_int_equal(passed, 10);
        assert_status(f, fetch(select, 10, count_row, &passed, &f->error), ORM_OK);
        assert_int_equal(passed, 20);
        assert_status(f, fetch(select, 10, count_row, &passed, &f->error), ORM_DONE);
        assert_int_equal(passed, 25);
        assert_status(f, fetch(select, 10, count_row, &passed, &f->error), ORM_DONE);
        assert_int_equal(passed, 25);
        end(select);
    }
}

/* Whatever the portions are, each row comes once and in its order. */
static void portions_of_every_size(void **state)
{
    fixture *f = *state;
    make_numbers(f, 40);
    orm_prepared *select = prepare(f, "SELECT id FROM n ORDER BY id", NULL, 0);
    for (size_t max = 1; max <= 42; max++) {
        result r = { .arena = f->arena };
        orm_status status = ORM_OK;
        start(f, select, NULL, 0, max % 2 == 0);
        while (status == ORM_OK) {
            size_t before = r.rows;
            status = fetch(select, max, keep_row, &r, &f->error);
            assert_true(r.rows - before <= max);
            assert_true(status != ORM_OK || r.rows - before == max);
        }
        assert_status(f, status, ORM_DONE);
        assert_int_equal(r.rows, 40);
        for (size_t i = 0; i < r.rows; i++) {
            assert_int_equal(cell(&r, i, 0)->as.integer, i + 1);
        }
        select->link->driver->reset(select);
    }
    end(select);
}

static void a_statement_without_rows_is_done_at_once(void **state)
{
    fixture *f = *state;
    make_numbers(f, 1);
    size_t passed = 0;
    orm_prepared *select = prepare(f, "SELECT id FROM n WHERE id < 0", NULL, 0);
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 5, count_row, &passed, &f->error), ORM_DONE);
    select->link->driver->reset(select);
    start(f, select, NULL, 0, true);
    assert_status(f, fetch(select, 5, count_row, &passed, &f->error), ORM_DONE);
    assert_int_equal(passed, 0);
    end(select);
}

typedef struct refusal {
    size_t seen;
    size_t refused; /* the number of the row, from 1 */
} refusal;

static orm_status refuse_row(void *ctx, const orm_value *values, size_t count)
{
    refusal *r = ctx;
    (void)values;
    (void)count;
    return ++r->seen == r->refused ? ORM_CONVERSION : ORM_OK;
}

static void stop_at(fixture *f, orm_prepared *select, size_t refused, bool streamed)
{
    refusal r = { .refused = refused };
    size_t rest = 0;
    orm_status status = ORM_OK;
    start(f, select, NULL, 0, streamed);
    while (status == ORM_OK) {
        status = fetch(select, 3, refuse_row, &r, &f->error);
    }
    assert_int_equal(status, ORM_CONVERSION);
    assert_int_equal(r.seen, refused);
    assert_status(f, fetch(select, 99, count_row, &rest, &f->error), ORM_DONE);
    assert_int_equal(rest, 9 - refused);
    select->link->driver->reset(select);
}

/* Also where the row is the last of its portion, and of all. */
static void the_row_function_can_stop_a_fetch(void **state)
{
    fixture *f = *state;
    make_numbers(f, 9);
    orm_prepared *select = prepare(f, "SELECT id FROM n ORDER BY id", NULL, 0);
    for (size_t refused = 1; refused <= 9; refused++) {
        stop_at(f, select, refused, false);
        stop_at(f, select, refused, true);
    }
    end(select);
}

static void misuse_is_told(void **state)
{
    fixture *f = *state;
    make_numbers(f, 3);
    const orm_driver *driver = engine_driver();
    orm_value one = orm_value_int(1);
    orm_prepared *select = prepare(f, "SELECT id FROM n WHERE id >= $1", types_of(&one, 1), 1);
    assert_status(f, driver->fetch(select, 1, NULL, NULL, &f->error), ORM_MISUSE);
    assert_status(f, driver->start(select, NULL, 0, false, &f->error), ORM_MISUSE);
    start(f, select, &one, 1, false);
    assert_status(f, driver->start(select, &one, 1, false, &f->error), ORM_MISUSE);
    size_t passed = 0;
    assert_status(f, fetch(select, 9, count_row, &passed, &f->error), ORM_DONE);
    assert_int_equal(passed, 3);
    driver->reset(select);
    driver->reset(select);
    assert_status(f, driver->fetch(select, 1, NULL, NULL, &f->error), ORM_MISUSE);
    end(select);
    driver->finalize(NULL);
    orm_prepared *none = NULL;
    assert_int_not_equal(driver->prepare(f->link, "SELECT $1 + 1", NULL, 0, &none, &f->error),
                         ORM_OK);
    assert_null(none);
}

static void one_statement_and_no_more(void **state)
{
    fixture *f = *state;
    make_numbers(f, 2);
    result r;
    assert_int_not_equal(query_on(f, f->link, "DELETE FROM n; DELETE FROM n", NULL, NULL, 0, &r),
                         ORM_OK);
    assert_int_equal(f->error.status, ORM_MISUSE);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM n"), 2);
    query_fails(f, "", NULL, 0, ORM_MISUSE);
    query_fails(f, "  -- nothing\n", NULL, 0, ORM_MISUSE);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM n ; /* the end */ ; -- really"), 2);
}

static void changes_are_those_of_the_statement(void **state)
{
    fixture *f = *state;
    make_numbers(f, 10);
    run(f, engine_pick("CREATE TABLE k (n INTEGER REFERENCES n ON DELETE CASCADE);"
                       "CREATE TRIGGER tr AFTER INSERT ON k BEGIN UPDATE n SET name = 'x'; END;",
                       "CREATE TABLE k (n integer REFERENCES n ON DELETE CASCADE);"
                       "CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS "
                       "'BEGIN UPDATE n SET name = ''x''; RETURN NULL; END';"
                       "CREATE TRIGGER tr AFTER INSERT ON k FOR EACH ROW EXECUTE FUNCTION tr();"));
    assert_int_equal(query(f, "INSERT INTO k SELECT id FROM n WHERE id < 4", NULL, 0).changes, 3);
    assert_int_equal(query(f, "UPDATE n SET name = name WHERE id < 6", NULL, 0).changes, 5);
    assert_int_equal(query(f, "UPDATE n SET name = 'y' WHERE id < 0", NULL, 0).changes, 0);
    assert_int_equal(query(f, "SELECT id FROM n", NULL, 0).changes, 0);
    assert_int_equal(query(f, "DELETE FROM n WHERE id < 3", NULL, 0).changes, 2);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM k"), 1);
    assert_int_equal(query(f, "CREATE TABLE other (id INTEGER)", NULL, 0).changes, 0);
    assert_int_equal(query(f, "DROP TABLE other", NULL, 0).changes, 0);
    result r =
        query(f, "INSERT INTO n (id, name) VALUES (50, 'a'), (51, 'b') RETURNING id", NULL, 0);
    assert_int_equal(r.changes, 2);
    assert_int_equal(r.rows, 2);
    assert_int_equal(cell(&r, 1, 0)->as.integer, 51);
}

/* A statement that returns rows has done all its work, also when only some of them are read. */
static void returning_is_complete_when_it_is_left(void **state)
{
    fixture *f = *state;
    make_numbers(f, 1);
    for (int streamed = 0; streamed < 2; streamed++) {
        run(f, "DELETE FROM n");
        orm_prepared *insert =
            prepare(f, "INSERT INTO n (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c') RETURNING id",
                    NULL, 0);
        size_t passed = 0;
        start(f, insert, NULL, 0, streamed);
        assert_status(f, fetch(insert, 1, count_row, &passed, &f->error), ORM_OK);
        end(insert);
        assert_state(f->link, ORM_LINK_IDLE);
        assert_int_equal(ask_int(f, "SELECT count(*) FROM n"), 3);
    }
}

typedef struct nested {
    fixture *f;
    orm_prepared *inner;
    int64_t sum;
} nested;

static orm_status add_row(void *ctx, const orm_value *values, size_t count)
{
    (void)count;
    *(int64_t *)ctx += values[0].as.integer;
    return ORM_OK;
}

/* For each row another statement runs to its end, on the same link. */
static orm_status run_inner(void *ctx, const orm_value *values, size_t count)
{
    nested *n = ctx;
    (void)count;
    int64_t id = values[0].as.integer;
    start(n->f, n->inner, values, 1, id % 2 == 0);
    assert_status(n->f, fetch(n->inner, 99, add_row, &n->sum, &n->f->error), ORM_DONE);
    n->inner->link->driver->reset(n->inner);
    assert_int_equal(values[0].as.integer, id);
    return ORM_OK;
}

static void statements_nest(void **state)
{
    fixture *f = *state;
    make_numbers(f, 30);
    orm_parameter_type type = { .kind = ORM_KIND_INT64 };
    nested n = { .f = f, .inner = prepare(f, "SELECT id FROM n WHERE id < $1", &type, 1) };
    orm_prepared *outer = prepare(f, "SELECT id FROM n", NULL, 0);
    for (int streamed = 0; streamed < 2; streamed++) {
        n.sum = 0;
        start(f, outer, NULL, 0, streamed);
        orm_status status = ORM_OK;
        while (status == ORM_OK) {
            status = fetch(outer, 7, run_inner, &n, &f->error);
        }
        assert_status(f, status, ORM_DONE);
        assert_int_equal(n.sum, 30 * 29 * 31 / 6); /* the sum of i * (i - 1) / 2 */
        outer->link->driver->reset(outer);
    }
    end(n.inner);
    end(outer);
}

/* Two open results, and writes between their portions: nobody waits, every row comes once. */
static void interleave(fixture *f)
{
    orm_prepared *up = prepare(f, "SELECT id FROM n ORDER BY id", NULL, 0);
    orm_prepared *down = prepare(f, "SELECT id FROM n ORDER BY id DESC", NULL, 0);
    orm_parameter_type type = { .kind = ORM_KIND_TEXT };
    orm_prepared *write = prepare(f, "INSERT INTO log (what) VALUES ($1)", &type, 1);
    result rows[2] = { { .arena = f->arena }, { .arena = f->arena } };
    start(f, up, NULL, 0, true);
    start(f, down, NULL, 0, true);
    for (int i = 0; i < 10; i++) {
        orm_value what = orm_value_text("written");
        assert_status(f, fetch(up, 5, keep_row, &rows[0], &f->error), ORM_OK);
        start(f, write, &what, 1, false);
        assert_status(f, fetch(down, 5, keep_row, &rows[1], &f->error), ORM_OK);
        assert_status(f, fetch(write, 5, NULL, NULL, &f->error), ORM_DONE);
        write->link->driver->reset(write);
    }
    assert_status(f, fetch(up, 5, keep_row, &rows[0], &f->error), ORM_DONE);
    assert_status(f, fetch(down, 5, keep_row, &rows[1], &f->error), ORM_DONE);
    assert_int_equal(rows[0].rows, 50);
    assert_int_equal(rows[1].rows, 50);
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(cell(&rows[0], i, 0)->as.integer, i + 1);
        assert_int_equal(cell(&rows[1], i, 0)->as.integer, 50 - i);
    }
    end(up);
    end(down);
    end(write);
}

static void streams_interleave_with_writes(void **state)
{
    fixture *f = *state;
    make_numbers(f, 50);
    run(f, "CREATE TABLE log (what TEXT)");
    interleave(f);
    run(f, "BEGIN");
    interleave(f);
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    run(f, "COMMIT");
    assert_int_equal(ask_int(f, "SELECT count(*) FROM log"), 20);
}

/* A stream with parameters, left in the middle and begun anew. */
static void streams_take_parameters(void **state)
{
    fixture *f = *state;
    make_numbers(f, 50);
    orm_parameter_type types[] = { { .kind = ORM_KIND_INT32 }, { .kind = ORM_KIND_TEXT } };
    orm_prepared *select =
        prepare(f, "SELECT id FROM n WHERE id > $1 AND name <> $2 ORDER BY id", types, 2);
    for (int64_t least = 0; least < 50; least += 7) {
        orm_value params[] = { orm_value_int(least), orm_value_text("n50") };
        int64_t sum = 0;
        start(f, select, params, 2, true);
        orm_status status = fetch(select, 3, add_row, &sum, &f->error);
        assert_int_equal(status, least == 49 ? ORM_DONE : ORM_OK);
        assert_int_equal(sum, least == 49 ? 0 : 3 * least + 6);
        select->link->driver->reset(select);
    }
    end(select);
}

/* The last statement failed; the next execution knows nothing of it. */
static void a_failed_statement_runs_again(void **state)
{
    fixture *f = *state;
    make_numbers(f, 3);
    orm_parameter_type type = { .kind = ORM_KIND_INT64 };
    orm_prepared *insert = prepare(f, "INSERT INTO n (id) VALUES ($1)", &type, 1);
    orm_value id = orm_value_int(3);
    start(f, insert, &id, 1, false);
    assert_status(f, fetch(insert, 1, NULL, NULL, &f->error), ORM_UNIQUE);
    assert_status(f, fetch(insert, 1, NULL, NULL, &f->error), ORM_MISUSE);
    insert->link->driver->reset(insert);
    id = orm_value_int(4);
    start(f, insert, &id, 1, false);
    assert_status(f, fetch(insert, 1, NULL, NULL, &f->error), ORM_DONE);
    assert_int_equal(insert->link->driver->changes(insert), 1);
    end(insert);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM n"), 4);
}

/* Whoever made the change: a statement that was prepared before it runs after it. */
static void a_changed_schema_is_noticed(void **state)
{
    fixture *f = *state;
    make_numbers(f, 1);
    orm_prepared *select = prepare(f, "SELECT * FROM n", NULL, 0);
    result before = { .arena = f->arena };
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 9, keep_row, &before, &f->error), ORM_DONE);
    assert_int_equal(before.columns, 2);
    select->link->driver->reset(select);
    orm_link *other = engine_open(f, f->url, NULL);
    for (int i = 0; i < 12; i++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "ALTER TABLE n ADD COLUMN c%d TEXT DEFAULT 'added'", i);
        run_on(f, other, sql);
    }
    other->driver->close(other);
    result after = { .arena = f->arena };
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 9, keep_row, &after, &f->error), ORM_DONE);
    assert_int_equal(after.columns, 14);
    end(select);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(fetch_stops_at_max),
    DRIVER_TEST(portions_of_every_size),
    DRIVER_TEST(a_statement_without_rows_is_done_at_once),
    DRIVER_TEST(the_row_function_can_stop_a_fetch),
    DRIVER_TEST(misuse_is_told),
    DRIVER_TEST(one_statement_and_no_more),
    DRIVER_TEST(changes_are_those_of_the_statement),
    DRIVER_TEST(returning_is_complete_when_it_is_left),
    DRIVER_TEST(statements_nest),
    DRIVER_TEST(streams_interleave_with_writes),
    DRIVER_TEST(streams_take_parameters),
    DRIVER_TEST(a_failed_statement_runs_again),
    DRIVER_TEST(a_changed_schema_is_noticed),
};

DRIVER_MAIN(tests)
