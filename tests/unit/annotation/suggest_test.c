/* What may have been meant: the candidate with the fewest edits, if they are few. */
#include "annotation/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 3, LONGEST = 64 };

typedef struct suggested {
    const char *wanted;
    const char *candidates[MOST]; /* up to the first NULL */
    const char *best;
} suggested;

static const suggested cases[] = {
    { "refernces", { "references", "renamed_from" }, "references" },
    { "primray_key", { "primary_key" }, "primary_key" },
    { "NAME", { "name" }, "name" },
    { "nam", { "name", "game" }, "name" },
    { "ab", { "ba" }, NULL },    /* one edit of two letters is another word */
    { "abc", { "acb" }, "acb" }, /* swapped neighbours are one edit */
    { "abc", { "bca" }, NULL },  /* and those that are none are not */
    { "abcdef", { "xbcdeg" }, "xbcdeg" },
    { "abcdef", { "xycdez" }, NULL },
    { "cout", { "count", "court" }, "count" }, /* the first of those that are as close */
    { "", { "a" }, NULL },
    { "a", { "", NULL }, NULL },
    { "size", { "unit" }, NULL },
};

/* "" = none. */
static const char *shown(const char *name)
{
    return name == NULL ? "" : name;
}

static void check_closest(const suggested *given)
{
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, given->wanted);
    for (size_t i = 0; i < MOST; i++) {
        scan_suggest_offer(&suggestion, given->candidates[i]);
    }
    assert_string_equal(shown(suggestion.near.found), shown(given->best));
}

static void test_the_closest_is_suggested(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_closest(&cases[i]);
    }
}

static void offer_long(size_t wanted_size, size_t size, scan_suggestion *suggestion)
{
    static char wanted[256], candidate[256];
    memset(wanted, 'a', sizeof wanted);
    memset(candidate, 'a', sizeof candidate);
    wanted[wanted_size] = '\0';
    candidate[size] = '\0';
    scan_suggest_init(suggestion, wanted);
    scan_suggest_offer(suggestion, candidate);
}

/* A name that is too long for the table of distances is passed by, on either side. */
static void test_long_names_are_passed_by(void **state)
{
    (void)state;
    scan_suggestion suggestion;
    offer_long(LONGEST, LONGEST, &suggestion);
    assert_non_null(suggestion.near.found);
    offer_long(LONGEST, LONGEST - 1, &suggestion);
    assert_non_null(suggestion.near.found);
    offer_long(LONGEST + 1, LONGEST, &suggestion);
    assert_null(suggestion.near.found);
    offer_long(LONGEST, LONGEST + 1, &suggestion);
    assert_null(suggestion.near.found);
    offer_long(200, 200, &suggestion);
    assert_null(suggestion.near.found);
}

static void test_the_text_is_the_end_of_a_message(void **state)
{
    (void)state;
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, "coutn");
    assert_string_equal(scan_suggest_text(&suggestion), "");
    scan_suggest_offer(&suggestion, "count");
    assert_string_equal(scan_suggest_text(&suggestion), "; did you mean 'count'?");
}

static const char *suggest(scan_suggestion *suggestion, const char *wanted)
{
    static const char *const words[] = { "cascade", "restrict", "set_null", "index", NULL };
    scan_suggest_init(suggestion, wanted);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        scan_suggest_offer(suggestion, words[i]);
    }
    return scan_suggest_text(suggestion);
}

static void test_words_of_a_key_are_suggested(void **state)
{
    (void)state;
    scan_suggestion s;
    assert_string_equal(suggest(&s, "cascde"), "; did you mean 'cascade'?");
    assert_string_equal(suggest(&s, "idnex"),
                        "; did you mean 'index'?"); /* one swap, not two edits */
    assert_string_equal(suggest(&s, "ixned"), "");
    assert_string_equal(suggest(&s, "SET_NULL"), "; did you mean 'set_null'?");
    assert_string_equal(suggest(&s, "setnull"), "; did you mean 'set_null'?");
    assert_string_equal(suggest(&s, "delete"), "");
    assert_string_equal(suggest(&s, ""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_closest_is_suggested),
        cmocka_unit_test(test_words_of_a_key_are_suggested),
        cmocka_unit_test(test_long_names_are_passed_by),
        cmocka_unit_test(test_the_text_is_the_end_of_a_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
