/* What only PostgreSQL has: types by their number, prepared statements that age, cursors and the
 * end of their transaction. */
#define _POSIX_C_SOURCE 200809L
#include "driver/engine.h"

#include <stdio.h>
#include <stdlib.h>

static void end(orm_prepared *prepared)
{
    prepared->link->driver->reset(prepared);
    prepared->link->driver->finalize(prepared);
}

static void assert_text(const orm_value *value, orm_type type, const char *expected)
{
    assert_int_equal(value->type, type);
    assert_int_equal(value->size, strlen(expected));
    assert_memory_equal(value->as.text, expected, value->size);
}

static void types_by_their_number(void **state)
{
    fixture *f = *state;
    const float tenth = 0.1f; /* of the constant itself an x87 knows more digits */
    result r =
        query(f,
              "SELECT (-2)::smallint, (-70000)::integer, 4294967295::oid, 0.1::real, 'a'::\"char\","
              " 'n'::name, 'v'::varchar(9), 'b'::char(3), '{\"a\": 1}'::json, '{\"a\": 1}'::jsonb,"
              " '00112233-4455-6677-8899-aabbccddeeff'::uuid, '\\xff00'::bytea, '2000-01-02'::date,"
              " '<a/>'::xml, 't'::boolean, '12:00'::time",
              NULL, 0);
    assert_value(cell(&r, 0, 0), &(orm_value){ .type = ORM_TYPE_INT, .as.integer = -2 });
    assert_value(cell(&r, 0, 1), &(orm_value){ .type = ORM_TYPE_INT, .as.integer = -70000 });
    assert_value(cell(&r, 0, 2), &(orm_value){ .type = ORM_TYPE_INT, .as.integer = 4294967295 });
    assert_value(cell(&r, 0, 3), &(orm_value){ .type = ORM_TYPE_REAL, .as.real = (double)tenth });
    assert_text(cell(&r, 0, 4), ORM_TYPE_TEXT, "a");
    assert_text(cell(&r, 0, 5), ORM_TYPE_TEXT, "n");
    assert_text(cell(&r, 0, 6), ORM_TYPE_TEXT, "v");
    assert_text(cell(&r, 0, 7), ORM_TYPE_TEXT, "b");
    assert_text(cell(&r, 0, 8), ORM_TYPE_TEXT, "{\"a\": 1}");
    assert_text(cell(&r, 0, 9), ORM_TYPE_TEXT, "{\"a\": 1}");
    assert_int_equal(cell(&r, 0, 10)->type, ORM_TYPE_BLOB);
    assert_int_equal(cell(&r, 0, 10)->size, 16);
    assert_memory_equal(cell(&r, 0, 10)->as.data, "\x00\x11\x22\x33", 4);
    assert_int_equal(cell(&r, 0, 11)->size, 2);
    assert_value(cell(&r, 0, 12), &(orm_value){ .type = ORM_TYPE_DATE, .as.integer = 10958 });
    assert_text(cell(&r, 0, 13), ORM_TYPE_TEXT, "<a/>");
    assert_int_equal(cell(&r, 0, 14)->type, ORM_TYPE_BOOL);
    assert_int_equal(cell(&r, 0, 15)->type, ORM_TYPE_OTHER);
}

/* Every digit as the server itself writes it. */
static void numerics_are_exact(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE d (n numeric);"
           "INSERT INTO d VALUES (0), (0.0), (-0.00), (1), (-1), (10000), (99999999), (0.0001),"
           " (0.00001), (1.10), (-123456789.987654321), (1e50), (1e-50), (12e4), (100000000.00001),"
           " ('NaN'), (1e1000), (-1e-1000), (0.1234567890123456789);"
           "INSERT INTO d SELECT (CASE WHEN current_setting('server_version_num') < '140000'"
           " THEN 'NaN' ELSE n END)::numeric FROM unnest('{Infinity,-Infinity}'::text[]) n;"
           "INSERT INTO d SELECT ((random() - 0.5) * 10 ^ (i % 30 - 15))::numeric * 1.000000001"
           " FROM generate_series(1, 300) i;"
           "INSERT INTO d SELECT round((random() * 10 ^ (i % 12))::numeric, i % 7)"
           " FROM generate_series(1, 300) i");
    result r = query(f, "SELECT n, n::text, n FROM d", NULL, 0);
    assert_int_equal(r.rows, 621);
    for (size_t i = 0; i < r.rows; i++) {
        assert_value(cell(&r, i, 0), cell(&r, i, 1));
        assert_value(cell(&r, i, 2), cell(&r, i, 1));
    }
}

