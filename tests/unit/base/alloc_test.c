/* Checked allocation: overflow, growth, failure that leaves everything as it was. */
#include "base/alloc.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

static void test_default_is_malloc(void **state)
{
    (void)state;
    const orm_allocator empty = { .resize = NULL };
    const orm_allocator *const asked[] = { NULL, &empty };
    for (size_t i = 0; i < 2; i++) {
        orm_allocator own = orm__alloc_or_default(asked[i]);
        char *text = orm__alloc_text(&own, "hello");
        assert_string_equal(text, "hello");
        orm__alloc_free(&own, text, 6);
    }
}

static void test_products_that_overflow_are_refused(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    assert_null(orm__alloc_array(&own, SIZE_MAX / 2 + 1, 2));
    assert_null(orm__alloc_zeroed(&own, 3, SIZE_MAX / 2));
    assert_null(orm__alloc_array(&own, 1, (size_t)PTRDIFF_MAX + 1)); /* no object is so large */
    void *array = NULL;
    size_t capacity = 0;
    assert_false(orm__alloc_grow(&own, &array, &capacity, SIZE_MAX / 4, 16));
    assert_false(orm__alloc_grow(&own, &array, &capacity, PTRDIFF_MAX / 16 + 1, 16));
    assert_null(array);
    assert_int_equal(capacity, 0);
    assert_int_equal(chaos.requests, 0);
}

static void test_nothing_of_nothing_is_null(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    assert_null(orm__alloc_array(&own, 0, 8));
    orm__alloc_free(&own, NULL, 0);
    assert_int_equal(chaos.requests, 0);
}

static void test_zeroed_is_zero(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    unsigned char *bytes = orm__alloc_zeroed(&own, 10, 10);
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(bytes[i], 0);
    }
    orm__alloc_free(&own, bytes, 100);
    assert_string_equal(chaos_fault(&chaos), "");
}

static void test_growth_keeps_the_contents(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    void *array = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        assert_true(orm__alloc_grow(&own, &array, &capacity, (size_t)i + 1, sizeof(int)));
        ((int *)array)[i] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(((int *)array)[i], i);
    }
    assert_true(chaos.requests < 12);
    orm__alloc_free(&own, array, capacity * sizeof(int));
    assert_string_equal(chaos_fault(&chaos), "");
}

static void test_failed_growth_changes_nothing(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 2);
    orm_allocator own = chaos_allocator(&chaos);
    void *array = NULL;
    size_t capacity = 0;
    assert_true(orm__alloc_grow(&own, &array, &capacity, 4, 1));
    memcpy(array, "abc", 4);
    void *before = array;
    size_t room = capacity;
    assert_false(orm__alloc_grow(&own, &array, &capacity, 1000, 1));
    assert_ptr_equal(array, before);
    assert_int_equal(capacity, room);
    assert_string_equal(array, "abc");
    orm__alloc_free(&own, array, capacity);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* The test's own tool has to find what it is made for. */
static void test_chaos_finds_wrong_use(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    char *text = orm__alloc_text(&own, "abc");
    assert_string_equal(chaos_fault(&chaos), "a leak");
    orm__alloc_free(&own, text, 3);
    assert_string_equal(chaos_fault(&chaos), "old_size is not what was asked for");
    chaos_init(&chaos, 0);
    text = orm__alloc_text(&own, "abc");
    text[4] = 'x';
    orm__alloc_free(&own, text, 4);
    assert_string_equal(chaos_fault(&chaos), "a write behind the end of a block");
}

static orm_status allocate_twice(void *ctx, const orm_allocator *allocator)
{
    char *first = orm__alloc_text(allocator, "first");
    char *second = orm__alloc_text(allocator, "second");
    bool missing = first == NULL || second == NULL;
    if (ctx == NULL || !missing) {
        orm__alloc_free(allocator, first, 6);
    }
    orm__alloc_free(allocator, second, 7);
    return missing ? ORM_NO_MEMORY : ORM_OK;
}

static orm_status swallow_failure(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm__alloc_free(allocator, orm__alloc_text(allocator, "x"), 2);
    return ORM_OK;
}

static void test_chaos_tries_every_request(void **state)
{
    (void)state;
    int leak_on_failure = 1;
    assert_string_equal(chaos_each(allocate_twice, NULL), "");
    assert_string_equal(chaos_each(allocate_twice, &leak_on_failure), "a leak");
    assert_string_equal(chaos_each(swallow_failure, NULL), "a refused request went unnoticed");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_default_is_malloc),
    cmocka_unit_test(test_products_that_overflow_are_refused),
    cmocka_unit_test(test_nothing_of_nothing_is_null),
    cmocka_unit_test(test_zeroed_is_zero),
    cmocka_unit_test(test_growth_keeps_the_contents),
    cmocka_unit_test(test_failed_growth_changes_nothing),
    cmocka_unit_test(test_chaos_finds_wrong_use),
    cmocka_unit_test(test_chaos_tries_every_request),
};

UNIT_MAIN(tests)
