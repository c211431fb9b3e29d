/* JSON that is no row, and rows that are no JSON: told, and without a trace. */
#include "support/any_row.h"
#include "support/unit.h"

#include <orm/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "kinds.orm.h"
#include "base/json_text.h"

enum { MUTATIONS = 60 };

static orm_json to_json(const orm_entity *entity, const void *row, orm_arena *arena)
{
    orm_error error = { .message = "" };
    orm_json json = { .text = NULL };
    const orm_json_options options = { .arena = arena, .with_redacted = true };
    if (orm_to_json(entity, row, &options, &json, &error) != ORM_OK) {
        fail_msg("%s", error.message);
    }
    assert_int_equal(strlen(json.text), json.size);
    return json;
}

static const struct sample full = { .id = INT64_MIN,
                                    .i64 = INT64_MAX,
                                    .u64 = INT64_MAX,
                                    .flag = true,
                                    .f32 = 0.1F,
                                    .f64 = 0.1,
                                    .text = (char *)"a\"\\\n\xc3\xa4",
                                    .code = "x",
                                    .data = (void *)"\x00\xff\x10",
                                    .data_size = 3,
                                    .color = COLOR_GREEN,
                                    .level = LEVEL_HIGH,
                                    .at_us = 1500001,
                                    .at_s = -1,
                                    .maybe_int = -1,
                                    .maybe_u64 = UINT64_MAX,
                                    .maybe_real = -1.5,
                                    .maybe_mood = MOOD_GOOD,
                                    .maybe_at = INT64_MAX,
                                    .flagged_is_null = true,
                                    .flagged_bool = true };

/* ---- what is refused ---------------------------------------------------------------------- */

typedef struct bad {
    const char *text, *message;
} bad;

static const bad bads[] = {
    { "", "no object" },
    { "[]", "no object" },
    { "{", "no valid JSON" },
    { "{\"id\"", "no valid JSON" },
    { "{\"id\":", "no valid JSON" },
    { "{\"id\":1", "no valid JSON" },
    { "{\"id\":1,", "no valid JSON" },
    { "{\"id\":1,}", "no valid JSON" },
    { "{id:1}", "no valid JSON" },
    { "{\"id\":1} x", "more behind the object (byte 9 of the JSON)" },
    { "{\"id\":1}{}", "more behind" },
    { "{\"id\":01}", "no valid JSON" },
    { "{\"id\":1,\"id\":1}", "sample.id: the key \"id\" is there twice (byte 13 of the JSON)" },
    { "{\"idd\":1}", "there is no member \"idd\"" },
    { "{\"\":1}", "there is no member \"\"" },
    { "{\"id\":9223372036854775808}", "sample.id: kind int64 is a whole number of 64 bits" },
    { "{\"id\":1.0}", "whole number" },
    { "{\"id\":\"1\"}", "whole number" },
    { "{\"id\":true}", "whole number" },
    { "{\"id\":[1]}", "sample.id: kind int64 is no list" },
    { "{\"id\":{}}", "no list and no object" },
    { "{\"id\":null}", "sample.id: NULL" },
    { "{\"id\":nul}", "no valid JSON" },
    { "{\"i8\":128}", "sample.i8: integer 128 does not fit int8_t (byte 6 of the JSON)" },
    { "{\"i16\":32768}", "kind int16" },
    { "{\"u8\":-1}", "sample.u8" },
    { "{\"u64\":-1}", "sample.u64" },
    { "{\"u64\":18446744073709551615}", "whole number" },
    { "{\"flag\":1}", "true or false" },
    { "{\"flag\":\"true\"}", "true or false" },
    { "{\"f64\":1e999}", "no double" },
    { "{\"f64\":\"1\"}", "a number" },
    { "{\"f32\":1e39}", "no float" },
    { "{\"maybe_real\":-1.5}", "null_if" },
    { "{\"text\":1}", "sample.text: kind text is a string" },
    { "{\"text\":null}", "not nullable" },
    { "{\"text\":\"a\\u0000b\"}", "embedded NUL" },
    { "{\"text\":\"\xff\"}", "not valid UTF-8" },
    { "{\"text\":\"\\ud800\"}", "no valid JSON" },
    { "{\"text\":\"a\nb\"}", "no valid JSON" },
    { "{\"text\":\"\\x\"}", "no valid JSON" },
    { "{\"code\":\"12345678\"}", "sample.code: text of 8 bytes does not fit char[8]" },
    { "{\"data\":\"AAA\"}", "base64" },
    { "{\"data\":\"AAB=\"}", "base64" },
    { "{\"data\":\"A===\"}", "base64" },
    { "{\"data\":\"AA AAAA=\"}", "base64" },
    { "{\"data\":\"AA==AAAA\"}", "base64" },
    { "{\"digest\":\"AAAA\"}", "sample.digest" },
    { "{\"color\":\"RED\"}", "'RED' is no label of enum color" },
    { "{\"color\":5}", "a string" },
    { "{\"level\":1}", "no value of enum level" },
    { "{\"at_us\":0}", "a string such as" },
    { "{\"at_us\":\"2026-02-30T00:00:00Z\"}", "a string such as" },
    { "{\"at_us\":\"2026-02-28T24:00:00Z\"}", "a string such as" },
    { "{\"at_us\":\"2026-02-28T00:00:60Z\"}", "a string such as" },
    { "{\"at_us\":\"2026-02-28T00:00:00\"}", "a string such as" },
    { "{\"at_us\":\"2026-02-28T00:00:00.Z\"}", "a string such as" },
    { "{\"at_us\":\"2026-02-28T00:00:00.0000001Z\"}", "a string such as" },
    { "{\"at_s\":\"2026-02-28T00:00:00.5Z\"}", "whole number of seconds" },
    { "{\"flagged_bool\":{}}", "no list and no object" },
};

