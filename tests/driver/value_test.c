/* Values: what goes in comes out, bit by bit, or is refused. */
#include "driver/engine.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void make_table(fixture *f)
{
    run(f, engine_pick(
               "CREATE TABLE v (i INTEGER, r REAL, t TEXT, b BLOB, o INTEGER, m INTEGER) STRICT",
               "CREATE TABLE v (i bigint, r double precision, t text COLLATE \"C\", b bytea,"
               " o boolean, m timestamptz)"));
}

static const char *column_of(const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_INT:
        return "i";
    case ORM_TYPE_REAL:
        return "r";
    case ORM_TYPE_BLOB:
        return "b";
    case ORM_TYPE_BOOL:
        return "o";
    case ORM_TYPE_TIMESTAMP:
        return "m";
    default:
        return "t";
    }
}

/* Stores a value, reads it back, finds its row by it. */
static void round_trip(fixture *f, orm_value value)
{
    char sql[128];
    const char *column = column_of(&value);
    run(f, "DELETE FROM v");
    (void)snprintf(sql, sizeof sql, "INSERT INTO v (%s) VALUES ($1)", column);
    assert_int_equal(query(f, sql, &value, 1).changes, 1);
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM v", column);
    result all = query(f, sql, NULL, 0);
    assert_int_equal(all.rows, 1);
    assert_value(cell(&all, 0, 0), &value);
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM v WHERE %s = $1", column, column);
    result found = query(f, sql, &value, 1);
    assert_int_equal(found.rows, 1);
    assert_value(cell(&found, 0, 0), &value);
}

static orm_value timestamp(int64_t microseconds)
{
    orm_value value = orm_value_int(microseconds);
    value.type = ORM_TYPE_TIMESTAMP;
    return value;
}

static void integers_keep_every_bit(void **state)
{
    fixture *f = *state;
    make_table(f);
    const int64_t edges[] = { 0, 1, -1, INT64_MIN, INT64_MAX, INT32_MAX, INT32_MIN, UINT32_MAX };
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        round_trip(f, orm_value_int(edges[i]));
    }
    uint64_t seed = 1;
    for (int i = 0; i < 50; i++) {
        round_trip(f, orm_value_int((int64_t)unit_edge(&seed)));
    }
}

static void reals_keep_every_bit(void **state)
{
    fixture *f = *state;
    make_table(f);
    const double edges[] = { 0.0,    0.1,     -1.5,     DBL_MAX,   -DBL_MAX, DBL_MIN,
                             5e-324, -5e-324, INFINITY, -INFINITY, 1.0 / 3,  9007199254740993.0 };
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        round_trip(f, orm_value_real(edges[i]));
    }
    uint64_t seed = 2;
    for (int i = 0; i < 50; i++) {
        uint64_t bits = unit_random(&seed);
        double real;
        memcpy(&real, &bits, sizeof real);
        if (!isnan(real)) {
            round_trip(f, orm_value_real(real));
        }
    }
}

/* SQLite keeps a real that is whole as an integer: the sign of a zero is lost to a file. */
static void minus_zero(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_value value = orm_value_real(-0.0);
    (void)query(f, "INSERT INTO v (r) VALUES ($1)", &value, 1);
    orm_value back = ask(f, "SELECT r FROM v");
    assert_int_equal(back.type, ORM_TYPE_REAL);
    assert_true(back.as.real == 0.0);
    assert_true(engine_is_sqlite() || signbit(back.as.real));
}

static void nan_is_kept_or_refused(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_value params[] = { orm_value_int(1), orm_value_real(NAN) };
    if (engine_is_sqlite()) {
        query_fails(f, "INSERT INTO v (i, r) VALUES ($1, $2)", params, 2, ORM_CONVERSION);
        assert_int_equal(f->error.parameter, 2);
        assert_int_equal(ask_int(f, "SELECT count(*) FROM v"), 0);
    } else {
        (void)query(f, "INSERT INTO v (i, r) VALUES ($1, $2)", params, 2);
        assert_true(isnan(ask(f, "SELECT r FROM v").as.real));
    }
}

static void texts_keep_every_byte(void **state)
{
    fixture *f = *state;
    make_table(f);
    const char *const texts[] = { "",
                                  " ",
                                  "a",
                                  "it's \"quoted\" \\ ; -- $1 ?1",
                                  "\xF0\x9F\x90\x98",
                                  "\xC3\xA9t\xC3\xA9",
                                  "line\nbreak\ttab\r" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        round_trip(f, orm_value_text(texts[i]));
    }
    /* not terminated: only size counts */
    orm_value part = orm_value_text("abcdef");
    part.size = 3;
    round_trip(f, part);
}

static void blobs_keep_every_byte(void **state)
{
    fixture *f = *state;
    make_table(f);
    unsigned char data[300];
    uint64_t seed = 3;
    round_trip(f, orm_value_blob("", 0));
    round_trip(f, orm_value_blob("\0", 1));
    for (size_t size = 1; size < sizeof data; size += 23) {
        unit_fill(data, size, &seed);
        round_trip(f, orm_value_blob(data, size));
    }
}

static void a_mebibyte(void **state)
{
    fixture *f = *state;
    make_table(f);
    size_t size = 1 << 20;
    unsigned char *data = malloc(size);
    assert_non_null(data);
    uint64_t seed = 4;
    unit_fill(data, size, &seed);
    round_trip(f, orm_value_blob(data, size));
    for (size_t i = 0; i < size; i++) {
        data[i] = (unsigned char)('a' + data[i] % 26);
    }
    orm_value text = orm_value_text("");
    text.as.text = (const char *)data;
    text.size = size;
    round_trip(f, text);
    free(data);
}

