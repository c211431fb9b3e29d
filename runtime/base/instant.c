/* Owns the time of day of instants; the days are the calendar's. */
#include "base/instant.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"

enum {
    SECOND = 1000000,
    MINUTE_SECONDS = 60,
    HOUR_SECONDS = 3600,
    DAY_SECONDS = 86400,
    PLACES = 6,
    TIME_SIZE = 8,                               /* "09:30:00" */
    SHORTEST = ORM_CALENDAR_SIZE + 1 + TIME_SIZE /* without fraction and zone */
};

#define DAY (INT64_C(1) * DAY_SECONDS * SECOND)

static int64_t day_of(int64_t us)
{
    return us / DAY - (us % DAY < 0);
}

bool orm__instant_holds(int64_t us)
{
    return orm__calendar_holds(day_of(us));
}

size_t orm__instant_write(int64_t us, char text[ORM_INSTANT_SIZE + 1])
{
    int64_t day = day_of(us);
    int rest = (int)((us - day * DAY) / SECOND), fraction = (int)((us - day * DAY) % SECOND);
    orm__calendar_write(day, text);
    char *at = text + ORM_CALENDAR_SIZE;
    at += snprintf(at, TIME_SIZE + 2, "T%02d:%02d:%02d", rest / HOUR_SECONDS % 24,
                   rest / MINUTE_SECONDS % 60, rest % MINUTE_SECONDS);
    if (fraction != 0) {
        at += snprintf(at, PLACES + 2, ".%06d", fraction % SECOND);
        while (at[-1] == '0') {
            at--;
        }
    }
    memcpy(at, "Z", 2);
    return (size_t)(at + 1 - text);
}

/* Two digits below a limit; -1: they are none. */
static int read_two(const char *at, int limit)
{
    if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9') {
        return -1;
    }
    int number = (at[0] - '0') * 10 + at[1] - '0';
    return number < limit ? number : -1;
}

/* "09:30:00" */
static bool read_time(const char *at, int64_t *us)
{
    int hour = read_two(at, 24), minute = read_two(at + 3, 60), second = read_two(at + 6, 60);
    if (hour < 0 || minute < 0 || second < 0 || at[2] != ':' || at[5] != ':') {
        return false;
    }
    *us += (INT64_C(1) * hour * HOUR_SECONDS + minute * MINUTE_SECONDS + second) * SECOND;
    return true;
}

/* ".123456", if there is a point; returns the bytes of it. Places below the microsecond are passed
 * over where they are zero. */
static size_t read_fraction(const char *text, size_t size, int64_t *us)
{
    int64_t unit = SECOND;
    size_t at = 1;
    if (size == 0 || text[0] != '.') {
        return 0;
    }
    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++) {
        unit /= 10;
        if (unit == 0 && text[at] != '0') {
            return 0;
        }
        *us += (text[at] - '0') * unit;
    }
    return at == 1 ? 0 : at;
}

/* "Z" or "+02:00", and nothing else */
static bool read_zone(const char *text, size_t size, int64_t *us)
{
    if (size == 1 && text[0] == 'Z') {
        return true;
    }
    if (size != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return false;
    }
    int hours = read_two(text + 1, 24), minutes = read_two(text + 4, 60);
    int64_t ahead = (INT64_C(1) * hours * HOUR_SECONDS + minutes * MINUTE_SECONDS) * SECOND;
    *us -= text[0] == '+' ? ahead : -ahead;
    return hours >= 0 && minutes >= 0;
}

bool orm__instant_read(const char *text, size_t size, int64_t *us_out)
{
    int64_t day = 0, us = 0;
    if (size <= SHORTEST || text[ORM_CALENDAR_SIZE] != 'T' ||
        !orm__calendar_read(text, ORM_CALENDAR_SIZE, &day) ||
        !read_time(text + ORM_CALENDAR_SIZE + 1, &us)) {
        return false;
    }
    size_t fraction = read_fraction(text + SHORTEST, size - SHORTEST, &us);
    us += day * DAY;
    if (!read_zone(text + SHORTEST + fraction, size - SHORTEST - fraction, &us) ||
        !orm__instant_holds(us)) {
        return false;
    }
    *us_out = us;
    return true;
}
