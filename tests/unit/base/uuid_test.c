/* The texts of a UUID that are read, and those that are not. */
#include "base/uuid.h"
#include "support/unit.h"

#include <string.h>

static void forms_that_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = { "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                                         "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
                                         "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
                                         "a0eebc999c0b4ef8bb6d6bb9bd380a11" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        unsigned char bytes[ORM_UUID_SIZE];
        assert_true(orm__uuid_read(texts[i], strlen(texts[i]), bytes));
        assert_memory_equal(bytes,
                            "\xa0\xee\xbc\x99\x9c\x0b\x4e\xf8\xbb\x6d\x6b\xb9\xbd\x38\x0a\x11", 16);
    }
}

static void forms_that_are_not(void **state)
{
    (void)state;
    static const char *const texts[] = { "",
                                         "{}",
                                         "a0eebc99",
                                         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
                                         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g",
                                         "a0eebc9-99c0b-4ef8-bb6d-6bb9bd380a11",
                                         "a0eebc999c0b4ef8bb6d6bb9bd380a11----",
                                         "{a0eebc999c0b4ef8bb6d6bb9bd380a11" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        unsigned char bytes[ORM_UUID_SIZE];
        assert_false(orm__uuid_read(texts[i], strlen(texts[i]), bytes));
    }
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 1000; i++) {
        unsigned char bytes[ORM_UUID_SIZE], back[ORM_UUID_SIZE];
        char text[ORM_UUID_TEXT + 1];
        unit_fill(bytes, sizeof bytes, &seed);
        orm__uuid_write(bytes, text);
        assert_int_equal(strlen(text), ORM_UUID_TEXT);
        assert_true(orm__uuid_read(text, ORM_UUID_TEXT, back));
        assert_memory_equal(bytes, back, sizeof bytes);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(forms_that_are_read),
    cmocka_unit_test(forms_that_are_not),
    cmocka_unit_test(what_is_written_is_read),
};

UNIT_MAIN(tests)
