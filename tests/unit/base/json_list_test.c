/* JSON lists: random lists come back, what other programs write is read, what is none is
 * refused. */
#include "base/json_list.h"
#include "support/unit.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { ITEMS = 8, LONGEST = 64 };

typedef struct sample {
    orm_value values[ITEMS];
    char texts[ITEMS][LONGEST];
    orm_value list;
} sample;

static orm_value random_text(char *text, uint64_t *seed)
{
    static const char *const parts[] = { "\"",  "\\", "{", "}",    ",",        "'",
                                         "\n",  "\t", "",  "ab",   "\xc3\xa4", "\xf0\x9f\x98\x80",
                                         "[",   "]",  "/", "\x01", "\x1f",     "\x7f",
                                         "\xff" };
    text[0] = '\0';
    for (uint64_t i = unit_random(seed) % 12; i > 0; i--) {
        strcat(text, parts[unit_random(seed) % (sizeof parts / sizeof parts[0])]);
    }
    return orm_value_text(text);
}

static double random_real(uint64_t *seed)
{
    uint64_t bits = unit_random(seed);
    double real;
    memcpy(&real, &bits, sizeof real);
    return isfinite(real) ? real : -0.0;
}

static orm_value random_value(char *text, uint64_t *seed)
{
    switch (unit_random(seed) % 5) {
    case 0:
        return orm_value_null();
    case 1:
        return orm_value_bool(unit_random(seed) % 2 == 0);
    case 2:
        return orm_value_int((int64_t)unit_edge(seed));
    case 3:
        return orm_value_real(random_real(seed));
    default:
        return random_text(text, seed);
    }
}

static void fill(sample *s, uint64_t *seed)
{
    size_t count = unit_below(seed, ITEMS + 1);
    for (size_t i = 0; i < count; i++) {
        s->values[i] = random_value(s->texts[i], seed);
    }
    s->list = (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = s->values };
}

static void assert_same(const orm_json_item *item, const orm_value *expected)
{
    char text[LONGEST];
    orm_value value = item->value;
    assert_int_equal(value.type, expected->type);
    if (value.type != ORM_TYPE_TEXT) {
        assert_memory_equal(&value.as, &expected->as, sizeof value.as);
        return;
    }
    if (item->is_escaped) {
        value.size = orm__json_text_unescape(&item->value, text);
        value.as.text = text;
    }
    assert_int_equal(value.size, expected->size);
    assert_memory_equal(value.as.text, expected->as.text, value.size);
}

static void random_lists_come_back(void **state)
{
    (void)state;
    uint64_t seed = 17;
    orm_buffer json;
    orm__buffer_init(&json, NULL);
    for (int round = 0; round < 20000; round++) {
        sample s;
        fill(&s, &seed);
        orm__buffer_reset(&json);
        assert_null(orm__json_list_write(&json, &s.list));
        orm_json_list list = orm__json_list_open(json.text, json.size);
        orm_json_item item;
        for (size_t i = 0; i < s.list.size; i++) {
            assert_true(orm__json_list_next(&list, &item));
            assert_same(&item, &s.values[i]);
        }
        assert_false(orm__json_list_next(&list, &item));
        assert_null(list.text.problem);
    }
    orm__buffer_fini(&json);
}

static size_t count_items(const char *json, const char **problem_out)
{
    orm_json_list list = orm__json_list_open(json, strlen(json));
    orm_json_item item;
    size_t count = 0;
    while (orm__json_list_next(&list, &item)) {
        count++;
    }
    *problem_out = list.text.problem;
    return count;
}