static orm_status insert_time(fixture *f, int64_t microseconds)
{
    orm_value value = orm_value_int(microseconds);
    value.type = ORM_TYPE_TIMESTAMP;
    result r;
    return query_on(f, f->link, "INSERT INTO m (z) VALUES ($1)", types_of(&value, 1), &value, 1,
                    &r);
}

static void timestamps_and_their_edges(void **state)
{
    fixture *f = *state;
    run(f, "SET timezone = 'Asia/Tokyo'; CREATE TABLE m (z timestamptz, p timestamp, d date)");
    const int64_t refused[] = { INT64_MIN, -210866803200000001, INT64_MIN + 946684800000000,
                                INT64_MIN + 946684799999999 };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_status(f, insert_time(f, refused[i]), ORM_CONVERSION);
        assert_int_equal(f->error.parameter, 1);
    }
    assert_status(f, insert_time(f, INT64_MAX), ORM_OK);
    assert_status(f, insert_time(f, -210866803200000000), ORM_OK);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM m WHERE z < 'infinity' AND z > '-infinity'"),
                     2);
    /* one instant, with and without a zone, is one number: UTC, whatever the session thinks */
    run(f, "DELETE FROM m");
    orm_value now[] = { orm_value_int(1700000000123456), orm_value_int(1700000000123456),
                        orm_value_int(1700006400000000) };
    now[0].type = now[1].type = now[2].type = ORM_TYPE_TIMESTAMP;
    (void)query(f, "INSERT INTO m VALUES ($1, $2, $3)", now, 3);
    result r = query(f, "SELECT z, p, d::text, p::text FROM m", NULL, 0);
    assert_value(cell(&r, 0, 0), &now[0]);
    assert_value(cell(&r, 0, 1), &now[1]);
    assert_text(cell(&r, 0, 2), ORM_TYPE_TEXT, "2023-11-15");
    assert_text(cell(&r, 0, 3), ORM_TYPE_TEXT, "2023-11-14 22:13:20.123456");
    query_fails(f, "INSERT INTO m (d) VALUES ($1)", now, 1, ORM_CONVERSION);
    query_fails(f, "SELECT 'infinity'::timestamptz AS forever", NULL, 0, ORM_CONVERSION);
    assert_string_equal(f->error.column, "forever");
    query_fails(f, "SELECT '-infinity'::timestamp", NULL, 0, ORM_CONVERSION);
    query_fails(f, "SELECT '294276-12-31'::timestamp AS late", NULL, 0, ORM_CONVERSION);
}

