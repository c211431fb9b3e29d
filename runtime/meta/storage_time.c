/* Owns struct timespec and struct timeval. Their members' order and width are the system's
 * business: they are copied whole and read by name. */
#include "meta/storage_time.h"

#include <stdint.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "base/error.h"

enum { MICROSECONDS = 1000000, NANOSECONDS = 1000000000 };

/* An instant as seconds, rounded down, and what is left of one, in units of which per are a
 * second. */
typedef struct parts {
    int64_t seconds, rest, per;
} parts;

static parts split(int64_t count, int64_t per)
{
    parts of = { count / per, count % per, per };
    if (of.rest < 0) {
        of.seconds--;
        of.rest += per;
    }
    return of;
}

/* False: the sum does not fit. */
static bool join(parts of, int64_t *sum_out)
{
    if (of.per == 1) {
        *sum_out = of.seconds;
        return true;
    }
    int64_t first = INT64_MIN / of.per - 1, last = INT64_MAX / of.per;
    int64_t last_rest = INT64_MAX % of.per;
    int64_t first_rest = of.per + INT64_MIN % of.per;
    if (of.seconds < first || of.seconds > last || (of.seconds == first && of.rest < first_rest) ||
        (of.seconds == last && of.rest > last_rest)) {
        return false;
    }
    /* The first second's own product does not fit: one less of it, then the rest. */
    *sum_out = of.seconds == first ? (of.seconds + 1) * of.per - (of.per - of.rest)
                                   : of.seconds * of.per + of.rest;
    return true;
}

static const char *unit_name(int64_t per)
{
    return per == 1 ? "seconds" : per == 1000 ? "milliseconds" : "microseconds";
}

static const char *rest_name(int64_t per)
{
    return per == NANOSECONDS ? "tv_nsec" : "tv_usec";
}

/* As many units of the layout as the struct has. */
static orm_status read_parts(parts from, const orm_layout *layout, orm_value *raw_out,
                             orm_error *error)
{
    int64_t per = layout->units_per_second;
    if (from.rest < 0 || from.rest >= from.per) {
        return orm__error_set(error, ORM_CONVERSION, "%s is not a fraction of a second",
                              rest_name(from.per));
    }
    if (per < from.per && from.rest % (from.per / per) != 0) {
        return orm__error_set(error, ORM_CONVERSION, "%s is not a whole number of %s",
                              rest_name(from.per), unit_name(per));
    }
    int64_t sum;
    const parts of = { from.seconds,
                       per < from.per ? from.rest / (from.per / per) : from.rest * (per / from.per),
                       per };
    if (!join(of, &sum)) {
        return orm__error_set(error, ORM_CONVERSION, "the time does not fit 64 bits");
    }
    *raw_out = orm_value_int(sum);
    return ORM_OK;
}

size_t orm__storage_time_size(orm_storage storage)
{
    return storage == ORM_STORAGE_TIMESPEC  ? sizeof(struct timespec)
           : storage == ORM_STORAGE_TIMEVAL ? sizeof(struct timeval)
                                            : 0;
}

orm_status orm__storage_time_read(const orm_layout *layout, const unsigned char *at,
                                  orm_value *raw_out, orm_error *error)
{
    if (layout->storage == ORM_STORAGE_TIMESPEC) {
        struct timespec time;
        memcpy(&time, at, sizeof time);
        const parts of = { (int64_t)time.tv_sec, time.tv_nsec, NANOSECONDS };
        return read_parts(of, layout, raw_out, error);
    }
    struct timeval time;
    memcpy(&time, at, sizeof time);
    const parts of = { (int64_t)time.tv_sec, (int64_t)time.tv_usec, MICROSECONDS };
    return read_parts(of, layout, raw_out, error);
}

/* tv_sec is a time_t in both, of 32 bits on some machines; timeval has no nanoseconds. */
bool orm__storage_time_fits(const orm_layout *layout, const orm_value *raw)
{
    if (raw->type != ORM_TYPE_INT || layout->units_per_second == 0) {
        return false;
    }
    const parts of = split(raw->as.integer, layout->units_per_second);
    bool is_whole = layout->storage == ORM_STORAGE_TIMESPEC || of.per <= MICROSECONDS ||
                    of.rest % (of.per / MICROSECONDS) == 0;
    return is_whole && (int64_t)(time_t)of.seconds == of.seconds;
}

void orm__storage_time_write(const orm_layout *layout, unsigned char *at, int64_t count)
{
    const parts of = split(count, layout->units_per_second);
    if (layout->storage == ORM_STORAGE_TIMESPEC) {
        struct timespec time;
        memset(&time, 0, sizeof time);
        time.tv_sec = (time_t)of.seconds;
        time.tv_nsec = (long)(of.rest * (NANOSECONDS / of.per));
        memcpy(at, &time, sizeof time);
        return;
    }
    struct timeval time;
    memset(&time, 0, sizeof time);
    time.tv_sec = (time_t)of.seconds;
    time.tv_usec = (suseconds_t)(of.per <= MICROSECONDS ? of.rest * (MICROSECONDS / of.per)
                                                        : of.rest / (of.per / MICROSECONDS));
    memcpy(at, &time, sizeof time);
}
