/* Texts of the program's own: parameters, values, statements of every sort. */
#include "models/customers.h"

#include <string.h>

#define VALUES(...)     \
    (const orm_value[]) \
    {                   \
        __VA_ARGS__     \
    }

/* The text of a cast, which the engines spell alike. */
#define AS_TEXT(e) "CAST(" e " AS text)"

static orm_raw text_of(const char *sql, const orm_value *params, size_t count)
{
    return (orm_raw){ .sql = sql, .params = params, .param_count = count };
}

static void run(orm_db *db, const char *sql)
{
    const orm_raw raw = { .sql = sql };
    assert_ok(db, orm_raw_run(db, &raw, NULL));
}

static int64_t ask_number(engine_fixture *fx, const orm_raw *raw)
{
    orm_value value;
    assert_ok(fx->db, orm_raw_value(fx->db, raw, fx->arena, &value));
    assert_int_equal(value.type, ORM_TYPE_INT);
    return value.as.integer;
}

static const char *ask_text(engine_fixture *fx, const orm_raw *raw)
{
    orm_value value;
    assert_ok(fx->db, orm_raw_value(fx->db, raw, fx->arena, &value));
    assert_int_equal(value.type, ORM_TYPE_TEXT);
    return value.as.text;
}

/* ---- parameters ---- */

static void test_b261_parameters_are_numbered_alike(void **state)
{
    engine_fixture *fx = *state;
    const orm_value *values = VALUES(orm_value_int(7), orm_value_int(100));
    /* in any order, and each as often as wanted */
    orm_raw raw = text_of("SELECT $2 - $1", values, 2);
    assert_true(ask_number(fx, &raw) == 93);
    raw = text_of("SELECT $2 + $1 + $2 + $2", values, 2);
    assert_true(ask_number(fx, &raw) == 307);
    raw = text_of("SELECT " AS_TEXT("$1") " || " AS_TEXT("$2"), values, 2);
    assert_string_equal(ask_text(fx, &raw), "7100");
    orm_value many[12];
    for (int i = 0; i < 12; i++) {
        many[i] = orm_value_int(1 << i);
    }
    raw = text_of("SELECT $12 + $1 + $11 + $2 + $10 + $3 + $9 + $4 + $8 + $5 + $7 + $6", many, 12);
    assert_true(ask_number(fx, &raw) == 4095);
}

/* Only the engine decides what a parameter is. */
static void test_b059_what_only_looks_like_a_parameter_is_none(void **state)
{
    engine_fixture *fx = *state;
    const orm_value *value = VALUES(orm_value_int(5));
    const orm_raw raw = text_of(
        "SELECT '$1 ? :x $2' || '?1' || " AS_TEXT("$1") " /* $3 ? */ -- $4 :y ?\n", value, 1);
    assert_string_equal(ask_text(fx, &raw), "$1 ? :x $2?15");
    const orm_raw plain = { .sql = "SELECT '$1 and ? and :name'" };
    assert_string_equal(ask_text(fx, &plain), "$1 and ? and :name");
}

static void test_b059_operators_of_postgresql(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    const orm_value *value = VALUES(orm_value_text("a"));
    orm_value answer;
    orm_raw raw = text_of("SELECT '{\"a\": 1}'::jsonb ? $1", value, 1);
    assert_ok(fx->db, orm_raw_value(fx->db, &raw, NULL, &answer));
    assert_true(answer.type == ORM_TYPE_BOOL && answer.as.boolean);
    value = VALUES(orm_value_text("{\"a\": 1}"));
    raw = text_of("SELECT '{\"a\": 1, \"b\": 2}'::jsonb @> $1", value, 1);
    assert_ok(fx->db, orm_raw_value(fx->db, &raw, NULL, &answer));
    assert_true(answer.as.boolean);
}

static void refuse(engine_fixture *fx, const char *sql, size_t count)
{
    static const orm_value values[3] = { { .type = ORM_TYPE_INT },
                                         { .type = ORM_TYPE_INT },
                                         { .type = ORM_TYPE_INT } };
    const orm_raw raw = text_of(sql, values, count);
    orm_value answer = orm_value_int(4711);
    assert_fails(fx->db, ORM_MISUSE, orm_raw_value(fx->db, &raw, fx->arena, &answer));
    assert_true(answer.as.integer == 4711);
    assert_string_equal(orm_db_error(fx->db)->sql, sql);
}

