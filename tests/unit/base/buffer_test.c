/* The sticky builder: what was appended is there; after a failure nothing is, until a reset. */
#include "base/buffer.h"

#include <stdio.h>

#include "support/chaos_alloc.h"
#include "support/unit.h"

static void test_appends_in_order(void **state)
{
    (void)state;
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    assert_string_equal(orm__buffer_string(&buffer), "");
    orm__buffer_text(&buffer, "a");
    orm__buffer_char(&buffer, 'b');
    orm__buffer_format(&buffer, "%d-%s", 42, "c");
    orm__buffer_append(&buffer, "d\0e", 3);
    assert_int_equal(buffer.size, 9);
    assert_memory_equal(buffer.text, "ab42-cd\0e", 10);
    orm__buffer_reset(&buffer);
    assert_string_equal(orm__buffer_string(&buffer), "");
    orm__buffer_fini(&buffer);
    orm__buffer_fini(&buffer);
}

/* Strings are appended without printf: what stands around them must come out as if they were
 * not. */
static void test_formats_as_printf(void **state)
{
    (void)state;
    char expected[200];
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    orm__buffer_format(&buffer, "%s", "");
    orm__buffer_format(&buffer, "%s=%s,%d%%%s|%.*s%s", "a", "b", -7, "c", 2, "def", "");
    orm__buffer_format(&buffer, "%%s %-4s|%s%zu", "e", "f", (size_t)8);
    orm__buffer_format(&buffer, "no directive");
    (void)snprintf(expected, sizeof expected, "%s=%s,%d%%%s|%.*s%s%%s %-4s|%s%zuno directive", "a",
                   "b", -7, "c", 2, "def", "", "e", "f", (size_t)8);
    assert_string_equal(orm__buffer_string(&buffer), expected);
    orm__buffer_fini(&buffer);
}

static void test_formats_of_any_length(void **state)
{
    (void)state;
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    for (int width = 0; width < 300; width++) {
        orm__buffer_reset(&buffer);
        orm__buffer_format(&buffer, "%*s|", width, "");
        assert_int_equal(buffer.size, width + 1);
        assert_int_equal(strlen(orm__buffer_string(&buffer)), width + 1);
    }
    orm__buffer_fini(&buffer);
}

static void test_quotes_are_doubled(void **state)
{
    (void)state;
    static const struct {
        char quote;
        const char *text, *expected;
    } cases[] = {
        { '"', "", "\"\"" },         { '"', "plain", "\"plain\"" },
        { '"', "\"", "\"\"\"\"" },   { '"', "a\"b\"\"c", "\"a\"\"b\"\"\"\"c\"" },
        { '\'', "it's", "'it''s'" }, { '\'', "\"", "'\"'" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_buffer buffer;
        orm__buffer_init(&buffer, NULL);
        orm__buffer_quoted(&buffer, cases[i].quote, cases[i].text);
        assert_string_equal(orm__buffer_string(&buffer), cases[i].expected);
        orm__buffer_fini(&buffer);
    }
}

static void write_much(orm_buffer *buffer)
{
    for (int i = 0; i < 50; i++) {
        orm__buffer_format(buffer, "%d,", i);
        orm__buffer_quoted(buffer, '"', "x\"y");
    }
}

static orm_status build(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_buffer buffer;
    orm__buffer_init(&buffer, allocator);
    write_much(&buffer);
    orm_status status = orm__buffer_string(&buffer) == NULL ? ORM_NO_MEMORY : ORM_OK;
    assert_int_equal(buffer.failed, status != ORM_OK);
    orm__buffer_fini(&buffer);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    assert_string_equal(chaos_each(build, NULL), "");
}

static void test_failure_sticks_until_reset(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 2);
    orm_allocator own = chaos_allocator(&chaos);
    orm_buffer buffer;
    orm__buffer_init(&buffer, &own);
    write_much(&buffer);
    size_t requests = chaos.requests;
    assert_null(orm__buffer_string(&buffer));
    orm__buffer_text(&buffer, "more");
    assert_null(orm__buffer_string(&buffer));
    assert_int_equal(chaos.requests, requests);
    orm__buffer_reset(&buffer);
    orm__buffer_text(&buffer, "again");
    assert_string_equal(orm__buffer_string(&buffer), "again");
    orm__buffer_fini(&buffer);
    assert_string_equal(chaos_fault(&chaos), "");
}

static void test_a_missing_text_is_a_failure(void **state)
{
    (void)state;
    const char *volatile missing = NULL; /* unknown to the compiler */
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    orm__buffer_text(&buffer, missing);
    assert_null(orm__buffer_string(&buffer));
    orm__buffer_reset(&buffer);
    orm__buffer_format(&buffer, "a%sb", missing);
    assert_null(orm__buffer_string(&buffer));
    orm__buffer_fini(&buffer);
}

static void test_sizes_that_overflow_fail(void **state)
{
    (void)state;
    volatile size_t size = SIZE_MAX - 2; /* unknown to the compiler */
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    orm__buffer_text(&buffer, "abc");
    orm__buffer_append(&buffer, "", size);
    assert_null(orm__buffer_string(&buffer));
    orm__buffer_fini(&buffer);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_appends_in_order),
    cmocka_unit_test(test_formats_as_printf),
    cmocka_unit_test(test_formats_of_any_length),
    cmocka_unit_test(test_quotes_are_doubled),
    cmocka_unit_test(test_every_failing_allocation),
    cmocka_unit_test(test_failure_sticks_until_reset),
    cmocka_unit_test(test_a_missing_text_is_a_failure),
    cmocka_unit_test(test_sizes_that_overflow_fail),
};

UNIT_MAIN(tests)
