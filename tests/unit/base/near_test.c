/* Names that are nearly the same: the distance is one, and the guess is what is nearest. */
#include "base/near.h"
#include "support/unit.h"

#include <string.h>

static void test_distances(void **state)
{
    (void)state;
    assert_int_equal(orm__near_distance("", ""), 0);
    assert_int_equal(orm__near_distance("name", "NAME"), 0);
    assert_int_equal(orm__near_distance("name", "nmae"), 1);
    assert_int_equal(orm__near_distance("name", "names"), 1);
    assert_int_equal(orm__near_distance("", "abc"), 3);
    assert_int_equal(orm__near_distance("kitten", "sitting"), 3);
}

/* Nothing is nearer through a third name, and both ways are as long. */
static void test_it_is_a_distance(void **state)
{
    (void)state;
    static const char *const names[] = {
        "", "a", "id", "di", "idea", "title", "tilte", "untitled"
    };
    enum { COUNT = sizeof names / sizeof names[0] };
    for (size_t i = 0; i < COUNT * COUNT * COUNT; i++) {
        const char *a = names[i % COUNT], *b = names[i / COUNT % COUNT];
        const char *c = names[i / COUNT / COUNT];
        assert_int_equal(orm__near_distance(a, b), orm__near_distance(b, a));
        assert_int_equal(orm__near_distance(a, b) == 0, strcmp(a, b) == 0);
        assert_true(orm__near_distance(a, c) <=
                    orm__near_distance(a, b) + orm__near_distance(b, c));
    }
}

static void test_names_that_are_too_long_are_far(void **state)
{
    (void)state;
    char name[200];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_true(orm__near_distance(name, "x") > 10);
    assert_true(orm__near_distance("x", name) > 10);
}

static void test_the_nearest_is_found(void **state)
{
    (void)state;
    orm_near near = orm__near_begin("customer");
    orm__near_offer(&near, "invoice");
    assert_null(near.found);
    orm__near_offer(&near, "customers");
    orm__near_offer(&near, "Customer");
    orm__near_offer(&near, "costumer");
    assert_string_equal(near.found, "Customer");
    near = orm__near_begin("id");
    orm__near_offer(&near, "x");
    orm__near_offer(&near, "na");
    assert_null(near.found);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_distances),
    cmocka_unit_test(test_it_is_a_distance),
    cmocka_unit_test(test_names_that_are_too_long_are_far),
    cmocka_unit_test(test_the_nearest_is_found),
};

UNIT_MAIN(tests)
