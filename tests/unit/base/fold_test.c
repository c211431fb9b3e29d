/* Letters without their case: of ASCII alone, and as far as the shorter text goes. */
#include "base/fold.h"
#include "support/unit.h"

#include <ctype.h>

static void test_letters(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) { /* the locale of a test is "C", where tolower is of ASCII */
        assert_int_equal((unsigned char)orm__fold((char)c), tolower(c));
    }
}

static void test_an_order(void **state)
{
    (void)state;
    assert_int_equal(orm__fold_compare("aZ", "Az"), 0);
    assert_true(orm__fold_compare("a", "AB") < 0);
    assert_true(orm__fold_compare("AB", "a") > 0);
    assert_true(orm__fold_compare("Z", "_") > 0);
    assert_true(orm__fold_compare("\xC3", "Z") > 0);
    assert_true(orm__fold_is_same("", ""));
    assert_false(orm__fold_is_same("", "a"));
}

static void test_words(void **state)
{
    (void)state;
    const char *volatile word = "null"; /* unknown to the compiler, which sees an end too far */
    assert_true(orm__fold_is_word("NULLs", 4, word));
    assert_false(orm__fold_is_word("NULLs", 5, word));
    assert_false(orm__fold_is_word("NULLs", 3, word));
    assert_true(orm__fold_is_word("", 0, ""));
}

static void test_names(void **state)
{
    (void)state;
    assert_true(orm__fold_is_name("a", "a", false));
    assert_false(orm__fold_is_name("a", "A", false));
    assert_true(orm__fold_is_name("aZ", "Az", true));
    assert_false(orm__fold_is_name("a", "ab", true));
    assert_false(orm__fold_is_name("ab", "a", true));
    assert_false(orm__fold_is_name(NULL, NULL, true));
    assert_false(orm__fold_is_name("a", NULL, false));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_letters),
    cmocka_unit_test(test_an_order),
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_names),
};

UNIT_MAIN(tests)