static void test_b261_every_value_has_its_place(void **state)
{
    engine_fixture *fx = *state;
    refuse(fx, "SELECT $1", 0);
    refuse(fx, "SELECT $1 + $2", 1);
    refuse(fx, "SELECT $1 + $3", 3);
    refuse(fx, "SELECT $1 + $3", 2);
    refuse(fx, "SELECT 1", 1);
    refuse(fx, "SELECT $12", 1);
    refuse(fx, "SELECT $0", 1);
}

static void test_b261_other_styles_are_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    refuse(fx, "SELECT $1 + ?", 2);
    refuse(fx, "SELECT $1 + ?2", 2);
    refuse(fx, "SELECT $1 + :two", 2);
    refuse(fx, "SELECT $1 + :two", 1);
    assert_mentions(orm_db_error(fx->db)->message, ":two");
    assert_mentions(orm_db_error(fx->db)->message, "$2");
    refuse(fx, "SELECT $1 + @two", 2);
    refuse(fx, "SELECT $1 + $two", 2);
    refuse(fx, "SELECT ?", 0);
}

/* ---- values ---- */

static void test_b261_a_value_of_each_type(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE all_types (i INTEGER, r REAL, b INTEGER, t TEXT, d BLOB, day TEXT,"
                " at INTEGER, n INTEGER, x TEXT)",
                "CREATE TABLE all_types (i int8, r float8, b boolean, t text, d bytea, day date,"
                " at timestamptz, n numeric(10,2), x text)");
    const orm_value values[] = {
        orm_value_uint(INT64_MAX),
        orm_value_real(0.1),
        orm_value_bool(true),
        orm_value_text("it's \"quoted\" \xC3\xA9 $1"),
        orm_value_blob("\0\1\2", 3),
        orm_value_date(20000),
        orm_value_timestamp(INT64_C(1700000000123456)),
        orm_value_decimal(1250, 2),
        orm_value_null(),
    };
    const orm_raw insert =
        text_of("INSERT INTO all_types VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", values, 9);
    int64_t count = 0;
    assert_ok(fx->db, orm_raw_run(fx->db, &insert, &count));
    assert_true(count == 1);
    const orm_raw same =
        text_of("SELECT count(*) FROM all_types WHERE i = $1 AND r = $2 AND b = $3 AND t = $4 "
                "AND d = $5 AND day = $6 AND at = $7 AND n = $8 AND x IS NULL",
                values, 8);
    assert_true(ask_number(fx, &same) == 1);
    const orm_raw day = { .sql = "SELECT CAST(day AS text) FROM all_types" };
    assert_string_equal(ask_text(fx, &day), "2024-10-04");
}

/* A text is read as what its place wants. */
static void test_b261_texts_for_columns_of_other_types(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_exec(
        fx->db, NULL,
        "CREATE TYPE raw_mood AS ENUM ('good', 'bad');"
        "CREATE TABLE typed (u uuid, n numeric, e raw_mood, j jsonb, at timestamptz, i int4,"
        " a text[], b bytea)");
    const orm_value values[] = {
        orm_value_text("12345678-1234-1234-1234-123456789abc"),
        orm_value_text("123456789012345678901234567890.5"),
        orm_value_text("bad"),
        orm_value_text("{\"a\": [1, 2]}"),
        orm_value_text("2024-01-01 00:00:00+00"),
        orm_value_int(INT32_MAX),
        orm_value_text("{a,b}"),
        orm_value_blob("\\x00", 4),
    };
    orm_raw raw = text_of("INSERT INTO typed VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", values, 8);
    assert_ok(fx->db, orm_raw_run(fx->db, &raw, NULL));
    raw = (orm_raw){ .sql = "SELECT u || n::text || e || (j -> 'a' ->> 1) || a[2] || length(b) "
                            "FROM typed" };
    assert_string_equal(ask_text(fx, &raw), "12345678-1234-1234-1234-123456789abc"
                                            "123456789012345678901234567890.5bad2b4");
    const orm_value *too_large = VALUES(orm_value_int(INT64_C(1) << 32));
    raw = text_of("UPDATE typed SET i = $1", too_large, 1);
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_run(fx->db, &raw, NULL));
    raw = text_of("SELECT count(*) FROM typed WHERE i = $1", too_large, 1);
    assert_true(ask_number(fx, &raw) == 0);
    const orm_value *other = VALUES(orm_value_text("no number"));
    raw = text_of("UPDATE typed SET n = $1", other, 1);
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_run(fx->db, &raw, NULL));
    raw = text_of("UPDATE typed SET b = $1", other, 1);
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_run(fx->db, &raw, NULL));
    assert_int_equal(orm_db_error(fx->db)->parameter, 1);
}

