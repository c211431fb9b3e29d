/* Texts of one character, and texts that have a length instead of a NUL. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct letter stored(engine_fixture *fx, struct letter row)
{
    struct letter found;
    assert_ok(fx->db, letter_insert(fx->db, &row));
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, letter_find(fx->db, row.id, &found, fx->arena));
    return found;
}

static void test_b014_one_character_or_none(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const char grades[] = { 'A', '\0', '\'', ' ', '\n', '\x7f', '\x01' };
    for (size_t i = 0; i < sizeof grades; i++) {
        const struct letter row = { .grade = grades[i], .maybe = (char)('a' + i) };
        struct letter found = stored(fx, row);
        assert_int_equal(found.grade, grades[i]);
        assert_int_equal(found.maybe, row.maybe);
        assert_null(found.text);
        assert_null(found.json);
        assert_int_equal(found.text_size, 0);
    }
    struct letter found;
    assert_ok(fx->db, letter_find_by_maybe(fx->db, "b", &found, fx->arena));
    assert_int_equal(found.grade, '\0');
    int64_t count = 0;
    assert_ok(fx->db,
              letter_count(fx->db, &(orm_query){ .where = orm_le(letter_.grade, " ") }, &count));
    assert_int_equal(count, 4);
}

static void test_a_char_may_be_a_number(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const char levels[] = { CHAR_MIN, CHAR_MAX, 0, 1, 'A' };
    for (size_t i = 0; i < sizeof levels; i++) {
        const struct letter row = { .grade = 'A', .maybe = (char)('a' + i), .level = levels[i] };
        struct letter found = stored(fx, row);
        assert_int_equal(found.level, levels[i]);
        assert_int_equal(found.least, 0);
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT min(level) + max(level) FROM letter"),
                        CHAR_MIN < 0 ? "-1" : "255");
    assert_int_equal(stored(fx, (struct letter){ .least = CHAR_MIN }).least, CHAR_MIN);
    int64_t count = 0;
    assert_ok(fx->db,
              letter_count(fx->db, &(orm_query){ .where = orm_is_null(letter_.least) }, &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE letter SET level = 256"));
    struct letter found;
    assert_fails(fx->db, ORM_CONVERSION, letter_find(fx->db, 1, &found, fx->arena));
}

static void test_b034_no_character_can_be_null(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_int_equal(stored(fx, (struct letter){ .grade = 'B' }).maybe, '\0');
    int64_t count = 0;
    assert_ok(fx->db,
              letter_count(fx->db, &(orm_query){ .where = orm_is_null(letter_.maybe) }, &count));
    assert_int_equal(count, 1);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT grade FROM letter"), "B");
}

static void test_b023_a_byte_that_is_no_character_is_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct letter row = { .grade = (char)0x80 }, found;
    assert_fails(fx->db, ORM_CONVERSION, letter_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "grade");
    row.grade = 'A';
    assert_ok(fx->db, letter_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE letter SET grade = 'AB'", "UPDATE letter SET grade = 'AB'");
    assert_fails(fx->db, ORM_CONVERSION, letter_find(fx->db, row.id, &found, fx->arena));
    engine_exec(fx->db, "UPDATE letter SET grade = '\xc3\xa4'",
                "UPDATE letter SET grade = '\xc3\xa4'");
    assert_fails(fx->db, ORM_CONVERSION, letter_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "grade");
}

static void test_b014_texts_with_a_length(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    static const char buffer[] = "no end of it";
    static char json[] = "[1, 2]]]]";
    for (size_t size = 0; size < sizeof buffer; size++) {
        struct letter found = stored(fx, (struct letter){ .maybe = (char)('a' + size),
                                                          .text = buffer,
                                                          .text_size = size,
                                                          .json = json,
                                                          .json_size = 6 });
        assert_int_equal(found.text_size, size);
        assert_memory_equal(found.text, buffer, size);
        assert_int_equal(found.json_size, 6);
        assert_memory_equal(found.json, json, 6);
    }
    int64_t count = 0;
    assert_ok(fx->db,
              letter_count(fx->db, &(orm_query){ .where = orm_starts_with(letter_.text, "no end") },
                           &count));
    assert_int_equal(count, 7);
    assert_ok(fx->db,
              letter_count(fx->db, &(orm_query){ .where = orm_eq(letter_.text, "no") }, &count));
    assert_int_equal(count, 1);
}

static void test_b015_a_nul_within_the_length_is_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct letter row = { .text = "a\0b", .text_size = 3 };
    assert_fails(fx->db, ORM_CONVERSION, letter_insert(fx->db, &row));
    row = (struct letter){ .json = (char[]){ "1" }, .json_size = -1 };
    assert_fails(fx->db, ORM_CONVERSION, letter_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "json");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_char_may_be_a_number),
    ENGINE_TEST(test_b014_one_character_or_none),
    ENGINE_TEST(test_b014_texts_with_a_length),
    ENGINE_TEST(test_b015_a_nul_within_the_length_is_refused),
    ENGINE_TEST(test_b023_a_byte_that_is_no_character_is_refused),
    ENGINE_TEST(test_b034_no_character_can_be_null),
};

ENGINE_MAIN(tests)
