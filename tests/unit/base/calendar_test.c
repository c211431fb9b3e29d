/* Dates: every day there and back, the ends, what is none. */
#include "base/calendar.h"
#include "support/unit.h"

#include <string.h>

static void every_day_comes_back_and_sorts(void **state)
{
    (void)state;
    char before[ORM_CALENDAR_SIZE + 1] = "", text[ORM_CALENDAR_SIZE + 1];
    for (int64_t day = ORM_CALENDAR_FIRST; day <= ORM_CALENDAR_LAST; day++) {
        int64_t back = 0;
        orm__calendar_write(day, text);
        assert_true(orm__calendar_read(text, ORM_CALENDAR_SIZE, &back));
        assert_true(back == day);
        assert_true(strcmp(before, text) < 0);
        memcpy(before, text, sizeof before);
    }
}

static void known_days(void **state)
{
    (void)state;
    static const struct {
        int64_t day;
        const char *text;
    } days[] = { { 0, "1970-01-01" },
                 { -1, "1969-12-31" },
                 { 11016, "2000-02-29" },
                 { 19782, "2024-02-29" },
                 { ORM_CALENDAR_FIRST, "0001-01-01" },
                 { ORM_CALENDAR_LAST, "9999-12-31" } };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        char text[ORM_CALENDAR_SIZE + 1];
        orm__calendar_write(days[i].day, text);
        assert_string_equal(text, days[i].text);
    }
    assert_false(orm__calendar_holds(ORM_CALENDAR_FIRST - 1));
    assert_false(orm__calendar_holds(ORM_CALENDAR_LAST + 1));
}

static void what_is_no_day(void **state)
{
    (void)state;
    static const char *const texts[] = { "",           "2023-02-29", "1900-02-29", "2024-04-31",
                                         "2024-00-10", "2024-13-01", "2024-01-00", "2024-01-32",
                                         "0000-12-31", "-001-01-01", "2024-1-011", "2024 01 01",
                                         "2024-01-0x", "2024-01-01 " };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t day = 4711;
        assert_false(orm__calendar_read(texts[i], strlen(texts[i]), &day));
        assert_true(day == 4711);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_day_comes_back_and_sorts),
    cmocka_unit_test(known_days),
    cmocka_unit_test(what_is_no_day),
};

UNIT_MAIN(tests)
