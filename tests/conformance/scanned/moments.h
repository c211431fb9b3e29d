/* Instants in every form that C has for them. */
#ifndef CONFORMANCE_SCANNED_MOMENTS_H
#define CONFORMANCE_SCANNED_MOMENTS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

struct ORM_TABLE(moment) moment {
    int64_t id ORM_COLUMN(primary_key);
    struct timespec spec ORM_COLUMN(unique);
    struct timeval val ORM_COLUMN();
    int64_t ns ORM_COLUMN(type = timestamp, unit = ns, default = 1000);
    struct timespec maybe ORM_COLUMN(null_if = 0);
    struct timeval flagged ORM_COLUMN(null_flag = flagged_is_null, default = now);
    bool flagged_is_null;
};

/* Structs that a program keeps its instants in, so that nobody takes one for another. */
struct absolute {
    struct timespec ts;
};
struct wrapped {
    struct absolute at;
};
struct clock_value {
    struct timeval tv;
};
struct nanoseconds {
    int64_t since_1970;
};

struct ORM_TABLE(event) event {
    int64_t id ORM_COLUMN(primary_key);
    struct absolute at ORM_COLUMN(unique);
    struct wrapped deep ORM_COLUMN(null_if = 0);
    struct absolute *maybe ORM_COLUMN();
    struct clock_value flagged ORM_COLUMN(null_flag = flagged_is_null);
    bool flagged_is_null;
    struct nanoseconds ns ORM_COLUMN(type = timestamp, unit = ns);
};

/* Instants that the database counts, and so keeps to the nanosecond. */
struct ORM_TABLE(tick) tick {
    int64_t id ORM_COLUMN(primary_key);
    struct absolute at ORM_COLUMN(as = number, unit = ns, unique);
    struct timespec coarse ORM_COLUMN(as = number, unit = ms, null_if = -1, default = 1500);
    struct clock_value *val ORM_COLUMN(as = number, unit = us);
    struct timeval second ORM_COLUMN(as = number, unit = s, null_flag = is_open);
    bool is_open;
};

#endif