static void native_enums(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TYPE mood AS ENUM ('So so', 'it''s \"ok\"', 'a,b', 'back\\slash');"
           "CREATE TABLE e (m mood, t text, v varchar(20))");
    orm_parameter_type kinds[] = { { .kind = ORM_KIND_ENUM },
                                   { .kind = ORM_KIND_ENUM },
                                   { .kind = ORM_KIND_ENUM } };
    const char *const labels[] = { "So so", "it's \"ok\"", "a,b", "back\\slash" };
    orm_value values[4];
    result r;
    for (size_t i = 0; i < 4; i++) {
        orm_value params[] = { orm_value_text(labels[i]), orm_value_text(labels[i]),
                               orm_value_text(labels[i]) };
        values[i] = params[0];
        assert_status(
            f, query_on(f, f->link, "INSERT INTO e VALUES ($1, $2, $3)", kinds, params, 3, &r),
            ORM_OK);
        assert_status(f,
                      query_on(f, f->link, "SELECT m, t FROM e WHERE m = $1 AND t = $2 AND v = $3",
                               kinds, params, 3, &r),
                      ORM_OK);
        assert_int_equal(r.rows, 1);
        assert_text(cell(&r, 0, 0), ORM_TYPE_OTHER, labels[i]);
        assert_text(cell(&r, 0, 1), ORM_TYPE_TEXT, labels[i]);
    }
    orm_value list = { .type = ORM_TYPE_LIST, .size = 4, .as.list = values };
    orm_parameter_type type = { .kind = ORM_KIND_ENUM, .list = true };
    const char *const lists[] = { "SELECT 1 FROM e WHERE m = ANY($1)",
                                  "SELECT 1 FROM e WHERE v = ANY($1)" };
    for (size_t i = 0; i < 2; i++) {
        assert_status(f, query_on(f, f->link, lists[i], &type, &list, 1, &r), ORM_OK);
        assert_int_equal(r.rows, 4);
    }
    list.size = 0;
    assert_status(f, query_on(f, f->link, lists[0], &type, &list, 1, &r), ORM_OK);
    assert_int_equal(r.rows, 0);
    orm_value unknown = orm_value_text("GOLD");
    assert_status(f, query_on(f, f->link, "INSERT INTO e (m) VALUES ($1)", kinds, &unknown, 1, &r),
                  ORM_CONVERSION);
    /* four bytes are not taken for an integer */
    run(f, "CREATE TABLE k (i integer)");
    assert_status(f, query_on(f, f->link, "INSERT INTO k VALUES ($1)", kinds, &unknown, 1, &r),
                  ORM_CONVERSION);
}

static void values_of_another_type(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i integer, r real, b boolean, x bytea, m timestamptz)");
    const char *const columns[] = { "i", "r", "b", "x", "m" };
    const orm_kind kinds[] = { ORM_KIND_INT32, ORM_KIND_FLOAT32, ORM_KIND_BOOL, ORM_KIND_BLOB,
                               ORM_KIND_TIMESTAMP };
    orm_value item = orm_value_text("1");
    orm_value list = { .type = ORM_TYPE_LIST, .size = 1, .as.list = &item };
    for (size_t i = 0; i < 5; i++) {
        char sql[64];
        result r;
        orm_parameter_type type = { .kind = kinds[i] };
        (void)snprintf(sql, sizeof sql, "INSERT INTO t (%s) VALUES ($1)", columns[i]);
        assert_status(f, query_on(f, f->link, sql, &type, &item, 1, &r), ORM_CONVERSION);
        assert_status(f, query_on(f, f->link, sql, &type, &list, 1, &r), ORM_CONVERSION);
    }
    orm_value instant = orm_value_int(0);
    instant.type = ORM_TYPE_TIMESTAMP;
    query_fails(f, "INSERT INTO t (i) VALUES ($1)", &instant, 1, ORM_CONVERSION);
}

/* A key that was read is found again: as a text its blanks would count. */
static void padded_texts(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE c (k char(5) PRIMARY KEY, v varchar(5));"
           "INSERT INTO c VALUES ('abc', 'v '), (' x y', ''), ('', ' '), ('12345', '12345')");
    result r = query(f, "SELECT k, v FROM c ORDER BY k COLLATE \"C\"", NULL, 0);
    static const char *const expected[][2] = {
        { "", " " }, { " x y", "" }, { "12345", "12345" }, { "abc", "v " }
    };
    assert_int_equal(r.rows, 4);
    for (size_t i = 0; i < 4; i++) {
        for (size_t column = 0; column < 2; column++) {
            orm_value text = orm_value_text(expected[i][column]);
            assert_value(cell(&r, i, column), &text);
        }
        result found = query(f, "SELECT v FROM c WHERE k = $1", cell(&r, i, 0), 1);
        assert_int_equal(found.rows, 1);
        assert_value(cell(&found, 0, 0), cell(&r, i, 1));
    }
}

