/* Rows as JSON and back: properties of random rows of every model, and the forms of each kind. */
#include "support/any_row.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <orm/instance.h>
#include <orm/json.h>
#include <stdlib.h>

#include "base/arena.h"
#include "kinds.orm.h"
#include "row/codec.h"
#include "row/convert_json.h"

enum { ROUNDS = 40 };

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

static void from_json(const orm_entity *entity, orm_json json, void *row,
                      const orm_json_options *options)
{
    orm_error error = { .message = "" };
    if (orm_from_json(entity, &json, row, options, &error) != ORM_OK) {
        fail_msg("%s: %s", error.message, json.text);
    }
}

static orm_field_bits differing_of(const orm_entity *entity, const void *a, const void *b,
                                   orm_arena *arena)
{
    orm_field_bits differing;
    assert_int_equal(orm_compare(entity, a, b, arena, &differing), ORM_OK);
    return differing;
}

/* ---- there and back ----------------------------------------------------------------------- */

static void check_round_trip(const orm_entity *entity, uint64_t *seed)
{
    for (int i = 0; i < ROUNDS; i++) {
        orm_arena *source = any_row_arena(), *target = any_row_arena();
        void *back = any_row_memory(entity, seed);
        const void *row = any_row(entity, source, seed);
        orm_json json = to_json(entity, row, source);
        /* without a NUL behind it, and gone before the row is looked at */
        char *text = malloc(json.size);
        assert_non_null(text);
        memcpy(text, json.text, json.size);
        from_json(entity, (orm_json){ text, json.size }, back,
                  &(orm_json_options){ .arena = target });
        free(text);
        any_row_assert_same(entity, row, back, target);
        assert_string_equal(to_json(entity, back, target).text, json.text);
        orm_arena_free(source);
        (void)to_json(entity, back, target);
        free(back);
        orm_arena_free(target);
    }
}

static void test_what_is_written_is_read_as_the_same(void **state)
{
    (void)state;
    any_row_each(check_round_trip);
}

/* ---- some of the members ------------------------------------------------------------------ */

/* An object of the chosen members alone, spread out. */
static orm_json json_of_some(const orm_entity *entity, const void *row, const bool *chosen,
                             orm_arena *arena)
{
    orm_buffer out;
    orm__buffer_init(&out, NULL);
    const orm_codec codec = { .entity = entity, .scratch = arena };
    const char *separator = "{";
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm_value value;
        if (!chosen[i]) {
            continue;
        }
        orm__buffer_format(&out, "%s \"%s\"\t:\n", separator, entity->fields[i].member);
        assert_int_equal(orm__codec_bind(&codec, i, row, &value, NULL), ORM_OK);
        assert_int_equal(orm__convert_json_write(&entity->fields[i], &value, &out, NULL), ORM_OK);
        separator = "\r\n,";
    }
    orm__buffer_text(&out, separator[0] == '{' ? "{ } " : " } \n");
    orm_json json = { .text = orm_arena_copy(arena, out.text, out.size), .size = out.size };
    orm__buffer_fini(&out);
    return json;
}

static bool is_behind_null(const orm_entity *entity, uint16_t field, const void *row)
{
    return orm__field_spot(entity, &entity->fields[field], (void *)row).at == NULL;
}

/* rows: where what is not chosen comes from, where the chosen comes from, and the result. */
static void assert_parts(const orm_entity *entity, const void *const rows[3], const bool *chosen,
                         orm_arena *arena)
{
    const orm_field_bits left = differing_of(entity, rows[0], rows[2], arena);
    const orm_field_bits set = differing_of(entity, rows[1], rows[2], arena);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        bool was_null = !chosen[i] && is_behind_null(entity, i, rows[0]);
        assert_true(was_null || !orm_field_bits_has(chosen[i] ? &set : &left, i));
    }
}

/* The chosen members become those of other, the rest stays; row itself is not written to, nor what
 * its pointers lead to. */
static void check_left(const orm_entity *entity, const void *row, const void *other,
                       const bool *chosen, uint64_t *seed)
{
    orm_error error;
    orm_arena *arena = any_row_arena();
    const orm_json json = json_of_some(entity, other, chosen, arena);
    const char *before = to_json(entity, row, arena).text;
    void *into = any_row_memory(entity, seed);
    memcpy(into, row, entity->size);
    orm_status status =
        orm_from_json(entity, &json, into,
                      &(orm_json_options){ .arena = arena, .missing = ORM_JSON_LEAVE }, &error);
    assert_string_equal(to_json(entity, row, arena).text, before);
    if (status != ORM_OK) {
        /* two arrays of one count, or a NULL in a struct that is there because of others */
        unit_assert_error(&error, ORM_CONVERSION,
                          strstr(error.message, "count") != NULL ? "its count" : "NULL");
        assert_memory_equal(into, row, entity->size);
    } else {
        assert_parts(entity, (const void *const[]){ row, other, into }, chosen, arena);
    }
    free(into);
    orm_arena_free(arena);
}

static void check_some(const orm_entity *entity, uint64_t *seed)
{
    bool chosen[ORM_FIELD_BITS];
    for (int i = 0; i < ROUNDS; i++) {
        orm_arena *arena = any_row_arena();
        const void *row = any_row(entity, arena, seed), *other = any_row(entity, arena, seed);
        size_t limit = 1 + unit_below(seed, 4);
        for (uint16_t f = 0; f < entity->field_count; f++) {
            chosen[f] = unit_below(seed, 4) < limit;
        }
        check_left(entity, row, other, chosen, seed);
        orm_arena_free(arena);
    }
}

