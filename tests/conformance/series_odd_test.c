/* Arrays that cannot be, on either way: those that SQL wrote and that mean the same are read, the
 * others are refused with table and column. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static int64_t begin(engine_fixture *fx)
{
    static int32_t numbers[] = { 7 };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct series row = { .i32 = numbers, .i32_count = 1 };
    assert_ok(fx->db, series_insert(fx->db, &row));
    return row.id;
}

/* Sets a column in SQL; NULL: nothing to set on this engine. False then. */
static bool set(engine_fixture *fx, const char *column, const char *sqlite, const char *postgresql)
{
    char sql[512];
    const char *value = engine_is_sqlite() ? sqlite : postgresql;
    if (value != NULL) {
        (void)snprintf(sql, sizeof sql, "UPDATE series SET \"%s\" = %s", column, value);
        assert_ok(fx->db, orm_exec(fx->db, sql));
    }
    return value != NULL;
}

static void test_b032_arrays_of_other_programs(void **state)
{
    engine_fixture *fx = *state;
    static const struct {
        const char *sqlite, *postgresql;
    } same[] = {
        { "'[1,2,3]'", "'{1,2,3}'" },
        { "' [ 1 , 2.0,\n3e0 ] '", "'[5:7]={1,2,3}'" },
        { "json_array(1, 2, 3)", "ARRAY[1, 2, 3]" },
        { "'[0.1e1,20e-1,3]'", "'[-1:1]={1,2,3}'" },
    };
    int64_t id = begin(fx);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct series found;
        (void)set(fx, "i32", same[i].sqlite, same[i].postgresql);
        assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
        assert_int_equal(found.i32_count, 3);
        assert_true(found.i32[0] == 1 && found.i32[1] == 2 && found.i32[2] == 3);
    }
}

static void test_b032_texts_of_other_programs(void **state)
{
    engine_fixture *fx = *state;
    struct series found;
    int64_t id = begin(fx);
    (void)set(fx, "tags", "'[\"\\u00e4\\uD83D\\uDE00\", \"\\/\\\"\\\\\\n\", null, \"\"]'",
              "ARRAY['\xc3\xa4\xf0\x9f\x98\x80', E'/\"\\\\\\n', NULL, '']");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_int_equal(found.tag_count, 4);
    assert_string_equal(found.tags[0], "\xc3\xa4\xf0\x9f\x98\x80");
    assert_string_equal(found.tags[1], "/\"\\\n");
    assert_null(found.tags[2]);
    assert_string_equal(found.tags[3], "");
}

static void assert_refuses(engine_fixture *fx, int64_t id, const char *column, const char *words)
{
    struct series found, before;
    memset(&found, 0x11, sizeof found);
    memcpy(&before, &found, sizeof before);
    assert_fails(fx->db, ORM_CONVERSION, series_find(fx->db, id, &found, fx->arena));
    assert_memory_equal(&found, &before, sizeof before);
    assert_string_equal(orm_db_error(fx->db)->table, "series");
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_mentions(orm_db_error(fx->db)->message, "series");
    assert_mentions(orm_db_error(fx->db)->message, words);
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, series_select(fx->db, NULL, &rows));
    assert_null(rows);
}

