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

#endif
