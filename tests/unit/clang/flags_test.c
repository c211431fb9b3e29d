/* Which flags of a build reach clang. */
#include "support/unit.h"

#include "clang/flags.h"

/* keep: how many of the flags are kept; skip: how many were looked at. */
static void assert_flag(const char *first, const char *second, size_t keep, size_t skip)
{
    const char *flags[] = { first, second };
    size_t skipped = 0;
    size_t kept = scan_flags_keep(flags, second == NULL ? 1 : 2, &skipped);
    if (kept != keep || skipped != skip) {
        fail_msg("%s %s: keeps %zu of %zu, not %zu of %zu", first, second ? second : "", kept,
                 skipped, keep, skip);
    }
}

static void test_flags_that_matter(void **state)
{
    (void)state;
    assert_flag("-Ifolder", "x.h", 1, 1);
    assert_flag("-I", "folder", 2, 2);
    assert_flag("-isystem", "folder", 2, 2);
    assert_flag("-include", "x.h", 2, 2);
    assert_flag("-includex.h", "-O2", 1, 1);
    assert_flag("-imacros", "x.h", 2, 2);
    assert_flag("-iquote", "folder", 2, 2);
    assert_flag("-idirafter", "folder", 2, 2);
    assert_flag("-idirafterfolder", "-O2", 1, 1);
    assert_flag("-isysroot", "folder", 2, 2);
    assert_flag("--sysroot", "folder", 2, 2);
    assert_flag("--sysroot=folder", "-O2", 1, 1);
    assert_flag("-U", "A", 2, 2);
    assert_flag("-DA=\"b c\"", "-O2", 1, 1);
    assert_flag("-D", "A=1", 2, 2);
    assert_flag("-std=gnu11", "-O2", 1, 1);
    assert_flag("--target=arm", "-O2", 1, 1);
    assert_flag("-target", "arm", 2, 2);
    assert_flag("-m32", "-O2", 1, 1);
    assert_flag("-fshort-enums", "-O2", 1, 1);
    assert_flag("-fpack-struct=2", "-O2", 1, 1);
    assert_flag("-fpack-struct", "-O2", 1, 1);
}

static void test_flags_that_do_not(void **state)
{
    (void)state;
    assert_flag("-O2", "-I", 0, 1);
    assert_flag("-Werror", "-Wall", 0, 1);
    assert_flag("-march=native", "-c", 0, 1);
    assert_flag("-fno-canonical-system-headers", "-c", 0, 1);
    assert_flag("-include-pch", "x", 0, 2);
    assert_flag("-working-directory", "x", 0, 2);
    assert_flag("-m32x", "x", 0, 1);
    assert_flag("-std=c++17", "x", 0, 1);
    assert_flag("x.c", "y.c", 0, 1);
}

static void assert_path(const char *first, const char *second, const char *expected)
{
    const char *flags[] = { first, second };
    const char *path = scan_flags_path(flags, second == NULL ? 1 : 2);
    if (expected == NULL) {
        assert_null(path);
    } else {
        assert_non_null(path);
        assert_string_equal(path, expected);
    }
}

static void test_paths_of_flags(void **state)
{
    (void)state;
    assert_path("-Ifolder", "x.h", "folder");
    assert_path("-I", "folder", "folder");
    assert_path("-I", NULL, NULL);
    assert_path("-include", "x.h", NULL); /* a file that is searched */
    assert_path("-isystemfolder", "x.h", "folder");
    assert_path("--sysroot=folder", NULL, "folder");
    assert_path("-DA=folder", "x", NULL);
    assert_path("-O2", "x", NULL);
}

/* Their values are no flags, and no headers either. */
static void test_values_of_dropped_flags(void **state)
{
    (void)state;
    assert_flag("-o", "-Ifolder", 0, 2);
    assert_flag("-x", "c++", 0, 2);
    assert_flag("-xc", "-DA", 0, 1);
    assert_flag("-MF", "-DA", 0, 2);
    assert_flag("-MD", "-DA", 0, 1);
    assert_flag("-Xclang", "-DA", 0, 2);
}

static void test_flags_of_the_scanner_alone(void **state)
{
    (void)state;
    assert_flag("-funsigned-bitfields", "-O2", 1, 1);
    assert_false(scan_flags_is_for_clang("-funsigned-bitfields"));
    assert_true(scan_flags_is_for_clang("-funsigned-char"));
    assert_false(scan_flags_is_for_clang("-O2"));
}

static void test_a_value_that_is_missing(void **state)
{
    (void)state;
    assert_flag("-I", NULL, 1, 1);
    assert_flag("-o", NULL, 0, 1);
    const char *const flags[] = { "-I", "-Ia", "-o" };
    assert_true(scan_flags_lacks_value(&flags[0], 1));
    assert_false(scan_flags_lacks_value(&flags[0], 2));
    assert_false(scan_flags_lacks_value(&flags[1], 1));
    assert_false(scan_flags_lacks_value(&flags[2], 1)); /* it is left out */
}

static void assert_folder(const char *first, const char *second, const char *expected)
{
    const char *flags[] = { first, second };
    const char *folder = scan_flags_quote_folder(flags, second == NULL ? 1 : 2);
    if (expected == NULL) {
        assert_null(folder);
    } else {
        assert_non_null(folder);
        assert_string_equal(folder, expected);
    }
}

static void test_folders_for_quotes(void **state)
{
    (void)state;
    assert_folder("-Ia b", NULL, "a b");
    assert_folder("-I", "a", "a");
    assert_folder("-iquote", "a", "a");
    assert_folder("-iquotea", "b", "a");
    assert_folder("-I", NULL, NULL);
    assert_folder("-isystem", "a", NULL);
    assert_folder("-include", "a", NULL);
    assert_folder("-O2", "a", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flags_that_matter),
        cmocka_unit_test(test_flags_that_do_not),
        cmocka_unit_test(test_paths_of_flags),
        cmocka_unit_test(test_values_of_dropped_flags),
        cmocka_unit_test(test_flags_of_the_scanner_alone),
        cmocka_unit_test(test_a_value_that_is_missing),
        cmocka_unit_test(test_folders_for_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
