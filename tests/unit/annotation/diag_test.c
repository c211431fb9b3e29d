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

static void assert_prints(const scan_diag *diag, const char *expected)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    scan_diag_print(diag, file);
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
    scan_diag_error(diag, (scan_place){ source_path, 2, 9 }, "'%s' is %d", "x", 5);
    scan_diag_note(diag, (scan_place){ source_path, 1, 1 }, "see here");
    scan_diag_warning(diag, (scan_place){ source_path, 3, 99 }, "late");
    assert_prints(diag, "diag_test_source.h:2:9: error: 'x' is 5\n"
                        "\tint \xC3\xA4 x;\n"
                        "\t      ^\n"
                        "diag_test_source.h:1:1: note: see here\n"
                        "first\n"
                        "^\n"
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
    scan_diag_warning(diag, (scan_place){ "no such file.h", 7, 3 }, "one");
    scan_diag_warning(diag, (scan_place){ source_path, 2, 1 }, "beyond the end");
    assert_prints(diag, "no such file.h:7:3: warning: one\n"
                        "diag_test_source.h:2:1: warning: beyond the end\n"
                        "2 warnings\n");
    scan_diag_error(diag, (scan_place){ .line = 0 }, "nowhere");
    scan_diag_error(diag, (scan_place){ .line = 0 }, "nowhere");
    assert_int_equal(scan_diag_error_count(diag), 2);
    assert_prints(diag, "no such file.h:7:3: warning: one\n"
                        "diag_test_source.h:2:1: warning: beyond the end\n"
                        "error: nowhere\n"
                        "error: nowhere\n"
                        "2 errors and 2 warnings\n");
    scan_diag_free(diag);
    assert_int_equal(remove(source_path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_prints_nothing),
        cmocka_unit_test(shows_the_line_and_a_caret),
        cmocka_unit_test(prints_without_the_source_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