static void test_what_is_wrong_is_told_and_changes_nothing(void **state)
{
    (void)state;
    orm_arena *arena = any_row_arena();
    (void)orm_arena_alloc(arena, 1);
    for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++) {
        orm_error error = { .status = ORM_OK };
        struct sample row = full;
        const orm_arena_mark mark = orm__arena_mark(arena);
        const orm_json json = { bads[i].text, strlen(bads[i].text) };
        orm_status status =
            orm_from_json(&sample_entity, &json, &row,
                          &(orm_json_options){ .arena = arena, .missing = ORM_JSON_LEAVE }, &error);
        assert_int_equal(status, error.status);
        unit_assert_error(&error, ORM_CONVERSION, bads[i].message);
        unit_assert_error(&error, ORM_CONVERSION, " of the JSON)");
        assert_memory_equal(&row, &full, sizeof row);
        assert_int_equal(orm__arena_mark(arena).used, mark.used);
    }
    orm_arena_free(arena);
}

static void test_a_missing_key_is_refused(void **state)
{
    (void)state;
    orm_error error;
    orm_arena *arena = any_row_arena();
    struct sample row = full;
    const orm_json json = { "{\"id\":1}", 8 };
    assert_int_equal(
        orm_from_json(&sample_entity, &json, &row, &(orm_json_options){ .arena = arena }, &error),
        ORM_CONVERSION);
    unit_assert_error(&error, ORM_CONVERSION, "sample.i8: the key \"i8\" is missing");
    assert_memory_equal(&row, &full, sizeof row);
    orm_arena_free(arena);
}

/* Lists within lists, as deep as they may be and deeper: of an unknown key. */
static void test_depth_is_bounded(void **state)
{
    (void)state;
    enum { DEEPEST = 100000 };
    orm_arena *arena = any_row_arena();
    struct sample row = full;
    char *text = orm_arena_alloc(arena, 2 * DEEPEST + 16);
    for (size_t depth = ORM_JSON_DEPTH; depth < DEEPEST; depth = depth * 3 + 1) {
        orm_error error;
        (void)snprintf(text, 6, "{\"x\":");
        memset(text + 5, '[', depth);
        memset(text + 5 + depth, ']', depth);
        text[5 + 2 * depth] = '}';
        orm_status status = orm_from_json(
            &sample_entity, &(orm_json){ text, 6 + 2 * depth }, &row,
            &(orm_json_options){ .arena = arena, .allow_unknown = true, .missing = ORM_JSON_LEAVE },
            &error);
        assert_int_equal(status, depth == ORM_JSON_DEPTH ? ORM_OK : ORM_CONVERSION);
    }
    orm_arena_free(arena);
}

