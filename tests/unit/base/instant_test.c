/* Instants: there and back, the ends, what is none. */
#include "base/instant.h"
#include "base/calendar.h"
#include "support/unit.h"

#include <string.h>

#define SECOND INT64_C(1000000)
#define DAY (86400 * SECOND)

static void any_instant_comes_back_and_sorts(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 100000; i++) {
        int64_t us = (int64_t)unit_edge(&seed), back = 0;
        char text[ORM_INSTANT_SIZE + 1];
        if (!orm__instant_holds(us)) {
            assert_true(us < ORM_CALENDAR_FIRST * DAY || us >= (ORM_CALENDAR_LAST + 1) * DAY);
            continue;
        }
        size_t size = orm__instant_write(us, text);
        assert_int_equal(strlen(text), size);
        assert_true(orm__instant_read(text, size, &back));
        assert_true(back == us);
    }
}

static void known_instants(void **state)
{
    (void)state;
    static const struct {
        int64_t us;
        const char *text;
    } instants[] = { { 0, "1970-01-01T00:00:00Z" },
                     { -1, "1969-12-31T23:59:59.999999Z" },
                     { 1, "1970-01-01T00:00:00.000001Z" },
                     { 500000, "1970-01-01T00:00:00.5Z" },
                     { 1772271000 * SECOND, "2026-02-28T09:30:00Z" },
                     { ORM_CALENDAR_FIRST * DAY, "0001-01-01T00:00:00Z" },
                     { (ORM_CALENDAR_LAST + 1) * DAY - 1, "9999-12-31T23:59:59.999999Z" } };
    for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
        char text[ORM_INSTANT_SIZE + 1];
        (void)orm__instant_write(instants[i].us, text);
        assert_string_equal(text, instants[i].text);
    }
}

static void other_spellings(void **state)
{
    (void)state;
    static const char *const texts[] = { "2026-02-28T11:30:00+02:00", "2026-02-28T09:30:00.0Z",
                                         "2026-02-27T23:45:00-09:45",
                                         "2026-02-28T09:30:00.0000000000-00:00" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t us = 0;
        assert_true(orm__instant_read(texts[i], strlen(texts[i]), &us));
        assert_true(us == 1772271000 * SECOND);
    }
}

/* Each beginning of a text, and each text with another character in it, is read or not; what is
 * read is an instant. */
static void what_is_none(void **state)
{
    (void)state;
    static const char right[] = "2026-02-28T09:30:00.25+02:00";
    static const char *const texts[] = {
        "2026-02-28 09:30:00Z",      "2026-02-28T09:30Z",
        "2026-02-28T09:30:00",       "2026-02-28T09:30:00z",
        "2026-02-28T09:30:00.Z",     "2026-02-28T09:30:00,5Z",
        "2026-02-28T09:30:60Z",      "2026-02-28T24:00:00Z",
        "2026-02-28T09:30:00+2:00",  "2026-02-28T09:30:00+02:60",
        "2026-02-28T09:30:00+24:00", "2026-02-29T09:30:00Z",
        "0001-01-01T00:00:00+00:01", "2026-02-28T09:30:00.0000001Z",
        "9999-12-31T23:59:59-00:01", "2026-02-28T09:30:00ZZ"
    };
    int64_t us = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_false(orm__instant_read(texts[i], strlen(texts[i]), &us));
    }
    for (size_t size = 0; size < sizeof right - 1; size++) {
        assert_false(orm__instant_read(right, size, &us));
    }
    for (size_t at = 0; at < sizeof right - 1; at++) {
        char text[sizeof right];
        memcpy(text, right, sizeof right);
        text[at] = 'x';
        assert_false(orm__instant_read(text, sizeof right - 1, &us));
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_instant_comes_back_and_sorts),
    cmocka_unit_test(known_instants),
    cmocka_unit_test(other_spellings),
    cmocka_unit_test(what_is_none),
};

UNIT_MAIN(tests)