static void test_b015_values_that_no_text_takes(void **state)
{
    engine_fixture *fx = *state;
    orm_value value = orm_value_null();
    const orm_value nul = { .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" };
    const orm_value list = { .type = ORM_TYPE_LIST };
    const orm_value *values = VALUES(orm_value_int(1), nul);
    orm_raw raw = text_of("SELECT $1, " AS_TEXT("$2"), values, 2);
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_value(fx->db, &raw, fx->arena, &value));
    assert_int_equal(orm_db_error(fx->db)->parameter, 2);
    values = VALUES(orm_value_uint(UINT64_C(1) << 63));
    raw = text_of("SELECT $1", values, 1);
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_value(fx->db, &raw, fx->arena, &value));
    assert_int_equal(orm_db_error(fx->db)->parameter, 1);
    values = VALUES(list);
    raw = text_of("SELECT $1", values, 1);
    assert_fails(fx->db, ORM_MISUSE, orm_raw_value(fx->db, &raw, fx->arena, &value));
}

/* ---- run ---- */

static void test_b265_what_was_changed_is_counted(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const orm_value *values = VALUES(orm_value_text("Ada"), orm_value_text("Bob"));
    orm_raw raw =
        text_of("INSERT INTO customer (name, country, tier) VALUES ($1, 'DE', 'TIER_GOLD'),"
                " ($2, 'FR', 'TIER_GOLD') ;  -- two of them\n",
                values, 2);
    int64_t count = -1;
    assert_ok(fx->db, orm_raw_run(fx->db, &raw, &count));
    assert_true(count == 2);
    raw = text_of("UPDATE customer SET country = 'IT' WHERE name = $1", values, 1);
    assert_ok(fx->db, orm_raw_run(fx->db, &raw, &count));
    assert_true(count == 1);
    raw = text_of("DELETE FROM customer WHERE name > $1", VALUES(orm_value_text("Zed")), 1);
    assert_ok(fx->db, orm_raw_run(fx->db, &raw, &count));
    assert_true(count == 0);
    raw = (orm_raw){ .sql = "SELECT name FROM customer" }; /* rows are thrown away */
    assert_ok(fx->db, orm_raw_run(fx->db, &raw, &count));
    assert_true(count == 0);
    run(fx->db, "CREATE TABLE further (id INTEGER)");
    raw = (orm_raw){ .sql = "INSERT INTO customer (name, country, tier) VALUES (NULL, 'DE', 'x')" };
    count = 4711;
    assert_fails(fx->db, ORM_NOT_NULL, orm_raw_run(fx->db, &raw, &count));
    assert_true(count == 4711);
}

static void test_b262_a_prepared_text_is_one_statement(void **state)
{
    engine_fixture *fx = *state;
    static const char *const texts[] = {
        "SELECT 1; SELECT 2",
        "CREATE TABLE one (i INTEGER); CREATE TABLE two (i INTEGER)",
        "",
        "  ",
        "-- nothing",
        ";"
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const orm_raw raw = { .sql = texts[i] };
        assert_fails(fx->db, ORM_MISUSE, orm_raw_run(fx->db, &raw, NULL));
    }
    run(fx->db, "CREATE TABLE one (i INTEGER); -- once");
    run(fx->db, "INSERT INTO one VALUES (1) /* that is all */ ; ");
    const orm_raw wrong = { .sql = "SELEC 1" };
    assert_fails(fx->db, ORM_SQL, orm_raw_run(fx->db, &wrong, NULL));
    const orm_raw missing = { .sql = "SELECT * FROM nowhere" };
    assert_fails(fx->db, ORM_SCHEMA, orm_raw_run(fx->db, &missing, NULL));
    assert_string_equal(orm_db_error(fx->db)->table, "nowhere");
    assert_string_equal(orm_db_error(fx->db)->sql, "SELECT * FROM nowhere");
}