static void the_encoding_is_utf8(void **state)
{
    fixture *f = *state;
    assert_int_equal(setenv("PGCLIENTENCODING", "LATIN1", 1), 0);
    char url[640];
    (void)snprintf(url, sizeof url, "%s&client_encoding=LATIN1", f->url);
    orm_link *link = engine_open(f, url, NULL);
    assert_int_equal(unsetenv("PGCLIENTENCODING"), 0);
    result r;
    assert_status(
        f,
        query_on(f, link, "SELECT chr(233), current_setting('client_encoding')", NULL, NULL, 0, &r),
        ORM_OK);
    assert_text(cell(&r, 0, 0), ORM_TYPE_TEXT, "\xC3\xA9");
    assert_text(cell(&r, 0, 1), ORM_TYPE_TEXT, "UTF8");
    link->driver->close(link);
}

/* A database that has the old literals keeps them for others, not for the library. */
static void literals_are_standard(void **state)
{
    fixture *f = *state;
    static const char set[] = "DO $$ BEGIN EXECUTE format("
                              "'ALTER DATABASE %I SET standard_conforming_strings = off',"
                              " current_database()); END $$";
    static const char reset[] = "DO $$ BEGIN EXECUTE format("
                                "'ALTER DATABASE %I RESET standard_conforming_strings',"
                                " current_database()); END $$";
    orm_options reading = { .read_only = true };
    run(f, set);
    orm_link *link = NULL;
    orm_status opened = engine_try_open(f, f->url, &reading, &link);
    run(f, reset); /* before anything can end the test */
    assert_status(f, opened, ORM_OK);
    result r;
    assert_status(f, query_on(f, link, "SELECT 'C:\\new'::text", NULL, NULL, 0, &r), ORM_OK);
    assert_text(cell(&r, 0, 0), ORM_TYPE_TEXT, "C:\\new");
    assert_status(f, query_on(f, link, "SHOW transaction_read_only", NULL, NULL, 0, &r), ORM_OK);
    assert_text(cell(&r, 0, 0), ORM_TYPE_TEXT, "on");
    link->driver->close(link);
}

static void notices_are_passed_on(void **state)
{
    fixture *f = *state;
    run(f,
        "DROP TABLE IF EXISTS nothing_here; DO 'BEGIN RAISE WARNING ''two%lines'', chr(10); END'");
    assert_string_equal(f->notices, "NOTICE: table \"nothing_here\" does not exist, skipping\n"
                                    "WARNING: two lines\n");
}

static void copying_is_not_begun(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i integer); INSERT INTO t VALUES (1), (2); COPY t TO STDOUT");
    assert_int_not_equal(f->link->driver->exec(f->link, "COPY t FROM STDIN", &f->error), ORM_OK);
    assert_state(f->link, ORM_LINK_IDLE);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 2);
}

/* What the server forgot is prepared again; inside a transaction that is told, and heals after
 * it. */
static void forgotten_statements(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i integer); INSERT INTO t VALUES (7)");
    orm_prepared *select = prepare(f, "SELECT i FROM t", NULL, 0);
    const char *const causes[] = { "DISCARD ALL", "ALTER TABLE t ALTER i TYPE bigint" };
    for (size_t i = 0; i < 2; i++) {
        result r = { .arena = f->arena };
        run(f, causes[i]);
        start(f, select, NULL, 0, false);
        assert_status(f, fetch(select, 9, keep_row, &r, &f->error), ORM_DONE);
        assert_int_equal(r.rows, 1);
        select->link->driver->reset(select);
    }
    run(f, "ALTER TABLE t ALTER i TYPE smallint");
    run(f, "BEGIN"); /* by itself: else the change above is part of the transaction */
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 9, NULL, NULL, &f->error), ORM_SCHEMA);
    select->link->driver->reset(select);
    run(f, "ROLLBACK");
    run(f, "BEGIN");
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 9, NULL, NULL, &f->error), ORM_DONE);
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    run(f, "COMMIT");
    end(select);
}

