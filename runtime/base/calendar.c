/* Owns the calendar. Years begin in March here, so that the leap day is the last one of its
 * year. */
#include "base/calendar.h"

#include <string.h>

enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400, EPOCH = 719468 /* days from 0000-03-01 */ };

typedef struct date {
    int year, month, day;
} date;

/* Of a year that is not negative. */
static int64_t days_of(date of)
{
    int64_t year = of.month <= 2 ? of.year - 1 : of.year;
    int64_t month = of.month <= 2 ? of.month + 9 : of.month - 3;
    return year * 365 + year / 4 - year / 100 + year / YEARS_PER_ERA + (153 * month + 2) / 5 +
           of.day - 1 - EPOCH;
}

static date date_of(int64_t days)
{
    int64_t since = days + EPOCH, era = since / DAYS_PER_ERA, of_era = since % DAYS_PER_ERA;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    date found = { .year = (int)(year + era * YEARS_PER_ERA),
                   .month = (int)(month < 10 ? month + 3 : month - 9),
                   .day = (int)(of_year - (153 * month + 2) / 5 + 1) };
    found.year += found.month <= 2;
    return found;
}

bool orm__calendar_holds(int64_t days)
{
    return days >= ORM_CALENDAR_FIRST && days <= ORM_CALENDAR_LAST;
}

static void write_digits(char *to, int number, int count)
{
    for (int i = count; i > 0; i--) {
        to[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
}

void orm__calendar_write(int64_t days, char text[ORM_CALENDAR_SIZE + 1])
{
    date of = date_of(days);
    memcpy(text, "0000-00-00", ORM_CALENDAR_SIZE + 1);
    write_digits(text, of.year, 4);
    write_digits(text + 5, of.month, 2);
    write_digits(text + 8, of.day, 2);
}

/* -1: not all of them are digits. */
static int read_digits(const char *from, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (from[i] < '0' || from[i] > '9') {
            return -1;
        }
        number = number * 10 + (from[i] - '0');
    }
    return number;
}

bool orm__calendar_read(const char *text, size_t size, int64_t *days_out)
{
    if (size != ORM_CALENDAR_SIZE || text[4] != '-' || text[7] != '-') {
        return false;
    }
    date of = { read_digits(text, 4), read_digits(text + 5, 2), read_digits(text + 8, 2) };
    if (of.year < 1 || of.month < 1 || of.month > 12 || of.day < 1 || of.day > 31) {
        return false;
    }
    int64_t days = days_of(of);
    date back = date_of(days);
    if (back.month != of.month) { /* the 31st of a shorter month is a day of the next one */
        return false;
    }
    *days_out = days;
    return true;
}
