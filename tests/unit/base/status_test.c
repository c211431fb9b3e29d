/* Statuses: every one has a name and a text of its own, and a sign that says what it is. */
#include <orm/version.h>

#include "support/unit.h"

static const orm_status all[] = {
#define STATUS_VALUE(name, value, text) ORM_##name,
    ORM_STATUS_MAP(STATUS_VALUE)
#undef STATUS_VALUE
};

enum { COUNT = sizeof all / sizeof all[0] };

static void test_names_and_texts_differ(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(strncmp(orm_status_name(all[i]), "ORM_", 4), 0);
        assert_true(orm_status_text(all[i])[0] != '\0');
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(all[i], all[j]);
            assert_string_not_equal(orm_status_name(all[i]), orm_status_name(all[j]));
            assert_string_not_equal(orm_status_text(all[i]), orm_status_text(all[j]));
        }
    }
    assert_string_equal(orm_status_name(ORM_UNIQUE), "ORM_UNIQUE");
    assert_string_equal(orm_status_name((orm_status)1234), "ORM_?");
    assert_string_equal(orm_status_text((orm_status)1234), "unknown status");
}

static void test_sign_tells_success(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        bool is_success = all[i] == ORM_OK || all[i] == ORM_DONE || all[i] == ORM_AGAIN;
        assert_int_equal(all[i] >= 0, is_success);
    }
}

static void test_only_two_are_worth_another_try(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(orm_status_is_retryable(all[i]),
                         all[i] == ORM_SERIALIZATION || all[i] == ORM_BUSY);
    }
}

static void test_version_is_the_header_s(void **state)
{
    (void)state;
    assert_string_equal(orm_version(), ORM_VERSION);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_names_and_texts_differ),
    cmocka_unit_test(test_sign_tells_success),
    cmocka_unit_test(test_only_two_are_worth_another_try),
    cmocka_unit_test(test_version_is_the_header_s),
};

UNIT_MAIN(tests)
