/* Dates, uuids, exact decimals and json: what comes back, what compares, what is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static struct paper paper_of(uint8_t number)
{
    return (struct paper){ .day = number,
                           .text_day = "2024-02-29",
                           .uuid = { 1, 2, 3, [15] = number },
                           .price = number * 100,
                           .fraction = "0.000000000000000001" };
}

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

/* Stores a row and reads it again. */
static struct paper stored(engine_fixture *fx, struct paper row)
{
    struct paper found;
    assert_ok(fx->db, paper_insert(fx->db, &row));
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, paper_find(fx->db, row.id, &found, fx->arena));
    return found;
}

static void refuses(engine_fixture *fx, struct paper row, const char *column)
{
    assert_fails(fx->db, ORM_CONVERSION, paper_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, column);
}

static void expect_count(engine_fixture *fx, const orm_expr *where, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, paper_count(fx->db, &(orm_query){ .where = where }, &count));
    assert_int_equal(count, expected);
}

/* ---- dates ---- */

static void test_b040_dates(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const int32_t days[] = { 0, -1, 1, 19782, -719162, 2932896, 11016 };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct paper row = paper_of((uint8_t)i);
        row.day = days[i];
        assert_int_equal(stored(fx, row).day, days[i]);
    }
    static const char *const texts[] = { "0001-01-01", "9999-12-31", "1970-01-01", "2000-02-29" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct paper row = paper_of((uint8_t)(100 + i));
        memcpy(row.text_day, texts[i], sizeof row.text_day);
        row.maybe_day = (char *)(uintptr_t)texts[i];
        struct paper found = stored(fx, row);
        assert_string_equal(found.text_day, texts[i]);
        assert_string_equal(found.maybe_day, texts[i]);
    }
}

static void test_b040_a_date_is_a_date_in_the_database(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct paper row = paper_of(1);
    row.day = 19782; /* 2024-02-29 */
    assert_ok(fx->db, paper_insert(fx->db, &row));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT day FROM paper"), "2024-02-29");
    assert_string_equal(engine_ask(fx, fx->db,
                                   engine_is_sqlite()
                                       ? "SELECT typeof(day) FROM paper WHERE day = text_day"
                                       : "SELECT pg_typeof(day) FROM paper WHERE day = text_day"),
                        engine_is_sqlite() ? "text" : "date");
}

static void test_b034_a_date_can_be_null(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct paper row = paper_of(1);
    row.day = INT32_MIN;
    struct paper found = stored(fx, row);
    assert_int_equal(found.day, INT32_MIN);
    assert_null(found.maybe_day);
    assert_null(found.whole);
    assert_null(found.json);
    expect_count(fx,
                 orm_and(orm_is_null(paper_.day), orm_eq(paper_.day, INT32_MIN),
                         orm_is_null(paper_.maybe_day), orm_is_null(paper_.json),
                         orm_eq(paper_.maybe_day, (char *)NULL)),
                 1);
}

static void test_b046_what_is_no_date_is_refused(void **state)
{
    engine_fixture *fx = *state;
    static const char *const wrong[] = { "",           "2023-02-29", "2024-2-29",  "2024-02-29 ",
                                         "2024-13-01", "0000-01-01", "2024-02-00", "24-02-29T",
                                         "2024/02/29", "2024-04-31", "20240229",   "2024-02-29T1" };
    begin(fx);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct paper row = paper_of(1);
        row.maybe_day = (char *)(uintptr_t)wrong[i];
        refuses(fx, row, "maybe_day");
    }
    struct paper row = paper_of(1);
    row.day = 2932897;
    refuses(fx, row, "day");
    row.day = -719163;
    refuses(fx, row, "day");
}

/* Dates of the database that no member can show. */
static void test_b046_another_form_of_date_is_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct paper row = paper_of(1), found;
    assert_ok(fx->db, paper_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE paper SET day = '2024-02-29T12:00'",
                "UPDATE paper SET day = '10000-01-01'");
    assert_fails(fx->db, ORM_CONVERSION, paper_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "day");
    engine_exec(fx->db, "UPDATE paper SET day = '0000-01-01'", "UPDATE paper SET day = 'infinity'");
    assert_fails(fx->db, ORM_CONVERSION, paper_find(fx->db, row.id, &found, fx->arena));
}

