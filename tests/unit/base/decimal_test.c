/* Decimals: numbers there and back at every scale, and what is none. */
#include "base/decimal.h"
#include "support/unit.h"

#include <string.h>

static void assert_comes_back(int64_t scaled, unsigned scale)
{
    char text[ORM_DECIMAL_SIZE + 1];
    int64_t back = 0;
    size_t size = orm__decimal_write(scaled, scale, text);
    assert_int_equal(size, strlen(text));
    assert_int_equal(orm__decimal_read(text, size, scale, &back), ORM_DECIMAL_GOOD);
    assert_true(back == scaled);
}

static void numbers_come_back(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (unsigned scale = 0; scale <= ORM_DECIMAL_PRECISION; scale++) {
        int64_t largest = orm__decimal_largest(ORM_DECIMAL_PRECISION);
        assert_comes_back(largest, scale);
        assert_comes_back(-largest, scale);
        for (int64_t i = -120; i <= 120; i++) {
            assert_comes_back(i, scale);
        }
        for (int i = 0; i < 2000; i++) {
            int64_t number = (int64_t)(unit_random(&seed) % (uint64_t)largest);
            assert_comes_back(i % 2 == 0 ? number : -number, scale);
        }
    }
}

static void known_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned scale;
        orm_decimal_problem problem;
        int64_t scaled;
    } cases[] = {
        { "1.50", 2, ORM_DECIMAL_GOOD, 150 },
        { "1.5", 2, ORM_DECIMAL_GOOD, 150 },
        { "+0001.50000", 2, ORM_DECIMAL_GOOD, 150 },
        { "-.5", 2, ORM_DECIMAL_GOOD, -50 },
        { "-0", 2, ORM_DECIMAL_GOOD, 0 },
        { "1.505", 2, ORM_DECIMAL_TOO_FINE, 0 },
        { "999999999999999999", 0, ORM_DECIMAL_GOOD, 999999999999999999 },
        { "1000000000000000000", 0, ORM_DECIMAL_TOO_LARGE, 0 },
        { "10", 17, ORM_DECIMAL_TOO_LARGE, 0 },
        { "", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { "-", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { ".", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { "1.", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { "1.2.3", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { "1e3", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { "99999999999999999999x", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { " 1", 2, ORM_DECIMAL_NO_NUMBER, 0 },
        { "NaN", 2, ORM_DECIMAL_NO_NUMBER, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t scaled = 0;
        assert_int_equal(
            orm__decimal_read(cases[i].text, strlen(cases[i].text), cases[i].scale, &scaled),
            cases[i].problem);
        assert_true(scaled == cases[i].scaled);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_come_back),
    cmocka_unit_test(known_texts),
};

UNIT_MAIN(tests)
