/* Rows of plain values: names, types, windows, what ends them. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <string.h>

static orm_result *query(orm_db *db, const char *sql, size_t window)
{
    const orm_raw raw = { .sql = sql, .window = window };
    orm_result *result = NULL;
    assert_ok(db, orm_raw_query(db, &raw, &result));
    return result;
}

static void assert_text(const orm_value *value, const char *expected)
{
    assert_non_null(value);
    assert_int_equal(value->type, ORM_TYPE_TEXT);
    assert_int_equal(value->size, strlen(expected));
    assert_string_equal(value->as.text, expected);
}

static void assert_integer(const orm_value *value, int64_t expected)
{
    assert_non_null(value);
    assert_int_equal(value->type, ORM_TYPE_INT);
    assert_true(value->as.integer == expected);
}

static void test_b265_values_by_name_and_by_index(void **state)
{
    engine_fixture *fx = *state;
    orm_result *result = query(fx->db,
                               "SELECT 1 AS one, 'two' AS \"Two\", NULL AS none, 4 AS twice,"
                               " 5 AS twice",
                               0);
    assert_int_equal(orm_result_column_count(result), 5);
    assert_string_equal(orm_result_column_name(result, 0), "one");
    assert_string_equal(orm_result_column_name(result, 1), "Two");
    assert_null(orm_result_column_name(result, 5));
    assert_int_equal(orm_result_count(result), 1);
    assert_int_equal(orm_result_status(result), ORM_OK);
    assert_null(orm_result_value(result, "one")); /* there is no row yet */
    const orm_value *row = orm_result_next(result);
    assert_integer(&row[0], 1);
    assert_text(&row[1], "two");
    assert_int_equal(row[2].type, ORM_TYPE_NULL);
    assert_ptr_equal(orm_result_value(result, "one"), &row[0]);
    assert_ptr_equal(orm_result_value(result, "Two"), &row[1]);
    assert_null(orm_result_value(result, "two"));
    assert_null(orm_result_value(result, "twice"));
    assert_integer(&row[3], 4);
    assert_integer(&row[4], 5);
    assert_null(orm_result_next(result));
    assert_int_equal(orm_result_status(result), ORM_DONE);
    assert_null(orm_result_value(result, "one"));
    assert_null(orm_result_next(result));
    orm_result_free(result);
}

static void test_b170_no_row_has_columns_all_the_same(void **state)
{
    engine_fixture *fx = *state;
    for (size_t window = 0; window < 2; window++) {
        orm_result *result = query(fx->db, "SELECT 1 AS one, 2 AS two WHERE 1 = 2", window);
        assert_int_equal(orm_result_column_count(result), 2);
        assert_string_equal(orm_result_column_name(result, 1), "two");
        assert_int_equal(orm_result_count(result), 0);
        assert_null(orm_result_next(result));
        assert_int_equal(orm_result_status(result), ORM_DONE);
        orm_result_free(result);
    }
}

static void test_types_of_sqlite(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    engine_exec(fx->db,
                "CREATE TABLE plain (i INTEGER, r REAL, t TEXT, b BLOB, n NUMERIC(10,2));"
                "INSERT INTO plain VALUES (9223372036854775807, 0.5, 'x', x'0001', 11),"
                " (NULL, NULL, '', x'', 11.5)",
                NULL);
    orm_result *result = query(fx->db, "SELECT *, 1 = 1 AS truth FROM plain ORDER BY n", 0);
    const orm_value *row = orm_result_next(result);
    assert_integer(&row[0], INT64_MAX);
    assert_true(row[1].type == ORM_TYPE_REAL && row[1].as.real == 0.5);
    assert_text(&row[2], "x");
    assert_int_equal(row[3].type, ORM_TYPE_BLOB);
    assert_memory_equal(row[3].as.data, "\0\1", 2);
    assert_integer(&row[4], 11);
    assert_integer(&row[5], 1);
    row = orm_result_next(result);
    assert_int_equal(row[0].type, ORM_TYPE_NULL);
    assert_text(&row[2], "");
    assert_true(row[3].type == ORM_TYPE_BLOB && row[3].size == 0);
    assert_true(row[4].type == ORM_TYPE_REAL && row[4].as.real == 11.5);
    orm_result_free(result);
}

