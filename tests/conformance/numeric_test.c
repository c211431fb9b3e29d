/* Integers in columns of exact numbers that somebody else has made: what is whole and fits is the
 * same number on both engines, and a text of digits is none. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/unit.h"
#include "test_settings.orm.h"

static void create(engine_fixture *fx)
{
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE ration (id numeric(12) PRIMARY KEY,"
                                       " small numeric(5, 0) NOT NULL, middle numeric(10) NOT NULL,"
                                       " large numeric(30) NOT NULL, amount numeric NOT NULL,"
                                       " weight numeric(20, 2) NOT NULL)"));
}

static void assert_ration(engine_fixture *fx, const struct ration *expected)
{
    struct ration found;
    assert_ok(fx->db, ration_find(fx->db, expected->id, &found, fx->arena));
    assert_int_equal(found.small, expected->small);
    assert_int_equal(found.middle, expected->middle);
    assert_true(found.large == expected->large);
    assert_true(found.amount == expected->amount);
    assert_true(found.weight == expected->weight);
}

static void test_b011_integers_in_columns_of_numerics(void **state)
{
    engine_fixture *fx = *state;
    static struct ration rows[] = {
        { 1, 0, 0, 0, 0, 0 },
        { 2, INT16_MAX, INT32_MAX, INT64_MAX, INT64_MAX, 0.25 },
        { 3, INT16_MIN, INT32_MIN, INT64_MIN, 1, -12.5 },
        { 99999999999, -1, 1000000000, INT64_C(-1000000000000000000), 10, 100 },
    };
    create(fx);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ok(fx->db, ration_insert(fx->db, &rows[i]));
        assert_ration(fx, &rows[i]);
    }
    uint64_t seed = 11;
    for (int i = 0; i < 100; i++) {
        struct ration row = { .id = 100 + i,
                              .small = (int16_t)unit_edge(&seed),
                              .middle = (int32_t)unit_edge(&seed),
                              .large = (int64_t)unit_edge(&seed),
                              .amount = unit_edge(&seed) >> 1 };
        assert_ok(fx->db, ration_insert(fx->db, &row));
        assert_ration(fx, &row);
    }
    int64_t count = 0;
    const int64_t list[] = { INT64_MAX, INT64_MIN, 5 };
    const orm_query some = { .where =
                                 orm_and(orm_in(ration_.large, list, 3), orm_lt(ration_.id, 10)) };
    assert_ok(fx->db, ration_count(fx->db, &some, &count));
    assert_int_equal(count, 2);
}

static void refuses(engine_fixture *fx, const char *set, const char *column)
{
    char sql[128];
    struct ration found = { .id = 77 };
    (void)snprintf(sql, sizeof sql, "UPDATE ration SET %s", set);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, sql));
    assert_fails(fx->db, ORM_CONVERSION, ration_find(fx->db, 1, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_int_equal(found.id, 77);
    assert_ok(fx->db, orm_rollback(fx->db));
}

static void test_b011_b063_numerics_that_are_no_integers(void **state)
{
    engine_fixture *fx = *state;
    struct ration row = { .id = 1 };
    create(fx);
    assert_ok(fx->db, ration_insert(fx->db, &row));
    refuses(fx, "small = 32768", "small");
    refuses(fx, "small = -32769", "small");
    refuses(fx, "middle = 2147483648", "middle");
    refuses(fx, "large = 9223372036854775808", "large");
    refuses(fx, "amount = -1", "amount");
    refuses(fx, "amount = 1.5", "amount");
    if (!engine_is_sqlite()) {
        refuses(fx, "large = -9223372036854775809", "large"); /* there a REAL, and that one less */
        refuses(fx, "amount = 'NaN'", "amount");
    }
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE ration SET amount = 2.00"));
    struct ration found;
    assert_ok(fx->db, ration_find(fx->db, 1, &found, fx->arena));
    assert_int_equal(found.amount, 2);
}

static void test_b011_texts_of_digits_are_no_numbers(void **state)
{
    engine_fixture *fx = *state;
    struct ration found;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE ration (id INTEGER PRIMARY KEY,"
                                       " small text, middle varchar(20), large INTEGER,"
                                       " amount INTEGER, weight text)"));
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO ration VALUES (1, '1', '2', 3, 4, '5.5')"));
    const orm_raw middle = { .sql = "SELECT id, 1 AS small, middle, large, amount, 0.5 AS weight"
                                    " FROM ration" };
    const orm_raw weight = { .sql = "SELECT id, 1 AS small, 2 AS middle, large, amount, weight"
                                    " FROM ration" };
    assert_fails(fx->db, ORM_CONVERSION, ration_find(fx->db, 1, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "small");
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, ration_raw_select(fx->db, &middle, &rows));
    assert_string_equal(orm_db_error(fx->db)->column, "middle");
    assert_fails(fx->db, ORM_CONVERSION, ration_raw_select(fx->db, &weight, &rows));
    assert_string_equal(orm_db_error(fx->db)->column, "weight");
}

/* PostgreSQL's sum of integers is a numeric. */
static void test_b011_sums_of_integers(void **state)
{
    engine_fixture *fx = *state;
    create(fx);
    for (int i = 1; i <= 3; i++) {
        struct ration row = { .id = i, .large = INT64_C(3000000000000000000) };
        assert_ok(fx->db, ration_insert(fx->db, &row));
    }
    const orm_raw sum = { .sql = "SELECT count(*) AS id, 0 AS small, sum(id) AS middle,"
                                 " sum(large) AS large, sum(amount) AS amount, 0.5 AS weight"
                                 " FROM ration" };
    orm_rows *rows = NULL;
    assert_ok(fx->db, ration_raw_select(fx->db, &sum, &rows));
    const struct ration *row = ration_next(rows);
    assert_non_null(row);
    assert_int_equal(row->id, 3);
    assert_int_equal(row->middle, 6);
    assert_true(row->large == INT64_C(9000000000000000000));
    orm_rows_free(rows);
}

static void test_b011_numerics_are_told(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    const orm_difference *list = NULL;
    size_t count = 0, seen = 0;
    create(fx);
    assert_ok(fx->db, orm_verify(fx->db, &test_settings_schema, fx->arena, &list, &count));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].table, "ration") == 0 && list[i].kind == ORM_DIFFERENCE_COLUMN_TYPE) {
            assert_int_equal(list[i].severity, ORM_SEVERITY_WARNING);
            seen++;
        }
    }
    assert_int_equal(seen, 6);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b011_b063_numerics_that_are_no_integers),
    ENGINE_TEST(test_b011_integers_in_columns_of_numerics),
    ENGINE_TEST(test_b011_numerics_are_told),
    ENGINE_TEST(test_b011_sums_of_integers),
    ENGINE_TEST(test_b011_texts_of_digits_are_no_numbers),
};

ENGINE_MAIN(tests)
