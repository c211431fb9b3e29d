/* Owns the text of intervals. */
#include "base/interval.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PER_YEAR = 12, PER_WEEK = 7, PLACES = 6 };

#define PER_SECOND INT64_C(1000000)
#define PER_MINUTE (60 * PER_SECOND)
#define PER_HOUR (60 * PER_MINUTE)

bool orm__interval_holds(orm_interval interval)
{
    const orm_interval last = { INT32_MAX, INT32_MAX, INT64_MAX };
    const orm_interval first = { INT32_MIN, INT32_MIN, INT64_MIN };
    return !orm__interval_same(interval, last) && !orm__interval_same(interval, first);
}

bool orm__interval_same(orm_interval a, orm_interval b)
{
    return a.months == b.months && a.days == b.days && a.microseconds == b.microseconds;
}

/* ---- writing ------------------------------------------------------------------------------ */

/* What is written so far, with its NUL. */
typedef struct output {
    char *text;
    size_t size;
} output;

static void append(output *out, const char *text)
{
    size_t size = strlen(text);
    memcpy(out->text + out->size, text, size + 1);
    out->size += size;
}

static void append_part(output *out, int64_t count, char unit)
{
    char part[24];
    if (count != 0) {
        (void)snprintf(part, sizeof part, "%" PRId64 "%c", count, unit);
        append(out, part);
    }
}

/* Less than a minute: the places behind the last one that is not 0 are left out. */
static void append_seconds(output *out, int64_t rest)
{
    char part[24];
    int64_t seconds = rest / PER_SECOND, fraction = rest % PER_SECOND;
    if (rest == 0) {
        return;
    }
    append(out, rest < 0 ? "-" : "");
    seconds = seconds < 0 ? -seconds : seconds;
    fraction = fraction < 0 ? -fraction : fraction;
    int size = snprintf(part, sizeof part, "%" PRId64 ".%06" PRId64, seconds, fraction);
    while (part[size - 1] == '0') {
        size--;
    }
    part[part[size - 1] == '.' ? size - 1 : size] = '\0';
    append(out, part);
    append(out, "S");
}

size_t orm__interval_write(orm_interval interval, char text[ORM_INTERVAL_SIZE + 1])
{
    output out = { .text = text };
    int64_t time = interval.microseconds;
    append(&out, "P");
    append_part(&out, interval.months / PER_YEAR, 'Y');
    append_part(&out, interval.months % PER_YEAR, 'M');
    append_part(&out, interval.days, 'D');
    if (time != 0 || out.size == 1) {
        append(&out, "T");
    }
    append_part(&out, time / PER_HOUR, 'H');
    append_part(&out, time % PER_HOUR / PER_MINUTE, 'M');
    append_seconds(&out, time % PER_MINUTE);
    if (out.text[out.size - 1] == 'T') {
        append(&out, "0S");
    }
    return out.size;
}

/* ---- reading ------------------------------------------------------------------------------ */

/* What is still to be read. */
typedef struct input {
    const char *at;
    const char *end;
} input;

typedef struct number {
    bool has_fraction;
    int64_t whole;
    int64_t fraction; /* millionths */
} number;

static bool is_digit(const input *in)
{
    return in->at < in->end && *in->at >= '0' && *in->at <= '9';
}

static bool take(input *in, char c)
{
    bool is_there = in->at < in->end && *in->at == c;
    in->at += is_there;
    return is_there;
}

/* More than any part holds is no number, so that the sums can be checked. */
static bool read_whole(input *in, int64_t *whole)
{
    const int64_t most = INT64_C(1000000000000000);
    bool fits = is_digit(in);
    for (; fits && is_digit(in); in->at++) {
        *whole = *whole * 10 + (*in->at - '0');
        fits = *whole < most;
    }
    return fits;
}

/* Six digits and, behind them, zeros. */
static bool read_fraction(input *in, int64_t *fraction)
{
    int places = 0;
    bool fits = is_digit(in);
    for (; fits && is_digit(in); in->at++, places++) {
        fits = places < PLACES || *in->at == '0';
        *fraction = places < PLACES ? *fraction * 10 + (*in->at - '0') : *fraction;
    }
    for (; places < PLACES; places++) {
        *fraction *= 10;
    }
    return fits;
}

static bool read_number(input *in, number *number_out)
{
    number of = { .whole = 0 };
    bool is_negative = take(in, '-');
    if (!is_negative) {
        (void)take(in, '+');
    }
    if (!read_whole(in, &of.whole)) {
        return false;
    }
    of.has_fraction = take(in, '.');
    if (of.has_fraction && !read_fraction(in, &of.fraction)) {
        return false;
    }
    of.whole = is_negative ? -of.whole : of.whole;
    of.fraction = is_negative ? -of.fraction : of.fraction;
    *number_out = of;
    return true;
}

/* sum += count * unit. False: that is out of range. */
static bool add(int64_t *sum, int64_t count, int64_t unit)
{
    if (count > INT64_MAX / unit || count < INT64_MIN / unit) {
        return false;
    }
    int64_t product = count * unit;
    if (product > 0 ? *sum > INT64_MAX - product : *sum < INT64_MIN - product) {
        return false;
    }
    *sum += product;
    return true;
}

typedef struct part {
    char letter;
    int64_t unit;
    int64_t *sum;
    bool takes_fraction;
} part;

/* Adds a number to the part whose letter follows, at *next or behind it. False: there is none. */
static bool read_part(input *in, const part *parts, size_t count, size_t *next)
{
    number of;
    if (!read_number(in, &of) || in->at == in->end) {
        return false;
    }
    while (*next < count && *in->at != parts[*next].letter) {
        (*next)++;
    }
    if (*next == count || (of.has_fraction && !parts[*next].takes_fraction)) {
        return false;
    }
    const part *found = &parts[(*next)++];
    in->at++;
    return add(found->sum, of.whole, found->unit) && add(found->sum, of.fraction, 1);
}

static bool read_parts(input *in, const part *parts, size_t count)
{
    size_t next = 0;
    bool is_good = true;
    while (is_good && in->at < in->end && *in->at != 'T') {
        is_good = read_part(in, parts, count, &next);
    }
    return is_good;
}

/* The days, then the time behind T; one of the two is there. */
static bool read_all(input *in, const part *days, const part *times)
{
    if (!take(in, 'P') || in->at == in->end || !read_parts(in, days, 4)) {
        return false;
    }
    return in->at == in->end || (take(in, 'T') && in->at < in->end && *in->at != 'T' &&
                                 read_parts(in, times, 3) && in->at == in->end);
}

bool orm__interval_read(const char *text, size_t size, orm_interval *interval_out)
{
    int64_t months = 0, days = 0, time = 0;
    const part dated[] = { { 'Y', PER_YEAR, &months, false },
                           { 'M', 1, &months, false },
                           { 'W', PER_WEEK, &days, false },
                           { 'D', 1, &days, false } };
    const part timed[] = { { 'H', PER_HOUR, &time, false },
                           { 'M', PER_MINUTE, &time, false },
                           { 'S', PER_SECOND, &time, true } };
    input in = { text, text + size };
    if (size == 0 || !read_all(&in, dated, timed) || months != (int32_t)months ||
        days != (int32_t)days) {
        return false;
    }
    *interval_out =
        (orm_interval){ .months = (int32_t)months, .days = (int32_t)days, .microseconds = time };
    return true;
}
