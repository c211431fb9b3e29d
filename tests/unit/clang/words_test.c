/* Words of a shell. */
#include "support/unit.h"

#include "clang/words.h"

/* The words of a text, each behind a '|'. */
static void assert_words(const char *text, const char *expected)
{
    char copy[64], found[64] = "";
    char *rest = strcpy(copy, text);
    for (const char *word; (word = scan_words_next(&rest)) != NULL;) {
        strcat(strcat(found, "|"), word);
    }
    assert_string_equal(found, expected);
    assert_null(scan_words_next(&rest));
}

static void test_blanks_part_words(void **state)
{
    (void)state;
    assert_words("", "");
    assert_words(" \t\n ", "");
    assert_words("-Da", "|-Da");
    assert_words("  -I  a\t-Db\n", "|-I|a|-Db");
}

static void test_quotes_keep_blanks(void **state)
{
    (void)state;
    assert_words("-I'a b' c", "|-Ia b|c");
    assert_words("\"a 'b\" 'c \"d'", "|a 'b|c \"d");
    assert_words("'' a \"\"", "||a|");
    assert_words("'open at the end", "|open at the end");
}

static void test_backslashes_keep_one_character(void **state)
{
    (void)state;
    assert_words("a\\ b \\'c \\\\d", "|a b|'c|\\d");
    assert_words("\"a\\\"b\" 'a\\b'", "|a\"b|a\\b");
    assert_words("a\\", "|a\\");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blanks_part_words),
        cmocka_unit_test(test_quotes_keep_blanks),
        cmocka_unit_test(test_backslashes_keep_one_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