static void test_types_of_postgresql(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_exec(fx->db, NULL, "CREATE TYPE result_mood AS ENUM ('good')");
    orm_result *result =
        query(fx->db,
              "SELECT 1::int2, true, 0.25::float4, 'ab '::char(3), 12.50::numeric, '{}'::jsonb,"
              " '\\x0001'::bytea, '00000000-0000-0000-0000-000000000001'::uuid,"
              " '1970-01-02'::date, '1970-01-01 00:00:01+00'::timestamptz,"
              " '{1,NULL,3}'::int[], 'good'::result_mood, '{\"a\",\"bc\"}'::text[]",
              0);
    const orm_value *row = orm_result_next(result);
    assert_integer(&row[0], 1);
    assert_true(row[1].type == ORM_TYPE_BOOL && row[1].as.boolean);
    assert_true(row[2].type == ORM_TYPE_REAL && row[2].as.real == 0.25);
    assert_text(&row[3], "ab");
    assert_text(&row[4], "12.50");
    assert_text(&row[5], "{}");
    assert_true(row[6].type == ORM_TYPE_BLOB && row[6].size == 2);
    assert_true(row[7].type == ORM_TYPE_BLOB && row[7].size == 16);
    assert_true(row[8].type == ORM_TYPE_DATE && row[8].as.integer == 1);
    assert_true(row[9].type == ORM_TYPE_TIMESTAMP && row[9].as.integer == 1000000);
    assert_true(row[10].type == ORM_TYPE_LIST && row[10].size == 3);
    assert_integer(&row[10].as.list[2], 3);
    assert_int_equal(row[10].as.list[1].type, ORM_TYPE_NULL);
    assert_true(row[11].type == ORM_TYPE_OTHER && row[11].size == 4);
    assert_memory_equal(row[11].as.data, "good", 4);
    assert_text(&row[12].as.list[1], "bc");
    orm_result_free(result);
}

static void test_b265_what_is_no_select(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_result *result = query(fx->db,
                               "INSERT INTO customer (name, country, tier) VALUES"
                               " ('Ada', 'DE', 'TIER_GOLD'), ('Bob', 'FR', 'TIER_GOLD')"
                               " RETURNING id, name",
                               1);
    assert_integer(&orm_result_next(result)[0], 1);
    assert_text(&orm_result_next(result)[1], "Bob");
    assert_null(orm_result_next(result));
    assert_int_equal(orm_result_status(result), ORM_DONE);
    orm_result_free(result);
    /* stopped early, it was done all the same */
    result = query(fx->db, "UPDATE customer SET country = 'IT' RETURNING name", 1);
    assert_non_null(orm_result_next(result));
    orm_result_free(result);
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM customer WHERE country = 'IT'"), "2");
    result = query(fx->db,
                   engine_is_sqlite() ? "EXPLAIN QUERY PLAN SELECT * FROM customer"
                                      : "EXPLAIN SELECT * FROM customer",
                   0);
    assert_true(orm_result_count(result) >= 1);
    assert_non_null(orm_result_next(result));
    orm_result_free(result);
    result = query(fx->db,
                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                   " WHERE i < 5) SELECT i FROM n",
                   2);
    int64_t sum = 0;
    for (const orm_value *row; (row = orm_result_next(result)) != NULL;) {
        sum += row[0].as.integer;
    }
    assert_true(sum == 15);
    orm_result_free(result);
    result = query(fx->db, "VALUES (1, 'a'), (2, 'b')", 0);
    assert_int_equal(orm_result_count(result), 2);
    orm_result_free(result);
    if (engine_is_sqlite()) {
        result = query(fx->db, "PRAGMA table_info(customer)", 0);
        assert_non_null(orm_result_next(result));
        assert_text(orm_result_value(result, "name"), "id");
    } else {
        result = query(fx->db, "SHOW client_encoding", 0);
        assert_text(&orm_result_next(result)[0], "UTF8");
    }
    orm_result_free(result);
}

