/* Intervals: every one there and back with its parts apart, what PostgreSQL writes, and what is
 * none. */
#include "base/interval.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

static void assert_comes_back(orm_interval interval)
{
    char text[ORM_INTERVAL_SIZE + 1];
    orm_interval back = { 1, 1, 1 };
    size_t size = orm__interval_write(interval, text);
    assert_int_equal(size, strlen(text));
    assert_true(size <= ORM_INTERVAL_SIZE);
    assert_true(orm__interval_read(text, size, &back));
    assert_true(orm__interval_same(interval, back));
}

/* An end of a type, a small number or any, with either sign. */
static int64_t draw(uint64_t *seed, int64_t last)
{
    uint64_t drawn = unit_random(seed);
    int64_t edge = (int64_t)(unit_random(seed) % 4);
    switch (drawn % 4) {
    case 0:
        return last - edge;
    case 1:
        return -last - 1 + edge;
    case 2:
        return edge - 2;
    default:
        return (int64_t)(unit_random(seed) % (uint64_t)last) * (drawn & 8 ? 1 : -1);
    }
}

static void intervals_come_back(void **state)
{
    (void)state;
    uint64_t seed = 47;
    for (int i = 0; i < 100000; i++) {
        const orm_interval interval = { .months = (int32_t)draw(&seed, INT32_MAX),
                                        .days = (int32_t)draw(&seed, INT32_MAX),
                                        .microseconds = draw(&seed, INT64_MAX) };
        assert_comes_back(interval);
    }
}

static void known_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        orm_interval interval;
    } cases[] = {
        { "PT0S", { 0, 0, 0 } },
        { "P1Y2M3DT4H5M6.789S", { 14, 3, INT64_C(14706789000) } },
        { "P-1Y-2M3DT-4H-5M-6S", { -14, 3, INT64_C(-14706000000) } },
        { "P30D", { 0, 30, 0 } },
        { "PT24H", { 0, 0, INT64_C(86400000000) } },
        { "P1M", { 1, 0, 0 } },
        { "PT1M", { 0, 0, 60000000 } },
        { "PT-0.000001S", { 0, 0, -1 } },
        { "PT0.1S", { 0, 0, 100000 } },
        { "PT10S", { 0, 0, 10000000 } },
        { "P-178956970Y-8M-2147483648DT-2562047788H-54.775808S",
          { INT32_MIN, INT32_MIN, INT64_MIN } },
        { "P178956970Y7M2147483647DT2562047788H54.775807S", { INT32_MAX, INT32_MAX, INT64_MAX } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ORM_INTERVAL_SIZE + 1];
        orm_interval read = { 1, 1, 1 };
        (void)orm__interval_write(cases[i].interval, text);
        assert_string_equal(text, cases[i].text);
        assert_true(orm__interval_read(cases[i].text, strlen(cases[i].text), &read));
        assert_true(orm__interval_same(read, cases[i].interval));
    }
}

static void other_texts_of_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        orm_interval interval;
    } cases[] = {
        { "P0D", { 0, 0, 0 } },
        { "P14M", { 14, 0, 0 } },
        { "P2W1D", { 0, 15, 0 } },
        { "P+1Y-1M", { 11, 0, 0 } },
        { "PT1.5S", { 0, 0, 1500000 } },
        { "PT1.5000000000S", { 0, 0, 1500000 } },
        { "PT90M", { 0, 0, 5400000000 } },
        { "P0001D", { 0, 1, 0 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_interval read = { 1, 1, 1 };
        assert_true(orm__interval_read(cases[i].text, strlen(cases[i].text), &read));
        assert_true(orm__interval_same(read, cases[i].interval));
    }
}

static void what_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "P",
        "PT",
        "T1S",
        "1D",
        "P1",
        "P1DT",
        "P1D1Y",
        "P1M1M",
        "P1.5D",
        "PT1.5H",
        "PT1.S",
        "PT.5S",
        "PT1.1234567S",
        "P--1D",
        "P-D",
        "p1d",
        "P1D ",
        " P1D",
        "P1H",
        "PT1D",
        "PT1S1M",
        "-P1D",
        "P1Y2",
        "P1DTT1S",
        "PT1SD",
        "P1D2T",
        "P2147483648D",
        "P-2147483649D",
        "P178956970Y8M",
        "P2147483647M1Y",
        "PT2562047788H54.775808S",
        "PT9999999999999999S",
        "P99999999999999999D",
        "P1e3D",
        "infinity",
        "1 day",
        "P1Y-2147483647M-2Y",
        "PT1S.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        orm_interval read = { 1, 2, 3 };
        assert_false(orm__interval_read(texts[i], strlen(texts[i]), &read));
        assert_true(orm__interval_same(read, (orm_interval){ 1, 2, 3 }));
    }
}

/* Whatever is read is one that is written, and nothing is read beyond the end. */
static void any_text_is_read_or_refused(void **state)
{
    (void)state;
    static const char letters[] = "PTYMWDHS0123456789.-+";
    uint64_t seed = 8601;
    for (int i = 0; i < 200000; i++) {
        char text[12];
        size_t size = unit_random(&seed) % sizeof text;
        for (size_t at = 0; at < size; at++) {
            text[at] = letters[unit_random(&seed) % (sizeof letters - 1)];
        }
        if (size > 0) {
            text[0] = 'P';
        }
        char *exact = malloc(size + 1);
        assert_non_null(exact);
        memcpy(exact, text, size);
        orm_interval read;
        if (orm__interval_read(exact, size, &read)) {
            assert_comes_back(read);
        }
        free(exact);
    }
}

static void infinities(void **state)
{
    (void)state;
    assert_false(orm__interval_holds((orm_interval){ INT32_MAX, INT32_MAX, INT64_MAX }));
    assert_false(orm__interval_holds((orm_interval){ INT32_MIN, INT32_MIN, INT64_MIN }));
    assert_true(orm__interval_holds((orm_interval){ INT32_MAX, INT32_MAX, INT64_MAX - 1 }));
    assert_true(orm__interval_holds((orm_interval){ INT32_MIN, INT32_MIN + 1, INT64_MIN }));
    assert_true(orm__interval_holds((orm_interval){ 0, 0, 0 }));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(intervals_come_back),         cmocka_unit_test(known_texts),
    cmocka_unit_test(other_texts_of_one),          cmocka_unit_test(what_is_none),
    cmocka_unit_test(any_text_is_read_or_refused), cmocka_unit_test(infinities),
};

UNIT_MAIN(tests)
