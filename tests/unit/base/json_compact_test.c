/* JSON without its blanks is the same JSON, and never longer. */
#include "base/json_compact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *text, const char *expected)
{
    char out[64] = "";
    size_t size = orm__json_compact(text, strlen(text), out);
    assert_string_equal(out, expected);
    assert_int_equal(size, strlen(expected));
    assert_int_equal(orm__json_compact(text, strlen(text), NULL), size);
}

static void test_blanks_between_parts_are_dropped(void **state)
{
    (void)state;
    check("[1, 2]", "[1,2]");
    check(" { \"a b\" :\t[ 1 ,\n\r null ] } ", "{\"a b\":[1,null]}");
    check("\" \"", "\" \"");
    check("", "");
}

static void test_strings_are_kept(void **state)
{
    (void)state;
    check("[\"\\\" \", \" \\\\\", \"x y\"]", "[\"\\\" \",\" \\\\\",\"x y\"]");
    check("{\"\\\\\\\" , \": \"\\\\\" }", "{\"\\\\\\\" , \":\"\\\\\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blanks_between_parts_are_dropped),
        cmocka_unit_test(test_strings_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