static void test_b040_dates_compare(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    static const char *const texts[] = { "0999-12-31", "1969-12-31", "2024-02-29" };
    for (int i = 0; i < 3; i++) {
        struct paper row = paper_of((uint8_t)i);
        row.day = i - 1;
        memcpy(row.text_day, texts[i], sizeof row.text_day);
        assert_ok(fx->db, paper_insert(fx->db, &row));
    }
    const int days[] = { -1, 1, 7 };
    const char *const list[] = { "2024-02-29", "1969-12-31" };
    expect_count(fx, orm_lt(paper_.day, 1), 2);
    expect_count(fx, orm_in(paper_.day, days, 3), 2);
    expect_count(fx, orm_in(paper_.text_day, list, 2), 2);
    expect_count(fx, orm_ge(paper_.text_day, "1969-12-31"), 2);
    expect_count(fx, orm_lt(paper_.day, INT64_MAX), 3);
    expect_count(fx, orm_eq(paper_.day, INT64_MIN), 0);
    int64_t count = 0;
    assert_fails(
        fx->db, ORM_CONVERSION,
        paper_count(fx->db, &(orm_query){ .where = orm_eq(paper_.text_day, "today") }, &count));
    orm_rows *rows = NULL;
    const orm_query latest = { .order_by = { orm_desc(paper_.text_day) } };
    assert_ok(fx->db, paper_select(fx->db, &latest, &rows));
    assert_int_equal(paper_next(rows)->day, 1);
    orm_rows_free(rows);
}

/* ---- uuids ---- */

static void test_b029_b066_uuids(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct paper low = paper_of(1), high = paper_of(2), found;
    memset(high.uuid, 0xFF, sizeof high.uuid);
    assert_memory_equal(stored(fx, low).uuid, low.uuid, sizeof low.uuid);
    assert_memory_equal(stored(fx, high).uuid, high.uuid, sizeof high.uuid);
    assert_ok(fx->db, paper_find_by_uuid(fx->db, low.uuid, &found, fx->arena));
    assert_memory_equal(found.uuid, low.uuid, sizeof low.uuid);
    expect_count(fx, orm_eq_bytes(paper_.uuid, high.uuid, 16), 1);
    expect_count(fx, orm_ne_bytes(paper_.uuid, high.uuid, 16), 1);
    assert_string_equal(engine_ask(fx, fx->db,
                                   engine_is_sqlite() ? "SELECT hex(uuid) FROM paper WHERE id = 1"
                                                      : "SELECT uuid FROM paper WHERE id = 1"),
                        engine_is_sqlite() ? "01020300000000000000000000000001"
                                           : "01020300-0000-0000-0000-000000000001");
    orm_rows *rows = NULL;
    const orm_query last = { .order_by = { orm_desc(paper_.uuid) } };
    assert_ok(fx->db, paper_select(fx->db, &last, &rows));
    assert_int_equal(paper_next(rows)->uuid[0], 0xFF);
    orm_rows_free(rows);
}

/* A table of SQLite that another program fills with texts. */
static void test_b029_uuids_that_are_text(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    begin(fx);
    struct paper row = paper_of(1), found;
    assert_ok(fx->db, paper_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE loose AS SELECT * FROM paper;"
                                       "DROP TABLE paper; ALTER TABLE loose RENAME TO paper"));
    static const char *const texts[] = { "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}",
                                         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                                         "a0eebc999c0b4ef8bb6d6bb9bd380a11" };
    for (size_t i = 0; i < 3; i++) {
        char sql[128];
        (void)snprintf(sql, sizeof sql, "UPDATE paper SET uuid = '%s'", texts[i]);
        assert_ok(fx->db, orm_exec(fx->db, sql));
        assert_ok(fx->db, paper_find(fx->db, row.id, &found, fx->arena));
        assert_memory_equal(found.uuid,
                            "\xa0\xee\xbc\x99\x9c\x0b\x4e\xf8\xbb\x6d\x6b\xb9\xbd"
                            "\x38\x0a\x11",
                            16);
    }
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE paper SET uuid = 'a0eebc99-9c0b'"));
    assert_fails(fx->db, ORM_CONVERSION, paper_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "uuid");
}

/* ---- decimals ---- */

static void test_b013_decimals_are_exact(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const int64_t prices[] = {
        0, 1, -1, 99, 100, -12345, 999999999999, -999999999999, 10, 1000000
    };
    for (size_t i = 0; i < sizeof prices / sizeof prices[0]; i++) {
        struct paper row = paper_of((uint8_t)i);
        row.price = prices[i];
        assert_true(stored(fx, row).price == prices[i]);
    }
    static const struct {
        const char *given, *kept;
    } wholes[] = { { "0", "0" },
                   { "-7", "-7" },
                   { "+0012.000", "12" },
                   { "999999999999999999", "999999999999999999" },
                   { "-999999999999999999", "-999999999999999999" } };
    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        struct paper row = paper_of((uint8_t)(100 + i));
        row.whole = (char *)(uintptr_t)wholes[i].given;
        memcpy(row.fraction, "-0.999999999999999999", 22);
        struct paper found = stored(fx, row);
        assert_string_equal(found.whole, wholes[i].kept);
        assert_string_equal(found.fraction, "-0.999999999999999999");
    }
}

