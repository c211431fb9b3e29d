/* UTF-8: every character there is, and nothing else. */
#include "base/utf8.h"
#include "support/unit.h"

/* The bytes of a code, also where it is no character. Returns how many. */
static size_t encode(uint32_t code, char *text)
{
    size_t more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint32_t lead[] = { 0, 0xC0, 0xE0, 0xF0 };
    text[0] = (char)(lead[more] | code >> (6 * more));
    for (size_t i = 1; i <= more; i++) {
        text[i] = (char)(0x80 | (code >> (6 * (more - i)) & 0x3F));
    }
    return more + 1;
}

/* Judged as what it is, and cut off as no character. */
static bool is_judged_right(uint32_t code)
{
    char text[4];
    size_t size = encode(code, text);
    bool is_character = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    bool is_cut_refused = size == 1 || orm__utf8_size(text, size - 1) == 0;
    return is_cut_refused && orm__utf8_size(text, size) == (is_character ? size : 0);
}

static void test_every_character_and_no_other(void **state)
{
    (void)state;
    uint32_t code = 0;
    while (code <= 0x1FFFFF && is_judged_right(code)) {
        code++;
    }
    assert_int_equal(code, 0x200000); /* else the first that is misjudged */
}

/* No two sequences stand for the same: of all that 1 to 3 bytes can be, only as many are characters
 * as there are. */
static void test_nothing_is_a_character_twice(void **state)
{
    (void)state;
    size_t found[4] = { 0 };
    for (uint32_t bits = 0; bits <= 0xFFFFFF; bits++) {
        const char text[] = { (char)(bits >> 16), (char)(bits >> 8), (char)bits };
        found[orm__utf8_size(text, sizeof text)]++;
    }
    assert_int_equal(found[1], 0x80 * 0x10000);
    assert_int_equal(found[2], (0x800 - 0x80) * 0x100);
    assert_int_equal(found[3], 0x10000 - 0x800 - 0x800);
}

static void test_texts(void **state)
{
    (void)state;
    assert_true(orm__utf8_is_valid(NULL, 0));
    assert_true(orm__utf8_is_valid("a\0\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z", 12));
    static const char *const wrong[] = { "\x80",         "a\xC3",        "\xC1\x81",
                                         "\xE0\x80\x80", "\xED\xA0\x80", "\xC3\xA9(\xA9" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(orm__utf8_is_valid(wrong[i], strlen(wrong[i])));
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_character_and_no_other),
    cmocka_unit_test(test_nothing_is_a_character_twice),
    cmocka_unit_test(test_texts),
};

UNIT_MAIN(tests)