static void empty_is_not_null(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_value params[] = { orm_value_text(""), orm_value_blob("", 0), orm_value_null() };
    orm_parameter_type types[] = { { .kind = ORM_KIND_TEXT },
                                   { .kind = ORM_KIND_BLOB },
                                   { .kind = ORM_KIND_INT64 } };
    result r;
    assert_status(
        f,
        query_on(f, f->link, "INSERT INTO v (t, b, i) VALUES ($1, $2, $3)", types, params, 3, &r),
        ORM_OK);
    r = query(f, "SELECT t, b, i, r FROM v WHERE t IS NOT NULL AND b IS NOT NULL AND i IS NULL",
              NULL, 0);
    assert_int_equal(r.rows, 1);
    assert_value(cell(&r, 0, 0), &params[0]);
    assert_value(cell(&r, 0, 1), &params[1]);
    assert_value(cell(&r, 0, 2), &params[2]);
    assert_value(cell(&r, 0, 3), &params[2]);
}

static void every_kind_takes_null(void **state)
{
    fixture *f = *state;
    make_table(f);
    const orm_value nulls[6] = { { .type = ORM_TYPE_NULL } };
    const orm_parameter_type types[] = {
        { .kind = ORM_KIND_INT16 }, { .kind = ORM_KIND_FLOAT32 }, { .kind = ORM_KIND_ENUM },
        { .kind = ORM_KIND_BLOB },  { .kind = ORM_KIND_BOOL },    { .kind = ORM_KIND_TIMESTAMP }
    };
    result r;
    assert_status(f,
                  query_on(f, f->link,
                           "INSERT INTO v (i, r, t, b, o, m) VALUES ($1, $2, $3, $4, $5, $6)",
                           types, nulls, 6, &r),
                  ORM_OK);
    r = query(f, "SELECT i, r, t, b, o, m FROM v", NULL, 0);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(cell(&r, 0, i)->type, ORM_TYPE_NULL);
    }
}

static void booleans_and_timestamps(void **state)
{
    fixture *f = *state;
    make_table(f);
    round_trip(f, orm_value_bool(true));
    round_trip(f, orm_value_bool(false));
    const int64_t moments[] = { 0,
                                1,
                                -1,
                                946684800000000,
                                946684799999999,
                                253402300800000000,
                                -62135596800000000,
                                -210866803200000000 };
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        round_trip(f, timestamp(moments[i]));
    }
}

static void a_nul_in_a_text_is_refused(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_value params[] = { orm_value_int(1), orm_value_text("abc") };
    params[1].as.text = "a\0c";
    query_fails(f, "INSERT INTO v (i, t) VALUES ($1, $2)", params, 2, ORM_CONVERSION);
    assert_int_equal(f->error.parameter, 2);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM v"), 0);
}

static void invalid_utf8(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_value value = orm_value_text("a\xFF");
    if (engine_is_sqlite()) {
        round_trip(f, value);
    } else {
        query_fails(f, "INSERT INTO v (t) VALUES ($1)", &value, 1, ORM_CONVERSION);
        assert_string_equal(f->error.sqlstate, "22021");
    }
}

static void values_of_no_column(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_value natural = orm_value_uint(1);
    query_fails(f, "INSERT INTO v (i) VALUES ($1)", &natural, 1, ORM_CONVERSION);
    orm_value other = orm_value_blob("x", 1);
    other.type = ORM_TYPE_OTHER;
    query_fails(f, "INSERT INTO v (t) VALUES ($1)", &other, 1, ORM_CONVERSION);
}

/* What an execution was given is not there any more in the next. */
static void bindings_do_not_leak(void **state)
{
    fixture *f = *state;
    make_table(f);
    orm_parameter_type types[] = { { .kind = ORM_KIND_TEXT }, { .kind = ORM_KIND_INT64 } };
    orm_prepared *insert = prepare(f, "INSERT INTO v (t, i) VALUES ($1, $2)", types, 2);
    orm_value params[] = { orm_value_text("first"), orm_value_int(7) };
    for (int i = 0; i < 2; i++) {
        start(f, insert, params, 2, false);
        assert_status(f, fetch(insert, 1, NULL, NULL, &f->error), ORM_DONE);
        insert->link->driver->reset(insert);
        params[0] = params[1] = orm_value_null();
    }
    insert->link->driver->finalize(insert);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM v WHERE t IS NULL AND i IS NULL"), 1);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(integers_keep_every_bit),
    DRIVER_TEST(reals_keep_every_bit),
    DRIVER_TEST(minus_zero),
    DRIVER_TEST(nan_is_kept_or_refused),
    DRIVER_TEST(texts_keep_every_byte),
    DRIVER_TEST(blobs_keep_every_byte),
    DRIVER_TEST(a_mebibyte),
    DRIVER_TEST(empty_is_not_null),
    DRIVER_TEST(every_kind_takes_null),
    DRIVER_TEST(booleans_and_timestamps),
    DRIVER_TEST(a_nul_in_a_text_is_refused),
    DRIVER_TEST(invalid_utf8),
    DRIVER_TEST(values_of_no_column),
    DRIVER_TEST(bindings_do_not_leak),
};

DRIVER_MAIN(tests)