/* What is finalized is freed on the server, when no transaction can be hurt by it. */
static void the_server_keeps_nothing(void **state)
{
    fixture *f = *state;
    run(f, "BEGIN");
    for (int i = 0; i < 20; i++) {
        end(prepare(f, "SELECT 1", NULL, 0));
    }
    run_fails(f, "SELECT nonsense_that_aborts()", ORM_SQL);
    run(f, "ROLLBACK");
    assert_int_equal(ask_int(f, "SELECT count(*) FROM pg_prepared_statements"), 1);
}

/* ---- cursors ---- */

static int64_t count_cursors(fixture *f)
{
    return ask_int(f, "SELECT count(*) FROM pg_cursors WHERE name <> ''");
}

static orm_prepared *open_stream(fixture *f, const char *sql)
{
    orm_prepared *select = prepare(f, sql, NULL, 0);
    start(f, select, NULL, 0, true);
    assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_OK);
    return select;
}

static const char numbers[] = "SELECT i FROM generate_series(1, 100) i";

/* Whatever stands before its first word that this is a query's; other statements have rows too, but
 * no cursor. */
static void queries_have_cursors(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i integer); INSERT INTO t VALUES (1), (2), (3)");
    static const char *const queries[] = {
        "SELECT i FROM t",      "sElEcT i FROM t", " \t\r\n((SELECT i FROM t))",
        "VALUES (1), (2), (3)", "TABLE t",         "WITH u AS (SELECT i FROM t) SELECT i FROM u"
    };
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        orm_prepared *stream = open_stream(f, queries[i]);
        assert_int_equal(count_cursors(f), 1);
        end(stream);
    }
    static const char *const others[] = { "UPDATE t SET i = i RETURNING i", "SHOW ALL",
                                          "/* not read */ SELECT i FROM t" };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        orm_prepared *stream = open_stream(f, others[i]);
        assert_int_equal(count_cursors(f), 0);
        end(stream);
    }
}

static void cursors_are_closed(void **state)
{
    fixture *f = *state;
    end(open_stream(f, numbers));
    assert_int_equal(count_cursors(f), 0);
    run(f, "BEGIN");
    orm_prepared *select = open_stream(f, numbers);
    assert_int_equal(count_cursors(f), 1);
    end(select);
    assert_int_equal(count_cursors(f), 0);
    run(f, "COMMIT");
}

/* Also where nobody has asked for its first row. */
static void a_cursor_that_nobody_reads(void **state)
{
    fixture *f = *state;
    orm_prepared *select = prepare(f, numbers, NULL, 0);
    for (int in_transaction = 0; in_transaction < 2; in_transaction++) {
        run(f, in_transaction ? "BEGIN" : "SELECT 1");
        start(f, select, NULL, 0, true);
        run(f, "SELECT 1"); /* by then it has been made */
        select->link->driver->reset(select);
        assert_int_equal(count_cursors(f), 0);
    }
    run(f, "COMMIT");
    end(select);
}

/* Read outside of a transaction, rows outlive every transaction that comes and goes. */
static void rows_of_no_transaction_outlive_others(void **state)
{
    fixture *f = *state;
    orm_prepared *select = open_stream(f, numbers);
    run(f, "BEGIN; CREATE TABLE t (i integer); COMMIT; BEGIN");
    assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_OK);
    run(f, "ROLLBACK");
    assert_status(f, fetch(select, 99, NULL, NULL, &f->error), ORM_DONE);
    /* left inside of an aborted transaction, it is closed after it */
    select->link->driver->reset(select);
    end(select);
    select = open_stream(f, numbers);
    run(f, "BEGIN");
    run_fails(f, "SELECT 1 / 0", ORM_CONVERSION);
    assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_ABORTED);
    end(select);
    run(f, "ROLLBACK");
    assert_int_equal(count_cursors(f), 0);
}