/* A tenth and two tenths, read, added and written a thousand times. */
static void test_b013_sums_do_not_drift(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct paper row = paper_of(1);
    row.price = 0;
    assert_ok(fx->db, paper_insert(fx->db, &row));
    for (int i = 0; i < 100; i++) {
        assert_ok(fx->db, paper_find(fx->db, row.id, &row, fx->arena));
        row.price += i % 2 == 0 ? 10 : 20;
        assert_ok(fx->db, paper_update(fx->db, &row));
    }
    assert_ok(fx->db, paper_find(fx->db, row.id, &row, fx->arena));
    assert_true(row.price == 1500);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT price FROM paper"),
                        engine_is_sqlite() ? "1500" : "15.00");
}

static void test_b013_decimals_compare_as_numbers(void **state)
{
    engine_fixture *fx = *state;
    static const char *const wholes[] = { "-10", "9", "10" };
    begin(fx);
    for (int i = 0; i < 3; i++) {
        struct paper row = paper_of((uint8_t)i);
        row.price = i * 1000 - 1000;
        row.whole = (char *)(uintptr_t)wholes[i];
        assert_ok(fx->db, paper_insert(fx->db, &row));
    }
    const int64_t list[] = { -1000, 1000, 5 };
    const char *const texts[] = { "9", "10.0" };
    expect_count(fx, orm_lt(paper_.price, 1000), 2);
    expect_count(fx, orm_gt(paper_.price, INT64_MAX), 0);
    expect_count(fx, orm_ge(paper_.whole, "9.00"), 2);
    expect_count(fx, orm_in(paper_.price, list, 3), 2);
    expect_count(fx, orm_in(paper_.whole, texts, 2), 2);
    orm_rows *rows = NULL;
    const orm_query last = { .order_by = { orm_asc(paper_.whole) } };
    assert_ok(fx->db, paper_select(fx->db, &last, &rows));
    assert_string_equal(paper_next(rows)->whole, "-10");
    assert_string_equal(paper_next(rows)->whole, "9");
    orm_rows_free(rows);
}

static void test_b013_what_is_no_such_decimal_is_refused(void **state)
{
    engine_fixture *fx = *state;
    static const char *const wrong[] = { "",  "x",    "1.5", "1e3", "1000000000000000000",
                                         ".", "0x10", "NaN", "1 ",  "--1" };
    begin(fx);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct paper row = paper_of(1);
        row.whole = (char *)(uintptr_t)wrong[i];
        refuses(fx, row, "whole");
    }
    struct paper row = paper_of(1);
    memcpy(row.fraction, "+1", sizeof "+1");
    refuses(fx, row, "fraction");
    assert_mentions(orm_db_error(fx->db)->message, "'+1' has more digits before the point than");
    row = paper_of(1);
    row.price = 1000000000000;
    refuses(fx, row, "price");
    row.price = INT64_MIN;
    refuses(fx, row, "price");
}

/* A wider column of another program. */
static void test_b011_b013_a_wider_numeric(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    begin(fx);
    struct paper row = paper_of(1), found;
    assert_ok(fx->db, paper_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE paper ALTER COLUMN price TYPE numeric;"
                                       "UPDATE paper SET price = 1.5000"));
    assert_ok(fx->db, paper_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.price == 150);
    static const char *const wrong[] = { "1.505", "1e20", "NaN", "10000000000" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char sql[128];
        (void)snprintf(sql, sizeof sql, "UPDATE paper SET price = '%s'", wrong[i]);
        assert_ok(fx->db, orm_exec(fx->db, sql));
        assert_fails(fx->db, ORM_CONVERSION, paper_find(fx->db, row.id, &found, fx->arena));
        assert_string_equal(orm_db_error(fx->db)->column, "price");
    }
    /* The server would round it into such a column. */
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM paper;"
                                       "ALTER TABLE paper ALTER COLUMN price TYPE bigint"));
    orm_db *other = engine_open(fx, NULL);
    row.price = 150;
    assert_fails(other, ORM_CONVERSION, paper_insert(other, &row));
    assert_string_equal(orm_db_error(other)->column, "price");
}