static const struct {
    const char *json;
    size_t count;
} good[] = {
    { "[]", 0 },
    { " \t\n\r[ \t\n\r] \t\n\r", 0 },
    { "[ 1 , -2 , 0.5e-3 , 1E5, 1e+5 ]", 5 },
    { "[\"\\u00e4\\uD83D\\uDE00\\\"\\/\\b\\f\\n\\r\\t\", null, true, false]", 4 },
    { "[99999999999999999999]", 1 },
};
static const char *const bad[] = {
    "",
    "[",
    "]",
    "[,]",
    "[1,]",
    "[1 2]",
    "[1]x",
    "null",
    "{}",
    "1",
    "[01]",
    "[+1]",
    "[.5]",
    "[1.]",
    "[1e]",
    "[-]",
    "[nul]",
    "[NaN]",
    "[Infinity]",
    "['a']",
    "[\"a]",
    "[\"\n\"]",
    "[\"\\x\"]",
    "[\"\\u12\"]",
    "[\"\\u12g4\"]",
    "[\"\\uD800\"]",
    "[\"\\uDC00\"]",
    "[\"\\uD800\\u0041\"]",
    "[[1]]",
    "[{}]",
    "[1e999]",
    "[1,,2]",
    "[tru]",
    "[\"\\\"]",
    "[1]]",
    "[\"\\",
    "[\"\\u",
    "[\"\\uD800\\",
    "[\"\\uD800\\u",
};

static void refuse(const char *json)
{
    const char *problem;
    (void)count_items(json, &problem);
    if (problem == NULL) {
        fail_msg("%s was read", json);
    }
}

static void lists_of_other_programs(void **state)
{
    (void)state;
    const char *problem;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_int_equal(count_items(good[i].json, &problem), good[i].count);
        assert_null(problem);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuse(bad[i]);
    }
}

/* Nothing behind the end is read, wherever the text is cut: the sanitizers see it. */
static void texts_that_are_cut(void **state)
{
    (void)state;
    static const char whole[] = "[ \"a\\uD83D\\uDE00\\n\", -12.5e+3, true, null ] ";
    for (size_t size = 0; size < sizeof whole; size++) {
        char *cut = test_malloc(size + 1);
        memcpy(cut, whole, size);
        orm_json_list list = orm__json_list_open(cut, size);
        orm_json_item item;
        while (orm__json_list_next(&list, &item)) {
        }
        assert_int_equal(list.text.problem == NULL, size >= sizeof whole - 2);
        test_free(cut);
    }
}

static void integers_at_their_ends(void **state)
{
    (void)state;
    static const char json[] = "[9223372036854775807,-9223372036854775808,9223372036854775808,"
                               "-9223372036854775809,-0,0]";
    orm_json_list list = orm__json_list_open(json, sizeof json - 1);
    orm_json_item items[6];
    for (size_t i = 0; i < 6; i++) {
        assert_true(orm__json_list_next(&list, &items[i]));
    }
    assert_true(items[0].value.type == ORM_TYPE_INT && items[0].value.as.integer == INT64_MAX);
    assert_true(items[1].value.type == ORM_TYPE_INT && items[1].value.as.integer == INT64_MIN);
    assert_true(items[2].value.type == ORM_TYPE_REAL && items[3].value.type == ORM_TYPE_REAL);
    assert_true(items[4].value.type == ORM_TYPE_REAL && signbit(items[4].value.as.real));
    assert_true(items[5].value.type == ORM_TYPE_INT && items[5].value.as.integer == 0);
}

static void what_has_no_form_is_refused(void **state)
{
    (void)state;
    const orm_value values[] = { orm_value_real(NAN), orm_value_real(INFINITY), orm_value_uint(1),
                                 orm_value_blob("", 0) };
    orm_buffer json;
    orm__buffer_init(&json, NULL);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const orm_value list = { .type = ORM_TYPE_LIST, .size = 1, .as.list = &values[i] };
        assert_non_null(orm__json_list_write(&json, &list));
    }
    orm__buffer_fini(&json);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(random_lists_come_back),      cmocka_unit_test(lists_of_other_programs),
    cmocka_unit_test(texts_that_are_cut),          cmocka_unit_test(integers_at_their_ends),
    cmocka_unit_test(what_has_no_form_is_refused),
};

UNIT_MAIN(tests)
