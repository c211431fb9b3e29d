/* Owns struct timespec and struct timeval. Their members' order and width are the system's
 * business: they are copied whole and read by name. */
#include "meta/storage_time.h"

#include <stdint.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "base/error.h"

enum { MICROSECONDS = 1000000, NANOSECONDS = 1000000000, PER_MICROSECOND = 1000 };

/* An instant as seconds, rounded down, and what is left of one. */
typedef struct parts {
    int64_t seconds, microseconds;
} parts;

static parts split(int64_t microseconds)
{
    parts of = { microseconds / MICROSECONDS, microseconds % MICROSECONDS };
    if (of.microseconds < 0) {
        of.seconds--;
        of.microseconds += MICROSECONDS;
    }
    return of;
}

/* False: the sum does not fit. */
static bool join(parts of, int64_t *sum_out)
{
    int64_t first = INT64_MIN / MICROSECONDS - 1, last = INT64_MAX / MICROSECONDS;
    int64_t last_rest = INT64_MAX % MICROSECONDS;
    int64_t first_rest = MICROSECONDS + INT64_MIN % MICROSECONDS;
    if (of.seconds < first || of.seconds > last ||
        (of.seconds == first && of.microseconds < first_rest) ||
        (of.seconds == last && of.microseconds > last_rest)) {
        return false;
    }
    /* The first second's own product does not fit: one less of it, then the rest. */
    *sum_out = of.seconds == first
                   ? (of.seconds + 1) * MICROSECONDS - (MICROSECONDS - of.microseconds)
                   : of.seconds * MICROSECONDS + of.microseconds;
    return true;
}

static orm_status read_parts(parts of, orm_value *raw_out, orm_error *error)
{
    int64_t sum;
    if (of.microseconds < 0 || of.microseconds >= MICROSECONDS) {
        return orm__error_set(error, ORM_CONVERSION, "the fraction is not one of a second");
    }
    if (!join(of, &sum)) {
        return orm__error_set(error, ORM_CONVERSION, "the time does not fit kind timestamp");
    }
    *raw_out = orm_value_int(sum);
    return ORM_OK;
}

static orm_status read_timespec(const unsigned char *at, orm_value *raw_out, orm_error *error)
{
    struct timespec time;
    memcpy(&time, at, sizeof time);
    int64_t nanoseconds = time.tv_nsec;
    if (nanoseconds < 0 || nanoseconds >= NANOSECONDS) {
        return orm__error_set(error, ORM_CONVERSION, "tv_nsec is not a fraction of a second");
    }
    if (nanoseconds % PER_MICROSECOND != 0) {
        return orm__error_set(error, ORM_CONVERSION,
                              "tv_nsec is not a whole number of microseconds");
    }
    return read_parts((parts){ (int64_t)time.tv_sec, nanoseconds / PER_MICROSECOND }, raw_out,
                      error);
}

static orm_status read_timeval(const unsigned char *at, orm_value *raw_out, orm_error *error)
{
    struct timeval time;
    memcpy(&time, at, sizeof time);
    return read_parts((parts){ (int64_t)time.tv_sec, (int64_t)time.tv_usec }, raw_out, error);
}

size_t orm__storage_time_size(orm_storage storage)
{
    return storage == ORM_STORAGE_TIMESPEC  ? sizeof(struct timespec)
           : storage == ORM_STORAGE_TIMEVAL ? sizeof(struct timeval)
                                            : 0;
}

orm_status orm__storage_time_read(orm_storage storage, const unsigned char *at, orm_value *raw_out,
                                  orm_error *error)
{
    return storage == ORM_STORAGE_TIMESPEC ? read_timespec(at, raw_out, error)
                                           : read_timeval(at, raw_out, error);
}

/* tv_sec is a time_t in both, of 32 bits on some machines. */
bool orm__storage_time_fits(orm_storage storage, const orm_value *raw)
{
    if (orm__storage_time_size(storage) == 0 || raw->type != ORM_TYPE_INT) {
        return false;
    }
    int64_t seconds = split(raw->as.integer).seconds;
    return (int64_t)(time_t)seconds == seconds;
}

void orm__storage_time_write(orm_storage storage, unsigned char *at, int64_t microseconds)
{
    parts of = split(microseconds);
    if (storage == ORM_STORAGE_TIMESPEC) {
        struct timespec time;
        memset(&time, 0, sizeof time);
        time.tv_sec = (time_t)of.seconds;
        time.tv_nsec = (long)of.microseconds * PER_MICROSECOND;
        memcpy(at, &time, sizeof time);
        return;
    }
    struct timeval time;
    memset(&time, 0, sizeof time);
    time.tv_sec = (time_t)of.seconds;
    time.tv_usec = (suseconds_t)of.microseconds;
    memcpy(at, &time, sizeof time);
}