static void test_b161_b162_windows_of_values(void **state)
{
    engine_fixture *fx = *state;
    const char *sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
                      " 200000) SELECT i, 'text' AS t FROM n";
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = chaos_allocator(&chaos) });
    orm_result *result = query(db, sql, 50);
    int64_t count = 0, sum = 0;
    for (const orm_value *row; (row = orm_result_next(result)) != NULL; count++) {
        sum += row[0].as.integer;
        if (count % 50000 == 0) { /* and others meanwhile */
            orm_result *nested = query(db, "SELECT 1", 0);
            orm_result_free(nested);
        }
    }
    assert_int_equal(orm_result_status(result), ORM_DONE);
    orm_result_free(result);
    assert_true(count == 200000 && sum == INT64_C(200000) * 200001 / 2);
    assert_in_range(chaos.peak_bytes, 1, 256 * 1024);
    result = query(db, sql, 50);
    assert_non_null(orm_result_next(result));
    orm_result_free(result); /* early */
    result = query(db, "SELECT 1", 1);
    engine_close(fx, db);
    assert_null(orm_result_next(result));
    assert_int_equal(orm_result_status(result), ORM_MISUSE);
    assert_mentions(orm_result_error(result)->message, "closed");
    orm_result_free(result);
    assert_string_equal(chaos_fault(&chaos), "");
}

static void test_b166_an_error_in_the_middle_is_no_end(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
                " FROM n WHERE i < 10) SELECT i FROM n",
                "CREATE TABLE numbers AS SELECT i FROM generate_series(1, 10) i");
    const char *sql = engine_is_sqlite()
                          ? "SELECT i, abs(CASE i WHEN 7 THEN -9223372036854775807 - 1 ELSE i END)"
                            " FROM numbers ORDER BY i"
                          : "SELECT i, 1 / (i - 7) FROM numbers";
    const orm_raw whole = { .sql = sql };
    orm_result *result = NULL;
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_query(fx->db, &whole, &result));
    assert_null(result);
    result = NULL;
    const orm_raw windowed = { .sql = sql, .window = 2 };
    orm_status status = orm_raw_query(fx->db, &windowed, &result);
    if (status == ORM_OK) { /* a cursor outside of a transaction is read to its end by the server */
        int seen = 0;
        while (orm_result_next(result) != NULL) {
            seen++;
        }
        assert_int_equal(seen, 6);
        status = orm_result_status(result);
        assert_string_equal(orm_result_error(result)->sql, sql);
    }
    assert_int_equal(status, ORM_CONVERSION);
    orm_result_free(result);
}

static void test_nothing_is_a_result_without_rows(void **state)
{
    (void)state;
    assert_null(orm_result_next(NULL));
    assert_null(orm_result_value(NULL, "x"));
    assert_int_equal(orm_result_column_count(NULL), 0);
    assert_null(orm_result_column_name(NULL, 0));
    assert_int_equal(orm_result_status(NULL), ORM_MISUSE);
    assert_int_equal(orm_result_error(NULL)->status, ORM_MISUSE);
    assert_int_equal(orm_result_count(NULL), 0);
    orm_result_free(NULL);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b265_values_by_name_and_by_index),
    ENGINE_TEST(test_b170_no_row_has_columns_all_the_same),
    ENGINE_TEST(test_types_of_sqlite),
    ENGINE_TEST(test_types_of_postgresql),
    ENGINE_TEST(test_b265_what_is_no_select),
    ENGINE_TEST(test_b161_b162_windows_of_values),
    ENGINE_TEST(test_b166_an_error_in_the_middle_is_no_end),
    ENGINE_TEST(test_nothing_is_a_result_without_rows),
};

ENGINE_MAIN(tests)
