/* Errors: one line, whole characters, everything old is gone. */
#include "base/error.h"
#include "support/unit.h"

static void test_set_clears_and_returns(void **state)
{
    (void)state;
    orm_error error;
    memset(&error, 'x', sizeof error);
    assert_int_equal(orm__error_set(&error, ORM_UNIQUE, "%s %d", "number", 5), ORM_UNIQUE);
    assert_int_equal(error.status, ORM_UNIQUE);
    assert_string_equal(error.message, "number 5");
    assert_int_equal(error.native, 0);
    assert_string_equal(error.sqlstate, "");
    assert_string_equal(error.table, "");
    assert_null(error.sql);
    assert_int_equal(orm__error_set(NULL, ORM_CHECK, "nobody listens"), ORM_CHECK);
}

static void test_messages_are_one_line(void **state)
{
    (void)state;
    orm_error error;
    (void)orm__error_set(&error, ORM_SQL, "%s", "first\nsecond\r\n\tthird");
    assert_string_equal(error.message, "first second third");
    (void)orm__error_set(&error, ORM_SQL, "%s", "\n  a  b \t \x01 c \n");
    assert_string_equal(error.message, " a  b c ");
    (void)orm__error_set(&error, ORM_SQL, "%s", " a  b ");
    assert_string_equal(error.message, " a  b ");
}

static void test_no_memory_has_its_text(void **state)
{
    (void)state;
    orm_error error;
    assert_int_equal(orm__error_no_memory(&error), ORM_NO_MEMORY);
    assert_string_equal(error.message, orm_status_text(ORM_NO_MEMORY));
    assert_int_equal(orm__error_no_memory(NULL), ORM_NO_MEMORY);
}

/* Four characters of a width behind a prefix of one-byte ones. */
static void try_cut(size_t width, size_t prefix)
{
    static const char *const characters[] = { "a", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80" };
    char text[64] = "xxxxxxxxxxxxxxxxxxxx", cut[16];
    size_t size = prefix;
    for (int i = 0; i < 4; i++, size += width) {
        memcpy(text + size, characters[width - 1], width);
    }
    text[size] = '\0';
    orm__error_text(cut, sizeof cut, text);
    size_t kept = strlen(cut);
    assert_true(kept < sizeof cut);
    assert_memory_equal(cut, text, kept);
    assert_true(kept <= prefix || (kept - prefix) % width == 0);
    assert_true(kept == size || kept + width >= sizeof cut);
}

/* Every length and every start of a 4-byte character around the end of the array. */
static void test_cuts_between_characters(void **state)
{
    (void)state;
    for (size_t width = 1; width <= 4; width++) {
        for (size_t prefix = 0; prefix < 20; prefix++) {
            try_cut(width, prefix);
        }
    }
    char empty[4] = "abc";
    orm__error_text(empty, sizeof empty, NULL);
    assert_string_equal(empty, "");
}

static void test_long_messages_are_cut(void **state)
{
    (void)state;
    static char text[5000];
    memset(text, 'y', sizeof text - 1);
    orm_error error;
    (void)orm__error_set(&error, ORM_SQL, "%s", text);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_set_clears_and_returns), cmocka_unit_test(test_messages_are_one_line),
    cmocka_unit_test(test_no_memory_has_its_text), cmocka_unit_test(test_cuts_between_characters),
    cmocka_unit_test(test_long_messages_are_cut),
};

UNIT_MAIN(tests)