static void test_b032_what_is_no_such_array_is_refused(void **state)
{
    engine_fixture *fx = *state;
    static const struct {
        const char *column, *sqlite, *postgresql, *words;
    } wrong[] = {
        { "i32", "'[[1],[2]]'", "'{{1},{2}}'", "i32" },
        { "i32", "'[1,null]'", "'{1,NULL}'", "item [1]: NULL does not fit int32_t" },
        { "flags", "'[null]'", "'{NULL}'", "item [0]: NULL" },
        { "f32", "'[null]'", "'{NULL}'", "item [0]: NULL" },
        { "point", "'[1,2,null]'", "'{1,2,NULL}'", "item [2]: NULL" },
        { "point", "'[1,2]'", "'{1,2}'", "2 items for an array of exactly 3" },
        { "point", "'[1,2,3,4]'", "'{1,2,3,4}'", "4 items for an array of exactly 3" },
        { "window", "'[1,2,3,4,5,6]'", "'{1,2,3,4,5,6}'", "6 items for an array of at most 5" },
        { "window", "'[128]'", "'{128}'", "item [0]: integer 128 does not fit int8_t" },
        { "i16", "'[32768]'", NULL, "item [0]" },
        { "i64", "'[9223372036854775808]'", NULL, "item [0]" },
        { "i64", "'[-9223372036854775809]'", NULL, "item [0]" },
        { "i64", "'[9007199254740993.0]'", NULL, "item [0]" },
        { "i64", "'[1.5]'", NULL, "item [0]" },
        { "i64", "'[\"1\"]'", NULL, "item [0]" },
        { "f32", "'[0.1]'", NULL, "item [0]" },
        { "tags", "'[1]'", NULL, "item [0]" },
        { "tags", "'[\"a\\u0000b\"]'", NULL, "item [0]" },
        { "u64", "'[-1]'", "'{-1}'", "item [0]" },
        { "codes", "'[\"12345678\",\"\",\"\"]'", "'{12345678,\"\",\"\"}'", "item [0]" },
        { "codes", "'[\"\",\"\",null]'", "'{\"\",\"\",NULL}'", "item [2]: NULL" },
        { "seen", "'[1500000]'", "'{1970-01-01 00:00:01.5Z}'", "whole number of seconds" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int64_t id = begin(fx);
        if (set(fx, wrong[i].column, wrong[i].sqlite, wrong[i].postgresql)) {
            assert_refuses(fx, id, wrong[i].column, wrong[i].words);
        }
        assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM series"));
    }
}

/* The table that Corm makes keeps out what is no list; one of another program may hold anything. */
static void test_b032_what_is_no_list_at_all(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    static const char *const wrong[] = { "''", "'x'", "'{}'", "'[1'", "'null'", "5", "x'5B5D'" };
    int64_t id = begin(fx);
    for (size_t i = 0; i < 5; i++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "UPDATE series SET i64 = %s", wrong[i]);
        assert_fails(fx->db, ORM_CHECK, orm_exec(fx->db, sql));
    }
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE series SET i64 = NULL;"
                                       "CREATE TABLE loose AS SELECT * FROM series;"
                                       "DROP TABLE series; ALTER TABLE loose RENAME TO series"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        (void)set(fx, "i64", wrong[i], NULL);
        assert_refuses(fx, id, "i64", "i64");
    }
}

/* ---- what is not stored ---- */

static void test_b002_items_above_int64_max_are_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    int32_t none[1] = { 0 };
    uint64_t large[] = { 1, (uint64_t)INT64_MAX + 1 };
    struct series row = { .i32 = none, .u64 = large, .u64_count = 2 };
    assert_fails(fx->db, ORM_CONVERSION, series_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "u64");
    assert_mentions(orm_db_error(fx->db)->message, "item [1]");
    row.u64_count = 1;
    assert_ok(fx->db, series_insert(fx->db, &row));
}

static void keeps_out(engine_fixture *fx, const struct series *row, const char *column)
{
    struct series copy = *row;
    int64_t count = -1;
    assert_fails(fx->db, ORM_CONVERSION, series_insert(fx->db, &copy));
    assert_string_equal(orm_db_error(fx->db)->table, "series");
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_ok(fx->db, series_count(fx->db, NULL, &count));
    assert_int_equal(count, 0);
}

static void test_b032_counts_that_cannot_be(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    int32_t none[1] = { 0 };
    int16_t shorts[1] = { 0 };
    uint32_t words[1] = { 0 };
    keeps_out(fx, &(struct series){ .i32 = none, .i16 = shorts, .i16_count = -1 }, "i16");
    keeps_out(fx, &(struct series){ .i32 = none, .window_count = -1 }, "window");
    keeps_out(fx, &(struct series){ .i32 = none, .window_count = 6 }, "window");
    keeps_out(fx, &(struct series){ .i32 = none, .seen_count = 5 }, "seen");
    keeps_out(fx, &(struct series){ .i32 = none, .part_count = 5 }, "part");
    keeps_out(fx, &(struct series){ .i32 = none, .packet_size = 9 }, "packet");
    struct series row = { .i32 = none, .words = words, .word_count = 0 };
    memset(row.codes[1], 'x', sizeof row.codes[1]);
    keeps_out(fx, &row, "codes");
    memset(row.codes[1], 0, sizeof row.codes[1]);
    row.marks[1].tv_nsec = 1;
    keeps_out(fx, &row, "marks");
}

/* ---- other columns ---- */

/* Columns whose items are wider or narrower than the struct's. */
static void test_b004_arrays_of_another_width(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    int64_t id = begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE series ALTER i64 TYPE int2[];"
                                       "ALTER TABLE series ALTER i16 TYPE int8[];"
                                       "ALTER TABLE series ALTER tags TYPE varchar(3)[];"
                                       "UPDATE series SET i64 = '{-7}', i16 = '{32767}'"));
    struct series row;
    assert_ok(fx->db, series_find(fx->db, id, &row, fx->arena));
    assert_true(row.i64[0] == -7 && row.i16[0] == 32767);
    int64_t large[] = { 32768 };
    row.i64 = large;
    assert_fails(fx->db, ORM_CONVERSION, series_update(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->sqlstate, "22003");
    (void)set(fx, "i16", NULL, "'{1,32768}'");
    assert_refuses(fx, id, "i16", "item [1]");
}