/* ---- json ---- */

static void test_b030_b031_json(void **state)
{
    engine_fixture *fx = *state;
    static const char *const texts[] = { "null", "{}", "[1, 2.50, \"it's \\\"x\\\"\"]",
                                         "{\"k\\u00e4y \\n\": [true, {\"a\": null}]}", "\"\"" };
    begin(fx);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct paper row = paper_of((uint8_t)i);
        row.json = (char *)(uintptr_t)texts[i];
        struct paper found = stored(fx, row);
        if (i == 3 && !engine_is_sqlite()) { /* PostgreSQL keeps the value, not the text */
            assert_string_equal(found.json, "{\"k\xc3\xa4y \\n\": [true, {\"a\": null}]}");
        } else {
            assert_string_equal(found.json, texts[i]);
        }
    }
    expect_count(fx, orm_is_null(paper_.json), 0);
    expect_count(fx, orm_is_not_null(paper_.json), 5);
    assert_string_equal(engine_ask(fx, fx->db,
                                   engine_is_sqlite()
                                       ? "SELECT json ->> '$[1]' FROM paper WHERE id = 3"
                                       : "SELECT json ->> 1 FROM paper WHERE id = 3"),
                        engine_is_sqlite() ? "2.5" : "2.50");
}

static void test_b031_a_large_json(void **state)
{
    engine_fixture *fx = *state;
    enum { ITEMS = 50000 };
    begin(fx);
    char *text = malloc(ITEMS * 5 + 3), *end = text;
    assert_non_null(text);
    *end++ = '[';
    for (int i = 0; i < ITEMS; i++) {
        memcpy(end, i == 0 ? "1234" : ", 12", 4);
        end += 4;
    }
    memcpy(end, "]", 2);
    struct paper row = paper_of(1);
    row.json = text;
    assert_string_equal(stored(fx, row).json, text);
    free(text);
}

static void test_b030_what_is_no_json_is_refused(void **state)
{
    engine_fixture *fx = *state;
    static const char *const wrong[] = { "", "{", "{'a': 1}", "[1,]", "nul" };
    begin(fx);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct paper row = paper_of(1);
        row.json = (char *)(uintptr_t)wrong[i];
        assert_fails(fx->db, engine_is_sqlite() ? ORM_CHECK : ORM_CONVERSION,
                     paper_insert(fx->db, &row));
    }
}

static void test_b030_json_does_not_compare(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const orm_text_handle json = { paper_.json.column };
    const orm_query wrong[] = { { .where = orm_eq(json, "{}") },
                                { .where = orm_contains(json, "a") },
                                { .order_by = { orm_asc(paper_.json) } } };
    orm_rows *rows = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, paper_select(fx->db, &wrong[i], &rows));
    }
}

/* ---- defaults ---- */

static void test_defaults_of_these_kinds(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO paper (text_day, fraction)"
                                       " VALUES ('2024-02-29', 0)"));
    struct paper found;
    assert_ok(fx->db, paper_find(fx->db, 1, &found, fx->arena));
    assert_int_equal(found.day, 19782);
    assert_int_equal(found.uuid[0], 0xa0);
    assert_int_equal(found.uuid[15], 0x11);
    assert_true(found.price == -150);
    assert_string_equal(found.fraction, "0.000000000000000000");
    assert_string_equal(found.json, "{\"it's\": 1}");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b011_b013_a_wider_numeric),
    ENGINE_TEST(test_b013_decimals_are_exact),
    ENGINE_TEST(test_b013_decimals_compare_as_numbers),
    ENGINE_TEST(test_b013_sums_do_not_drift),
    ENGINE_TEST(test_b013_what_is_no_such_decimal_is_refused),
    ENGINE_TEST(test_b029_b066_uuids),
    ENGINE_TEST(test_b029_uuids_that_are_text),
    ENGINE_TEST(test_b030_b031_json),
    ENGINE_TEST(test_b030_json_does_not_compare),
    ENGINE_TEST(test_b030_what_is_no_json_is_refused),
    ENGINE_TEST(test_b031_a_large_json),
    ENGINE_TEST(test_b034_a_date_can_be_null),
    ENGINE_TEST(test_defaults_of_these_kinds),
    ENGINE_TEST(test_b040_a_date_is_a_date_in_the_database),
    ENGINE_TEST(test_b040_dates),
    ENGINE_TEST(test_b040_dates_compare),
    ENGINE_TEST(test_b046_another_form_of_date_is_refused),
    ENGINE_TEST(test_b046_what_is_no_date_is_refused),
};

ENGINE_MAIN(tests)
