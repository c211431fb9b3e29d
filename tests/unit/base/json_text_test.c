/* JSON text: what is JSON and what is not, and that a value can be passed over. Single values are
 * told apart by the lists of json_list_test. */
#include "base/json_text.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

static void assert_judged(const char *text, bool is_valid)
{
    if (orm__json_text_is_valid(text, strlen(text)) != is_valid) {
        fail_msg("%s", text);
    }
}

static void what_is_json(void **state)
{
    (void)state;
    static const char *const texts[] = { "null",
                                         " true ",
                                         "false",
                                         "0",
                                         "-0",
                                         "1e400",
                                         "-12.50E+7",
                                         "123456789012345678901234567890",
                                         "\"\"",
                                         "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"",
                                         "[]",
                                         "[ ]",
                                         "{}",
                                         "{ }",
                                         "[1,[2,{}],\n{\"a\" : [ ] , \"\":null}]" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_judged(texts[i], true);
    }
}

static void what_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",       " ",     "nul",     "nullx",       "True",        "01",   "-",         "1.",
        ".5",     "+1",    "1e",      "1e+",         "0x1",         "\"",   "\"\\\"",    "\"\\x\"",
        "\"\n\"", "[",     "[1",      "[1,",         "[1,]",        "[,1]", "[1 2]",     "]",
        "{",      "{1:2}", "{\"a\"}", "{\"a\":}",    "{\"a\":1,}",  "{,}",  "{\"a\" 1}", "1 2",
        "[1}",    "{]",    "[] []",   "\"\\ud800\"", "\"\\u12g4\"", "'a'",  "NaN",       "[1]]"
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_judged(texts[i], false);
    }
}

/* Nothing is read behind the end: the text is a block of just its size. */
static void no_beginning_of_it_is_json(void **state)
{
    (void)state;
    static const char whole[] = "{\"a\\u00e4\":[true,false,null,-1.5e+7,\"\\ud83d\\ude00\"]}";
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        char *text = malloc(size + 1);
        assert_non_null(text);
        memcpy(text + 1, whole, size);
        assert_false(orm__json_text_is_valid(text + 1, size));
        free(text);
    }
}

static void depth_has_an_end(void **state)
{
    (void)state;
    char text[2 * ORM_JSON_DEPTH + 3];
    memset(text, '[', ORM_JSON_DEPTH);
    memset(text + ORM_JSON_DEPTH, ']', ORM_JSON_DEPTH);
    assert_true(orm__json_text_is_valid(text, 2 * ORM_JSON_DEPTH));
    memset(text, '[', ORM_JSON_DEPTH + 1);
    memset(text + ORM_JSON_DEPTH + 1, ']', ORM_JSON_DEPTH + 1);
    orm_json_text at = { .at = text, .end = text + 2 * ORM_JSON_DEPTH + 2 };
    assert_false(orm__json_text_skip(&at));
    assert_non_null(strstr(at.problem, "too deep"));
}

static void any_text_is_written_and_read(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 5000; i++) {
        char text[24], back[6 * sizeof text + 2];
        size_t size = unit_below(&seed, sizeof text + 1);
        orm_buffer out;
        orm_json_item item;
        unit_fill(text, size, &seed);
        orm__buffer_init(&out, NULL);
        orm__json_text_write(&out, text, size);
        orm_json_text from = { .at = out.text, .end = out.text + out.size };
        assert_true(orm__json_text_item(&from, &item));
        assert_true(orm__json_text_has_ended(&from));
        size_t read =
            item.is_escaped ? orm__json_text_unescape(&item.value, back) : item.value.size;
        assert_int_equal(read, size);
        assert_memory_equal(item.is_escaped ? back : item.value.as.text, text, size);
        orm__buffer_fini(&out);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_json),
    cmocka_unit_test(what_is_none),
    cmocka_unit_test(no_beginning_of_it_is_json),
    cmocka_unit_test(depth_has_an_end),
    cmocka_unit_test(any_text_is_written_and_read),
};

UNIT_MAIN(tests)
