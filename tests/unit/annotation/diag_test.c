/* How diagnostics look in print. */
#include "diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char source_path[] = "diag_test_source.h";

static void write_source(const char *text)
{
    FILE *file = fopen(source_path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void assert_prints(scan_diag *diag, const char *expected)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    scan_diag_print(diag, 0, file);
    rewind(file);
    char text[1000] = "";
    size_t size = fread(text, 1, sizeof text - 1, file);
    text[size] = '\0';
    assert_int_equal(fclose(file), 0);
    assert_string_equal(text, expected);
}

static void nothing_prints_nothing(void **state)
{
    (void)state;
    scan_diag *diag = scan_diag_new();
    assert_prints(diag, "");
    assert_int_equal(scan_diag_error_count(diag), 0);
    scan_diag_free(diag);
    scan_diag_free(NULL);
}

static void shows_the_line_and_a_caret(void **state)
{
    (void)state;
    write_source("first\n\tint \xC3\xA4 x;\r\nlast");
    scan_diag *diag = scan_diag_new();
    scan_diag_error(diag, (scan_place){ source_path, 2, 9, 0 }, "'%s' is %d", "x", 5);
    scan_diag_note(diag, (scan_place){ source_path, 1, 1, 5 }, "see here");
    scan_diag_warning(diag, (scan_place){ source_path, 3, 99, 4 }, "late");
    assert_prints(diag, "diag_test_source.h:2:9: error: 'x' is 5\n"
                        "\tint \xC3\xA4 x;\n"
                        "\t      ^\n"
                        "diag_test_source.h:1:1: note: see here\n"
                        "first\n"
                        "^~~~~\n"
                        "diag_test_source.h:3:99: warning: late\n"
                        "last\n"
                        "    ^\n"
                        "1 error and 1 warning\n");
    assert_int_equal(scan_diag_error_count(diag), 1);
    scan_diag_free(diag);
    assert_int_equal(remove(source_path), 0);
}

static void prints_without_the_source_too(void **state)
{
    (void)state;
    write_source("one line");
    scan_diag *diag = scan_diag_new();
    scan_diag_warning(diag, (scan_place){ "no such file.h", 7, 3, 0 }, "one");
    scan_diag_warning(diag, (scan_place){ source_path, 2, 1, 0 }, "beyond the end");
    assert_prints(diag, "diag_test_source.h:2:1: warning: beyond the end\n"
                        "no such file.h:7:3: warning: one\n"
                        "2 warnings\n");
    scan_diag_error(diag, (scan_place){ .line = 0 }, "nowhere");
    scan_diag_error(diag, (scan_place){ .line = 0 }, "nowhere");
    assert_int_equal(scan_diag_error_count(diag), 2);
    assert_prints(diag, "diag_test_source.h:2:1: warning: beyond the end\n"
                        "no such file.h:7:3: warning: one\n"
                        "error: nowhere\n"
                        "1 error and 2 warnings\n");
    scan_diag_free(diag);
    assert_int_equal(remove(source_path), 0);
}

static void sorts_and_says_each_once(void **state)
{
    (void)state;
    scan_diag *diag = scan_diag_new();
    scan_diag_error(diag, (scan_place){ "b.h", 1, 1, 0 }, "third");
    scan_diag_note(diag, (scan_place){ "a.h", 1, 1, 0 }, "of the third");
    scan_diag_error(diag, (scan_place){ "a.h", 10, 2, 0 }, "second");
    scan_diag_warning(diag, (scan_place){ "a.h", 9, 7, 0 }, "first");
    scan_diag_error(diag, (scan_place){ "a.h", 10, 2, 0 }, "second");
    scan_diag_note(diag, (scan_place){ "z.h", 1, 1, 0 }, "hidden with it");
    assert_prints(diag, "a.h:9:7: warning: first\n"
                        "a.h:10:2: error: second\n"
                        "b.h:1:1: error: third\n"
                        "a.h:1:1: note: of the third\n"
                        "2 errors and 1 warning\n");
    scan_diag_free(diag);
}

static void shows_what_would_put_it_right(void **state)
{
    (void)state;
    const scan_place place = { source_path, 1, 5, 4 };
    write_source("int nmae;");
    scan_diag *diag = scan_diag_new();
    scan_diag_error(diag, place, "typo");
    scan_diag_fix(diag, place, NULL);
    scan_diag_fix(diag, (scan_place){ source_path, 1, 5, 0 }, "no size");
    scan_diag_fix(diag, place, "name");
    assert_prints(diag, "diag_test_source.h:1:5: error: typo\n"
                        "int nmae;\n"
                        "    ^~~~\n"
                        "    name\n"
                        "1 error\n");
    scan_diag_free(diag);
    assert_int_equal(remove(source_path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_prints_nothing),
        cmocka_unit_test(shows_the_line_and_a_caret),
        cmocka_unit_test(prints_without_the_source_too),
        cmocka_unit_test(sorts_and_says_each_once),
        cmocka_unit_test(shows_what_would_put_it_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
