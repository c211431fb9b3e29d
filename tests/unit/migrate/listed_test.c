/* Checks that list values, as programs and engines write them, and what only looks like one. */
#include "migrate/listed.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

static orm_arena *arena;

/* "column: a, b" of a list; "" of another condition. */
static void read(const char *condition, char *text, size_t size)
{
    orm_listed listed;
    bool is = false;
    text[0] = '\0';
    assert_true(orm__listed_read(&orm_dialect_postgresql, condition, arena, &listed, &is));
    if (is) {
        size_t used = (size_t)snprintf(text, size, "%s:", listed.column);
        for (uint16_t i = 0; i < listed.count; i++) {
            used += (size_t)snprintf(text + used, size - used, " %s", listed.values[i]);
        }
    }
}

static void test_lists(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "\"tier\" IN ('A', 'B')", "tier: A B" },
        { "tier in('it''s')", "tier: it's" },
        { "x IN (0, -1, 20)", "x: 0 -1 20" },
        { "(tier = ANY (ARRAY['A'::text, 'B'::text]))", "tier: A B" },
        { "((tier)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[]))",
          "tier: A B" },
        { "(tier = 'A'::text)", "tier: A" },
        { "(x = ANY (ARRAY[0, 1]))", "x: 0 1" },
        { "(x = ANY (ARRAY['-1'::integer, (1)::smallint]))", "x: -1 1" },
        { "((tier)::character varying(20) = 'A'::bpchar)", "tier: A" },
    };
    char text[100];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        read(cases[i][0], text, sizeof text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void test_other_conditions(void **state)
{
    (void)state;
    static const char *const cases[] = { "",
                                         "x",
                                         "x > 0",
                                         "x IN (y)",
                                         "x IN ('a', y)",
                                         "x = y",
                                         "x IN ('a') OR y",
                                         "x = ANY (y)",
                                         "length(x) = 16",
                                         "x IS NULL",
                                         "x IN",
                                         "x = - y",
                                         "x IN (" };
    char text[100];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        read(cases[i], text, sizeof text);
        assert_string_equal(text, "");
    }
}

static int make_arena(void **state)
{
    (void)state;
    return orm_arena_new(NULL, &arena) == ORM_OK ? 0 : -1;
}

static int free_arena(void **state)
{
    (void)state;
    orm_arena_free(arena);
    return 0;
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_lists, make_arena, free_arena),
    cmocka_unit_test_setup_teardown(test_other_conditions, make_arena, free_arena),
};

UNIT_MAIN(tests)