static void refuse_to_write(struct sample row, const char *message)
{
    orm_error error;
    orm_json json = { .text = "untouched" };
    orm_arena *arena = any_row_arena();
    assert_int_equal(
        orm_to_json(&sample_entity, &row, &(orm_json_options){ .arena = arena }, &json, &error),
        ORM_CONVERSION);
    unit_assert_error(&error, ORM_CONVERSION, message);
    assert_string_equal(json.text, "untouched");
    orm_arena_free(arena);
}

static void test_what_no_column_holds_is_not_written(void **state)
{
    (void)state;
    struct sample row = full;
    row.color = (enum color)3;
    refuse_to_write(row, "sample.color: integer 3 is no value of enum color");
    row = full;
    row.text = (char *)"a\xff";
    refuse_to_write(row, "sample.text: the text is not valid UTF-8");
    row = full;
    row.u64 = UINT64_MAX;
    refuse_to_write(row, "sample.u64");
    row = full;
    memset(row.code, 'x', sizeof row.code);
    refuse_to_write(row, "sample.code");
}

static void test_what_is_asked_wrongly(void **state)
{
    (void)state;
    orm_error error;
    orm_arena *arena = any_row_arena();
    struct sample row = full;
    orm_json json = { .text = NULL };
    const orm_json_options with = { .arena = arena }, without = { .arena = NULL };
    assert_int_equal(orm_to_json(NULL, &row, &with, &json, &error), ORM_MISUSE);
    assert_int_equal(orm_to_json(&sample_entity, NULL, &with, &json, &error), ORM_MISUSE);
    assert_int_equal(orm_to_json(&sample_entity, &row, NULL, &json, &error), ORM_MISUSE);
    assert_int_equal(orm_to_json(&sample_entity, &row, &without, &json, NULL), ORM_MISUSE);
    assert_int_equal(orm_to_json(&sample_entity, &row, &with, NULL, &error), ORM_MISUSE);
    assert_int_equal(orm_from_json(NULL, &json, &row, &with, &error), ORM_MISUSE);
    assert_int_equal(orm_from_json(&sample_entity, NULL, &row, &with, &error), ORM_MISUSE);
    assert_int_equal(orm_from_json(&sample_entity, &json, &row, &with, &error), ORM_MISUSE);
    json.text = "{}";
    assert_int_equal(orm_from_json(&sample_entity, &json, NULL, &with, &error), ORM_MISUSE);
    assert_int_equal(orm_from_json(&sample_entity, &json, &row, &without, &error), ORM_MISUSE);
    orm_arena_free(arena);
}

/* ---- anything ----------------------------------------------------------------------------- */

/* A text with some bytes changed, taken out, or doubled is read, or refused without a trace. */
static void check_mutations(const orm_entity *entity, uint64_t *seed)
{
    static const char bytes[] = "{}[]\",:0-9.eEnul\\ \x80\xff";
    orm_arena *source = any_row_arena();
    const void *row = any_row(entity, source, seed);
    const orm_json json = to_json(entity, row, source);
    for (int i = 0; i < MUTATIONS; i++) {
        orm_error error;
        orm_arena *arena = any_row_arena();
        void *into = any_row_memory(entity, seed), *before = malloc(entity->size);
        char *text = malloc(json.size);
        size_t at = unit_below(seed, json.size), size = json.size;
        assert_true(text != NULL && before != NULL);
        memcpy(text, json.text, size);
        memcpy(before, into, entity->size);
        text[at] = bytes[unit_below(seed, sizeof bytes)];
        size = unit_below(seed, 3) == 0 ? unit_below(seed, size) : size;
        orm_status status = orm_from_json(entity, &(orm_json){ text, size }, into,
                                          &(orm_json_options){ .arena = arena }, &error);
        if (status != ORM_OK) {
            assert_int_equal(status, ORM_CONVERSION);
            assert_memory_equal(into, before, entity->size);
        }
        free(text);
        free(into);
        free(before);
        orm_arena_free(arena);
    }
    orm_arena_free(source);
}

static void test_spoilt_json_is_refused_without_a_trace(void **state)
{
    (void)state;
    any_row_each(check_mutations);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_is_wrong_is_told_and_changes_nothing),
    cmocka_unit_test(test_a_missing_key_is_refused),
    cmocka_unit_test(test_depth_is_bounded),
    cmocka_unit_test(test_what_no_column_holds_is_not_written),
    cmocka_unit_test(test_what_is_asked_wrongly),
    cmocka_unit_test(test_spoilt_json_is_refused_without_a_trace),
};

UNIT_MAIN(tests)
