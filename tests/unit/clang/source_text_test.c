/* Finding an argument's byte in its source: whatever blanks and comments stand between. */
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "clang/source_text.h"

static const char *at(const char *source, size_t offset)
{
    scan_source_text text = { .text = source, .size = strlen(source) };
    assert_true(scan_source_text_enter(&text, "ORM_"));
    assert_ptr_equal(text.start, source);
    return scan_source_text_at(&text, offset);
}

static void assert_at(const char *source, size_t offset, const char *expected)
{
    const char *found = at(source, offset);
    if (strncmp(found, expected, strlen(expected)) != 0) {
        fail_msg("byte %zu of \"%s\" is at \"%s\", not \"%s\"", offset, source, found, expected);
    }
}

static void test_blanks_and_comments_do_not_count(void **state)
{
    (void)state;
    assert_at("ORM_COLUMN(abc, def)", 0, "abc");
    assert_at("ORM_COLUMN(abc, def)", 4, "def");
    assert_at("ORM_COLUMN (\n  abc /* x, y */ ,\t// z)\n def)", 4, "def");
    assert_at("ORM_COLUMN(a/**/b)", 1, "b");
    assert_at("ORM_COLUMN(a \\\n b)", 1, "b");
    assert_at("ORM_COLUMN(a / b)", 2, "b");
}

static void test_strings_count_whole(void **state)
{
    (void)state;
    assert_at("ORM_COLUMN(\"a b /* c\", d)", 11, "d");
    assert_at("ORM_COLUMN(\"a\\\" )\" , d)", 8, "d");
    assert_at("ORM_COLUMN(\"a b\", d)", 3, "b\"");
    assert_at("ORM_COLUMN(')', d)", 4, "d");
}

static void test_behind_the_last_is_the_parenthesis(void **state)
{
    (void)state;
    assert_at("ORM_COLUMN() x", 0, ") x");
    assert_at("ORM_COLUMN( a ) x", 1, ") x");
    assert_at("ORM_COLUMN(f(a), b) x", 99, ") x");
}

static void test_what_is_no_call(void **state)
{
    (void)state;
    static const char *const wrong[] = { "COLUMN(a)", "ORM_COLUMN", "ORM_COLUMN;", "", "ORM_" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        scan_source_text text = { .text = wrong[i], .size = strlen(wrong[i]) };
        assert_false(scan_source_text_enter(&text, "ORM_"));
    }
}

/* An end in the middle of anything is an end. */
static void test_cut_sources(void **state)
{
    (void)state;
    static const char source[] = "ORM_COLUMN(a /* b */, \"c\\\"d\", 'e' // f\n, (g))";
    for (size_t size = 0; size < sizeof source; size++) {
        scan_source_text text = { .text = source, .size = size };
        if (scan_source_text_enter(&text, "ORM_")) {
            const char *found = scan_source_text_at(&text, SIZE_MAX);
            assert_true(found >= text.text && found <= source + size);
        }
    }
}

static void test_names(void **state)
{
    (void)state;
    static const char source[] = "/* ORM_A */ // ORM_B\n"
                                 "#define ORM_C ORM_D \\\n ORM_E /* \n */ ORM_F\n"
                                 " # include <ORM_G>\n"
                                 "x ORM_1 (\"ORM_H\\\"\", 'ORM_I', 12ORM_J, xORM_K); # ORM_2\n"
                                 "; ORM_3 ORM_4";
    scan_source_names names = { .text = source, .end = source + sizeof source - 1 };
    static const char before[] = { 'x', '#', ';', '3' };
    for (char i = 0; i < 4; i++) {
        assert_true(scan_source_text_find(&names, "ORM_"));
        assert_int_equal(names.size, 5);
        assert_int_equal(names.found[4], '1' + i);
        assert_int_equal(names.before, before[(int)i]);
    }
    assert_false(scan_source_text_find(&names, "ORM_"));
    assert_false(scan_source_text_find(&names, "ORM_"));
    for (size_t size = 0; size < sizeof source; size++) {
        char *copy = malloc(size + 1); /* what is read behind the end shows */
        assert_non_null(copy);
        memcpy(copy, source, size);
        names = (scan_source_names){ .text = copy, .end = copy + size };
        while (scan_source_text_find(&names, "ORM_")) {
            assert_true(names.found + names.size <= copy + size);
        }
        free(copy);
    }
}

/* Adds one token and what may stand behind it; its bytes are what counts. */
static void add_token(char *source, const char *token, uint64_t *seed)
{
    static const char *const fillers[] = { "", " ", "\n\t", "/* , ) */", "// x\n", " \\\n", "  " };
    strcat(source, token);
    strcat(source, fillers[unit_random(seed) % 7]);
}

static void test_any_mixture(void **state)
{
    (void)state;
    static const char *const tokens[] = { "name", "=", ",", "\"a b\"", "( x )", "1", "." };
    static const size_t sizes[] = { 4, 1, 1, 5, 3, 1, 1 };
    uint64_t seed = 11;
    for (int round = 0; round < 2000; round++) {
        char source[512] = "ORM_TABLE(";
        size_t offsets[8] = { 0 }, places[8], bytes = 0;
        for (size_t i = 0; i < 8; i++) {
            size_t token = unit_random(&seed) % 7;
            offsets[i] = bytes;
            places[i] = strlen(source);
            add_token(source, tokens[token], &seed);
            bytes += sizes[token];
        }
        strcat(source, ") int x;");
        for (size_t i = 0; i < 8; i++) {
            assert_ptr_equal(at(source, offsets[i]), source + places[i]);
        }
    }
}

static void assert_around(const char *source, const char *at, const char *expected)
{
    size_t begin = 0, end = 0;
    scan_source_text_around(source, strlen(source), (size_t)(strstr(source, at) - source), &begin,
                            &end);
    if (end - begin != strlen(expected) || memcmp(source + begin, expected, end - begin) != 0) {
        fail_msg("around \"%s\" is \"%.*s\", not \"%s\"", at, (int)(end - begin), source + begin,
                 expected);
    }
}

static void test_declarations(void **state)
{
    (void)state;
    static const char source[] = "extern \"C\" {\nint a;struct b { int c; } d;int e(void) { f; }"
                                 "int g[1] = { ';' };/* ; */ int h;\n#define i ;\nint j";
    assert_around(source, "a;", "extern \"C\" {\nint a;");
    assert_around(source, "c;", "struct b { int c; } d;");
    assert_around(source, "d;", "struct b { int c; } d;");
    assert_around(source, "f;", "int e(void) { f; }");
    assert_around(source, "g[", "int g[1] = { ';' };");
    assert_around(source, "int h", "/* ; */ int h;");
    assert_around(source, "j", "\n#define i ;\nint j");
    assert_around("", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blanks_and_comments_do_not_count),
        cmocka_unit_test(test_strings_count_whole),
        cmocka_unit_test(test_behind_the_last_is_the_parenthesis),
        cmocka_unit_test(test_what_is_no_call),
        cmocka_unit_test(test_cut_sources),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_any_mixture),
        cmocka_unit_test(test_declarations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
