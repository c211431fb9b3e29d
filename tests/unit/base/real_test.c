/* Doubles as text: back to the last bit, and a point whatever the locale writes. */
#include "base/real.h"
#include "support/unit.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static void assert_comes_back(double real)
{
    char text[ORM_REAL_SIZE + 1];
    double back = 0.5;
    size_t size = orm__real_write(real, text);
    assert_int_equal(size, strlen(text));
    assert_non_null(strpbrk(text, ".e"));
    assert_true(orm__real_read(text, size, &back));
    assert_memory_equal(&back, &real, sizeof real);
}

static void every_bit_comes_back(void **state)
{
    (void)state;
    static const double edges[] = { 0.0,     -0.0,     1.0,          0.1,     -1e300,
                                    DBL_MAX, -DBL_MAX, DBL_TRUE_MIN, DBL_MIN, 9007199254740993.0 };
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        assert_comes_back(edges[i]);
    }
    uint64_t seed = 11;
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = unit_random(&seed);
        double real;
        memcpy(&real, &bits, sizeof real);
        if (isfinite(real)) {
            assert_comes_back(real);
        }
    }
}

static void known_texts(void **state)
{
    (void)state;
    char text[ORM_REAL_SIZE + 1];
    (void)orm__real_write(1.0, text);
    assert_string_equal(text, "1.0");
    (void)orm__real_write(-0.0, text);
    assert_string_equal(text, "-0.0");
    (void)orm__real_write(1e300, text);
    assert_string_equal(text, "1.0000000000000001e+300");
    (void)orm__real_write(0.5, text);
    assert_string_equal(text, "0.5");
    double real = 7;
    assert_true(orm__real_read("1e2,", 3, &real) && real == 100);
    assert_false(orm__real_read("1e400", 5, &real));
    assert_false(orm__real_read("", 0, &real));
    assert_false(orm__real_read("1.5x", 4, &real));
    assert_true(real == 100);
}

/* As long as a text may be, and longer. */
static void long_texts(void **state)
{
    (void)state;
    char text[ORM_REAL_LONGEST + 1];
    memset(text, '0', sizeof text);
    text[1] = '.';
    text[2] = '5';
    double real = 0;
    assert_true(orm__real_read(text, ORM_REAL_LONGEST, &real) && real == 0.5);
    assert_false(orm__real_read(text, ORM_REAL_LONGEST + 1, &real));
}

static void a_comma_changes_nothing(void **state)
{
    (void)state;
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL && setlocale(LC_NUMERIC, "de_DE") == NULL) {
        skip();
    }
    char text[ORM_REAL_SIZE + 1];
    (void)orm__real_write(1.5, text);
    double real = 0;
    bool is_read = orm__real_read("-2.25e1", 7, &real);
    (void)setlocale(LC_NUMERIC, "C");
    assert_string_equal(text, "1.5");
    assert_true(is_read && real == -22.5);
}

static void assert_shortest(double real, bool is_float, const char *expected)
{
    char text[ORM_REAL_SIZE + 1];
    assert_int_equal(orm__real_write_shortest(real, is_float, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void the_shortest_text_is_the_same_number(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        char text[ORM_REAL_SIZE + 1];
        uint64_t bits = unit_edge(&seed);
        double real, back = 0;
        memcpy(&real, &bits, sizeof real);
        if (real != real || real - real != 0) {
            continue;
        }
        size_t size = orm__real_write_shortest(real, false, text);
        assert_true(orm__real_read(text, size, &back));
        assert_memory_equal(&back, &real, sizeof real);
    }
    assert_shortest(0.1, false, "0.1");
    assert_shortest((double)0.1F, true, "0.1");
    assert_shortest((double)0.1F, false, "0.10000000149011612");
    assert_shortest(-0.0, false, "-0.0");
    assert_shortest(1.0 / 3, false, "0.3333333333333333");
    assert_shortest(5e-324, false, "4.94065645841247e-324");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_bit_comes_back),
    cmocka_unit_test(known_texts),
    cmocka_unit_test(long_texts),
    cmocka_unit_test(a_comma_changes_nothing),
    cmocka_unit_test(the_shortest_text_is_the_same_number),
};

UNIT_MAIN(tests)
