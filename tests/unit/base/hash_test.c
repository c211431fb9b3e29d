/* The hash is FNV-1a: its published values, and neighbours that cannot run together. */
#include "base/hash.h"
#include "support/unit.h"

static void test_published_values(void **state)
{
    (void)state;
    assert_true(orm__hash_bytes(ORM_HASH_START, "", 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(orm__hash_bytes(ORM_HASH_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(orm__hash_bytes(ORM_HASH_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
}

static void test_neighbours_stay_apart(void **state)
{
    (void)state;
    uint64_t ab_c = orm__hash_text(orm__hash_text(ORM_HASH_START, "ab"), "c");
    uint64_t a_bc = orm__hash_text(orm__hash_text(ORM_HASH_START, "a"), "bc");
    assert_true(ab_c != a_bc);
    assert_true(orm__hash_text(ORM_HASH_START, NULL) != orm__hash_text(ORM_HASH_START, ""));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_published_values),
    cmocka_unit_test(test_neighbours_stay_apart),
};

UNIT_MAIN(tests)