/* A text is no array, and an array no text. */
static void test_b037_other_types(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    int64_t id = begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE series ALTER i64 TYPE text"));
    (void)set(fx, "i64", NULL, "'{1}'");
    assert_refuses(fx, id, "i64", "i64");
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE series ALTER i64 TYPE bigint[] USING NULL;"
                                       "ALTER TABLE series ALTER words TYPE int4[] USING '{1}'"));
    assert_refuses(fx, id, "words", "words");
}

static void test_b032_one_count_of_two_arrays(void **state)
{
    engine_fixture *fx = *state;
    struct series found;
    int64_t id = begin(fx);
    (void)set(fx, "xs", "'[1,2]'", "'{1,2}'");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_true(found.pair_count == 2 && found.xs[1] == 2 && found.ys == NULL);
    (void)set(fx, "ys", "'[0.5,1.5]'", "'{0.5,1.5}'");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_true(found.pair_count == 2 && found.xs[1] == 2 && found.ys[1] == 1.5);
    (void)set(fx, "xs", "NULL", "NULL");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_true(found.pair_count == 2 && found.xs == NULL && found.ys[1] == 1.5);
    (void)set(fx, "xs", "'[1]'", "'{1}'");
    assert_refuses(fx, id, "ys", "2 items, but xs, which has the same count, has 1");
    (void)set(fx, "xs", "'[]'", "'{}'");
    assert_refuses(fx, id, "ys", "xs");
    (void)set(fx, "ys", "'[]'", "'{}'");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_true(found.pair_count == 0 && found.xs != NULL && found.ys != NULL);
}

static void test_b033_blobs_of_numbers(void **state)
{
    engine_fixture *fx = *state;
    struct series found;
    int64_t id = begin(fx);
    (void)set(fx, "words", "x'0000000001000000'", "'\\x0000000001000000'");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_int_equal(found.word_count, 2);
    assert_int_equal((uintptr_t)found.words % _Alignof(uint32_t), 0);
    assert_true(found.words[0] == 0 && found.words[1] != 0);
    (void)set(fx, "words", "x''", "''");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_true(found.word_count == 0 && found.words != NULL);
    (void)set(fx, "words", "x'000000'", "'\\x000000'");
    assert_refuses(fx, id, "words", "blob of 3 bytes");
    (void)set(fx, "words", "NULL", "NULL");
    (void)set(fx, "raw", "x'000000'", "'\\x000000'");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_int_equal(found.raw_size, 3);
    (void)set(fx, "grid", "x'000000'", "'\\x000000'");
    assert_refuses(fx, id, "grid", "blob of 3 bytes");
    (void)set(fx, "grid", "x'0000000000000000'", "'\\x0000000000000000'");
    (void)set(fx, "part", "x'00000100'", "'\\x00000100'");
    (void)set(fx, "packet", "x'0102030405060708'", "'\\x0102030405060708'");
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    assert_true(found.part_count == 2 && found.part[1] != 0 && found.part[2] == 0);
    assert_true(found.packet_size == 8 && found.packet[7] == 8);
    (void)set(fx, "part", "x'000001'", "'\\x000001'");
    assert_refuses(fx, id, "part", "blob of 3 bytes");
    (void)set(fx, "part", "x''", "''");
    (void)set(fx, "packet", "x'010203040506070809'", "'\\x010203040506070809'");
    assert_refuses(fx, id, "packet", "blob of 9 bytes");
}

/* A row without pointers needs no arena, and a text that has to go somewhere says so. */
static void test_b032_without_an_arena(void **state)
{
    engine_fixture *fx = *state;
    struct series found = { .id = 5 };
    int64_t id = begin(fx);
    assert_fails(fx->db, ORM_MISUSE, series_find(fx->db, id, &found, NULL));
    assert_int_equal(found.id, 5);
}

static void test_b032_arrays_have_no_order(void **state)
{
    engine_fixture *fx = *state;
    orm_rows *rows = NULL;
    (void)begin(fx);
    assert_fails(
        fx->db, ORM_MISUSE,
        series_select(fx->db, &(orm_query){ .order_by = { orm_asc(series_.i32) } }, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "arrays");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b032_arrays_of_other_programs),
    ENGINE_TEST(test_b032_texts_of_other_programs),
    ENGINE_TEST(test_b032_what_is_no_such_array_is_refused),
    ENGINE_TEST(test_b032_what_is_no_list_at_all),
    ENGINE_TEST(test_b002_items_above_int64_max_are_refused),
    ENGINE_TEST(test_b032_counts_that_cannot_be),
    ENGINE_TEST(test_b004_arrays_of_another_width),
    ENGINE_TEST(test_b037_other_types),
    ENGINE_TEST(test_b032_one_count_of_two_arrays),
    ENGINE_TEST(test_b033_blobs_of_numbers),
    ENGINE_TEST(test_b032_without_an_arena),
    ENGINE_TEST(test_b032_arrays_have_no_order),
};

ENGINE_MAIN(tests)