static void test_a_text_that_ends_the_transaction(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "Ada"));
    orm_rows *rows = NULL;
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 1 }, &rows));
    run(fx->db, "ROLLBACK");
    assert_int_equal(orm_depth(fx->db), 0);
    while (customer_next(rows) != NULL) {
    }
    assert_int_equal(orm_rows_status(rows), ORM_MISUSE);
    orm_rows_free(rows);
    assert_int_equal(customers_count(fx->db), 0);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "Ada"));
    run(fx->db, "COMMIT");
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(fx->db), 1);
}

/* ---- a value ---- */

static void test_b093_one_value(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "Ada"));
    assert_ok(fx->db, customers_add(fx->db, "Bob"));
    orm_value value = orm_value_int(4711);
    orm_raw raw = { .sql = "SELECT name, id FROM customer WHERE id > 1000" };
    assert_fails(fx->db, ORM_NOT_FOUND, orm_raw_value(fx->db, &raw, fx->arena, &value));
    raw.sql = "SELECT name, id FROM customer";
    assert_fails(fx->db, ORM_TOO_MANY_ROWS, orm_raw_value(fx->db, &raw, fx->arena, &value));
    assert_true(value.as.integer == 4711);
    raw.sql = "SELECT name, id FROM customer WHERE name > 'B'";
    assert_string_equal(ask_text(fx, &raw), "Bob");
    assert_fails(fx->db, ORM_MISUSE, orm_raw_value(fx->db, &raw, NULL, &value));
    raw.sql = "SELECT email FROM customer WHERE name = 'Ada'";
    assert_ok(fx->db, orm_raw_value(fx->db, &raw, NULL, &value));
    assert_int_equal(value.type, ORM_TYPE_NULL);
    raw.sql = "DELETE FROM customer";
    assert_fails(fx->db, ORM_MISUSE, orm_raw_value(fx->db, &raw, NULL, &value));
    assert_int_equal(customers_count(fx->db), 2); /* it was not run */
}

static void test_b265_returning_with_and_values(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const orm_value *name = VALUES(orm_value_text("Ada"));
    orm_raw raw = text_of("INSERT INTO customer (name, country, tier)"
                          " VALUES ($1, 'DE', 'TIER_GOLD') RETURNING id",
                          name, 1);
    assert_true(ask_number(fx, &raw) == 1);
    raw = text_of("WITH named AS (SELECT id FROM customer WHERE name = $1) SELECT id FROM named",
                  name, 1);
    assert_true(ask_number(fx, &raw) == 1);
    raw = (orm_raw){ .sql = "VALUES (42)" };
    assert_true(ask_number(fx, &raw) == 42);
    if (!engine_is_sqlite()) {
        raw.sql = "WITH gone AS (DELETE FROM customer RETURNING id) SELECT count(*) FROM gone";
        raw.window = 1;
        assert_true(ask_number(fx, &raw) == 1);
        raw.sql = "SELECT sum(i) FROM generate_series(1, 4) i";
        assert_true(ask_number(fx, &raw) == 10);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b261_parameters_are_numbered_alike),
    ENGINE_TEST(test_b059_what_only_looks_like_a_parameter_is_none),
    ENGINE_TEST(test_b059_operators_of_postgresql),
    ENGINE_TEST(test_b261_every_value_has_its_place),
    ENGINE_TEST(test_b261_other_styles_are_refused),
    ENGINE_TEST(test_b261_a_value_of_each_type),
    ENGINE_TEST(test_b261_texts_for_columns_of_other_types),
    ENGINE_TEST(test_b015_values_that_no_text_takes),
    ENGINE_TEST(test_b265_what_was_changed_is_counted),
    ENGINE_TEST(test_b262_a_prepared_text_is_one_statement),
    ENGINE_TEST(test_a_text_that_ends_the_transaction),
    ENGINE_TEST(test_b093_one_value),
    ENGINE_TEST(test_b265_returning_with_and_values),
};

ENGINE_MAIN(tests)
