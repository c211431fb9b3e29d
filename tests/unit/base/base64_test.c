/* Base64: all bytes there and back, the vectors of RFC 4648, and what is none. */
#include "base/base64.h"
#include "support/unit.h"

#include <string.h>

enum { LONGEST = 80 };

static void assert_written(const void *data, size_t size, const char *expected)
{
    orm_buffer out;
    orm__buffer_init(&out, NULL);
    orm__base64_write(&out, data, size);
    assert_string_equal(orm__buffer_string(&out), expected);
    orm__buffer_fini(&out);
}

static void the_vectors_of_the_rfc(void **state)
{
    (void)state;
    static const char *const texts[] = { "",         "Zg==",     "Zm8=",    "Zm9v",
                                         "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };
    for (size_t size = 0; size <= 6; size++) {
        assert_written("foobar", size, texts[size]);
    }
    assert_written("\xfb\xff\xbf", 3, "+/+/");
}

static void all_bytes_come_back(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (size_t size = 0; size < LONGEST; size++) {
        unsigned char bytes[LONGEST], back[LONGEST + 3];
        size_t read = 0;
        orm_buffer out;
        unit_fill(bytes, size, &seed);
        orm__buffer_init(&out, NULL);
        orm__base64_write(&out, bytes, size);
        assert_true(orm__base64_read(orm__buffer_string(&out), out.size, back, &read));
        assert_int_equal(read, size);
        assert_memory_equal(back, bytes, size);
        orm__buffer_fini(&out);
    }
}

/* Each text stands for bytes that are written as just this text, or for none. */
static void what_is_read_is_written_the_same(void **state)
{
    (void)state;
    static const char characters[] = "AZaz09+/=-_ \n";
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        char text[10] = "";
        unsigned char bytes[LONGEST];
        size_t size = unit_below(&seed, sizeof text - 1), read = 0;
        for (size_t at = 0; at < size; at++) {
            text[at] = characters[unit_below(&seed, sizeof characters)];
        }
        if (orm__base64_read(text, size, bytes, &read)) {
            text[size] = '\0';
            assert_written(bytes, read, text);
        }
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_vectors_of_the_rfc),
    cmocka_unit_test(all_bytes_come_back),
    cmocka_unit_test(what_is_read_is_written_the_same),
};

UNIT_MAIN(tests)