static void test_members_without_a_key_can_stay(void **state)
{
    (void)state;
    any_row_each(check_some);
}

static void check_cleared(const orm_entity *entity, uint64_t *seed)
{
    orm_arena *arena = any_row_arena();
    void *row = any_row(entity, arena, seed), *empty = any_row_memory(entity, seed);
    orm_clear(entity, empty);
    from_json(entity, (orm_json){ " {} ", 4 }, row,
              &(orm_json_options){ .arena = arena, .missing = ORM_JSON_CLEAR });
    any_row_assert_same(entity, row, empty, arena);
    free(empty);
    orm_arena_free(arena);
}

static void test_members_without_a_key_can_be_emptied(void **state)
{
    (void)state;
    any_row_each(check_cleared);
}

/* ---- forms -------------------------------------------------------------------------------- */

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

static void test_each_kind_has_its_form(void **state)
{
    (void)state;
    orm_arena *arena = any_row_arena();
    assert_string_equal(
        to_json(&sample_entity, &full, arena).text,
        "{\"id\":-9223372036854775808,\"i8\":0,\"i16\":0,\"i32\":0,\"i64\":9223372036854775807,"
        "\"u8\":0,\"u16\":0,\"u32\":0,\"u64\":9223372036854775807,\"flag\":true,\"f32\":0.1,"
        "\"f64\":0.1,\"text\":\"a\\\"\\\\\\u000a\xc3\xa4\",\"code\":\"x\",\"data\":\"AP8Q\","
        "\"digest\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"color\":\"COLOR_GREEN\",\"level\":1000,"
        "\"at_us\":\"1970-01-01T00:00:01.500001Z\",\"at_s\":\"1969-12-31T23:59:59Z\","
        "\"maybe_int\":null,\"maybe_u64\":null,\"maybe_real\":null,\"maybe_text\":null,"
        "\"maybe_code\":null,\"maybe_data\":null,\"maybe_mood\":\"MOOD_GOOD\","
        "\"maybe_at\":9223372036854775807,\"flagged\":null,\"flagged_bool\":true}");
    orm_arena_free(arena);
}

/* What others write: blanks, escapes, other zones, numbers with an exponent. */
static void test_other_spellings_are_read(void **state)
{
    (void)state;
    static const char text[] =
        " {\"\\u0069d\" :\t7 , \"f64\":1E2,\"f32\":0.1,\"text\":\"\\ud83d\\ude00\\/\\u00e4\",\n"
        "\"at_us\":\"2026-02-28T09:30:00.250000000+02:00\", \"i32\" : -0, \"unheard\": "
        "[{\"a\":[]}],"
        "\"data\":\"\",\"maybe_real\":\"-Infinity\",\"flagged\":3}\r\n";
    orm_arena *arena = any_row_arena();
    struct sample row = { .i8 = 5, .flagged_is_null = true };
    from_json(
        &sample_entity, (orm_json){ text, sizeof text - 1 }, &row,
        &(orm_json_options){ .arena = arena, .allow_unknown = true, .missing = ORM_JSON_LEAVE });
    assert_int_equal(row.id, 7);
    assert_int_equal(row.i8, 5);
    assert_true(row.f64 == 100 && row.f32 == 0.1F && isinf(row.maybe_real));
    assert_string_equal(row.text, "\xf0\x9f\x98\x80/\xc3\xa4");
    assert_int_equal(row.at_us, INT64_C(1772263800250000));
    assert_true(row.data != NULL && row.data_size == 0);
    assert_true(row.flagged == 3 && !row.flagged_is_null);
    orm_arena_free(arena);
}

/* ---- memory ------------------------------------------------------------------------------- */

typedef struct scenario {
    const orm_entity *entity;
    const void *row;
} scenario;

static orm_status there_and_back(void *ctx, const orm_allocator *allocator)
{
    const scenario *of = ctx;
    orm_arena *arena = NULL;
    orm_json json;
    uint64_t seed = 3;
    void *into = any_row_memory(of->entity, &seed), *before = malloc(of->entity->size);
    assert_non_null(before);
    memcpy(before, into, of->entity->size);
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        const orm_json_options options = { .arena = arena, .with_redacted = true };
        status = orm_to_json(of->entity, of->row, &options, &json, NULL);
        if (status == ORM_OK) {
            status = orm_from_json(of->entity, &json, into, &options, NULL);
        }
        if (status != ORM_OK) {
            assert_memory_equal(into, before, of->entity->size);
        }
    }
    orm_arena_free(arena);
    free(into);
    free(before);
    return status;
}

static void check_memory(const orm_entity *entity, uint64_t *seed)
{
    orm_arena *arena = any_row_arena();
    scenario of = { .entity = entity, .row = any_row(entity, arena, seed) };
    assert_string_equal(chaos_each(there_and_back, &of), "");
    orm_arena_free(arena);
}

static void test_memory_that_runs_out(void **state)
{
    (void)state;
    any_row_each(check_memory);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_is_written_is_read_as_the_same),
    cmocka_unit_test(test_members_without_a_key_can_stay),
    cmocka_unit_test(test_members_without_a_key_can_be_emptied),
    cmocka_unit_test(test_each_kind_has_its_form),
    cmocka_unit_test(test_other_spellings_are_read),
    cmocka_unit_test(test_memory_that_runs_out),
};

UNIT_MAIN(tests)