/* The next fetch says it, and does no harm to the transaction that came after. */
static void a_transaction_takes_its_rows_along(void **state)
{
    fixture *f = *state;
    const char *const ends[] = { "COMMIT",          "ROLLBACK",         "COMMIT; BEGIN",
                                 "ROLLBACK; BEGIN", "COMMIT AND CHAIN", "ROLLBACK AND CHAIN" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        run(f, "BEGIN");
        orm_prepared *select = open_stream(f, numbers);
        run(f, ends[i]);
        orm_link_state after = f->link->driver->state(f->link);
        assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_MISUSE);
        assert_non_null(strstr(f->error.message, "has ended"));
        assert_status(f, fetch(select, 2, NULL, NULL, &f->error), ORM_MISUSE);
        end(select);
        assert_state(f->link, after);
        run(f, after == ORM_LINK_IDLE ? "SELECT 1" : "COMMIT");
    }
}

static void savepoints_and_rows(void **state)
{
    fixture *f = *state;
    run(f, "BEGIN");
    orm_prepared *outer = open_stream(f, numbers);
    run(f, "SAVEPOINT s");
    orm_prepared *inner = open_stream(f, numbers);
    orm_prepared *left = open_stream(f, numbers);
    run(f, "ROLLBACK TO s");
    assert_status(f, fetch(inner, 2, NULL, NULL, &f->error), ORM_MISUSE);
    assert_status(f, fetch(outer, 2, NULL, NULL, &f->error), ORM_OK);
    end(left);
    end(inner);
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    assert_status(f, fetch(outer, 99, NULL, NULL, &f->error), ORM_DONE);
    end(outer);
    run(f, "COMMIT");
}

static void what_is_streamed_without_a_cursor(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i integer)");
    const char *const texts[] = { "INSERT INTO t VALUES (1), (2), (3) RETURNING i",
                                  "SHOW timezone",
                                  "/* first */ SELECT 1",
                                  "(SELECT 1)",
                                  " with x AS (SELECT 1) TABLE x",
                                  "VALUES (1), (2)",
                                  "SELECT 1;",
                                  "SELECT 1 -- the end" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        orm_prepared *statement = prepare(f, texts[i], NULL, 0);
        result r = { .arena = f->arena };
        start(f, statement, NULL, 0, true);
        assert_status(f, fetch(statement, 9, keep_row, &r, &f->error), ORM_DONE);
        assert_int_not_equal(r.rows, 0);
        end(statement);
    }
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 3);
}

static void an_error_in_the_middle_of_a_stream(void **state)
{
    fixture *f = *state;
    run(f, "BEGIN");
    orm_prepared *select = prepare(f, "SELECT 100 / (5 - i) FROM generate_series(1, 9) i", NULL, 0);
    start(f, select, NULL, 0, true);
    assert_status(f, fetch(select, 3, NULL, NULL, &f->error), ORM_OK);
    assert_status(f, fetch(select, 3, NULL, NULL, &f->error), ORM_CONVERSION);
    assert_state(f->link, ORM_LINK_ABORTED);
    end(select);
    run(f, "ROLLBACK");
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(types_by_their_number),
    DRIVER_TEST(numerics_are_exact),
    DRIVER_TEST(timestamps_and_their_edges),
    DRIVER_TEST(native_enums),
    DRIVER_TEST(values_of_another_type),
    DRIVER_TEST(padded_texts),
    DRIVER_TEST(the_encoding_is_utf8),
    DRIVER_TEST(literals_are_standard),
    DRIVER_TEST(notices_are_passed_on),
    DRIVER_TEST(copying_is_not_begun),
    DRIVER_TEST(forgotten_statements),
    DRIVER_TEST(the_server_keeps_nothing),
    DRIVER_TEST(queries_have_cursors),
    DRIVER_TEST(cursors_are_closed),
    DRIVER_TEST(a_cursor_that_nobody_reads),
    DRIVER_TEST(rows_of_no_transaction_outlive_others),
    DRIVER_TEST(a_transaction_takes_its_rows_along),
    DRIVER_TEST(savepoints_and_rows),
    DRIVER_TEST(what_is_streamed_without_a_cursor),
    DRIVER_TEST(an_error_in_the_middle_of_a_stream),
};

DRIVER_MAIN(tests)
