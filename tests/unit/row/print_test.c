/* Rows as text for people. */
#include "support/any_row.h"
#include "support/unit.h"

#include <math.h>
#include <orm/instance.h>
#include <stdio.h>

#include "base/utf8.h"
#include "kinds.orm.h"
#ifdef ANY_ROW_SCANNED
#include "scanned/accounts.h"

extern const orm_entity account_entity;
#endif

enum { ROUNDS = 40 };

static void assert_printed(const orm_entity *entity, const void *row, const char *expected)
{
    orm_arena *arena = any_row_arena();
    const char *text = NULL;
    assert_int_equal(orm_print(entity, row, arena, &text), ORM_OK);
    assert_string_equal(text, expected);
    orm_arena_free(arena);
}

static void assert_part(const struct sample *row, const char *expected)
{
    orm_arena *arena = any_row_arena();
    const char *text = NULL;
    assert_int_equal(orm_print(&sample_entity, row, arena, &text), ORM_OK);
    if (strstr(text, expected) == NULL) {
        fail_msg("no %s in %s", expected, text);
    }
    orm_arena_free(arena);
}

static void test_a_row_is_one_line(void **state)
{
    (void)state;
    assert_printed(&grant_entity,
                   &(struct grant){ .role = (char *)"a \"b\"\n\xc3\xa4\xff\x1b\x7f\xc2\x85\\",
                                    .object_id = INT64_MIN,
                                    .rights = 7 },
                   "grant{role: \"a \\\"b\\\"\\n\xc3\xa4\\xff\\x1b\\x7f\\xc2\\x85\\\\\", "
                   "object_id: -9223372036854775808, rights: 7}");
    assert_printed(&node_entity, &(struct node){ .id = 1 },
                   "node{id: 1, parent_id: NULL, label: NULL}");
}

static void test_each_kind_has_its_look(void **state)
{
    (void)state;
    struct sample row = { .flag = true,
                          .f32 = 0.1F,
                          .f64 = NAN,
                          .data = (void *)"\x00\xff",
                          .data_size = 2,
                          .color = COLOR_BLUE,
                          .at_us = 1500000,
                          .maybe_at = INT64_MAX };
    assert_part(&row, "flag: true, f32: 0.1, f64: NaN, ");
    assert_part(&row, "data: x'00ff', ");
    assert_part(&row, "color: COLOR_BLUE, level: LEVEL_LOW, ");
    assert_part(&row, "at_us: 1970-01-01T00:00:01.5Z, at_s: 1970-01-01T00:00:00Z");
    assert_part(&row, "maybe_at: 9223372036854775807 us");
    row.f64 = -INFINITY;
    assert_part(&row, "f64: -Infinity");
}

static void test_long_values_are_cut(void **state)
{
    (void)state;
    char text[1001], most[400];
    memset(text, 'y', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct sample row = { .text = text, .data = text, .data_size = 33 };
    (void)snprintf(most, sizeof most, "text: \"%.256s\"... (1000 bytes), ", text);
    assert_part(&row, most);
    assert_part(&row, "79'... (33 bytes), ");
    text[256] = '\0';
    (void)snprintf(most, sizeof most, "text: \"%.256s\", ", text);
    assert_part(&row, most);
}

static void test_what_no_column_holds_is_shown_with_the_reason(void **state)
{
    (void)state;
    struct sample row = { .color = (enum color)3, .data = (void *)"x", .data_size = SIZE_MAX };
    memset(row.code, 'x', sizeof row.code);
    assert_part(&row, "code: (sample.code: char[8] has no terminating NUL), data: (sample.data: ");
    assert_part(&row, "color: (sample.color: integer 3 is no value of enum color), ");
}

#ifdef ANY_ROW_SCANNED
static void test_secrets_are_withheld(void **state)
{
    (void)state;
    assert_printed(&account_entity,
                   &(struct account){ .id = 1,
                                      .password = (char *)"hunter2",
                                      .pin = 1234,
                                      .secret.level = (enum account_level)7,
                                      .open_day = "2026-02-28" },
                   "account{id: 1, password: (withheld), address: (withheld), card: (withheld), "
                   "json: (withheld), pin: (withheld), secret.day: (withheld), secret.sum: "
                   "(withheld), secret.level: (withheld), open_day: 2026-02-28}");
}
#endif

/* One line of UTF-8 with each member in it, whatever the row holds. */
static void check_print(const orm_entity *entity, uint64_t *seed)
{
    for (int i = 0; i < ROUNDS; i++) {
        orm_arena *arena = any_row_arena();
        const char *text = NULL;
        assert_int_equal(orm_print(entity, any_row(entity, arena, seed), arena, &text), ORM_OK);
        assert_true(orm__utf8_is_valid(text, strlen(text)));
        for (const char *at = text; *at != '\0'; at++) {
            assert_true((unsigned char)*at >= ' ');
        }
        const char *at = text;
        for (uint16_t f = 0; f < entity->field_count; f++) {
            at = strstr(at, entity->fields[f].member);
            assert_non_null(at);
        }
        orm_arena_free(arena);
    }
}

static void test_any_row_is_shown(void **state)
{
    (void)state;
    any_row_each(check_print);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_row_is_one_line),
    cmocka_unit_test(test_each_kind_has_its_look),
    cmocka_unit_test(test_long_values_are_cut),
    cmocka_unit_test(test_what_no_column_holds_is_shown_with_the_reason),
#ifdef ANY_ROW_SCANNED
    cmocka_unit_test(test_secrets_are_withheld),
#endif
    cmocka_unit_test(test_any_row_is_shown),
};

UNIT_MAIN(tests)
