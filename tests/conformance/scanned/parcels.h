/* Enums in each way that they are stored. */
#ifndef CONFORMANCE_SCANNED_PARCELS_H
#define CONFORMANCE_SCANNED_PARCELS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum parcel_state {
    PARCEL_LOST = -1,
    PARCEL_PACKED,
    PARCEL_SENT = 10,
    PARCEL_POSTED = 10,
    PARCEL_HOME = INT32_MAX
};
enum parcel_size {
    PARCEL_SMALL ORM_LABEL("S"),
    PARCEL_LARGE ORM_LABEL("It's \"Large\", 100%"),
    PARCEL_HUGE ORM_LABEL("\u00DCbergr\u00F6\u00DFe") = 7,
    PARCEL_ODD
};
enum parcel_marks { PARCEL_FRAGILE = 1, PARCEL_URGENT = 2, PARCEL_COLD = 4 };

struct ORM_TABLE(parcel) parcel {
    int64_t id ORM_COLUMN(primary_key);
    enum parcel_state state ORM_COLUMN(as = number, default = PARCEL_SENT);
    enum parcel_state before ORM_COLUMN(as = number, null_if = PARCEL_LOST);
    enum parcel_size size ORM_COLUMN(default = PARCEL_LARGE);
    enum parcel_marks marks ORM_COLUMN(as = flags, default = 6);
};

struct ORM_TABLE(crate) crate {
    int64_t id ORM_COLUMN(primary_key);
    enum parcel_size size ORM_COLUMN(unknown = PARCEL_ODD);
    enum parcel_state state ORM_COLUMN(as = number, unknown = PARCEL_HOME, null_if = PARCEL_LOST);
    int32_t weight ORM_COLUMN(null_reads_as = -1);
    bool is_open ORM_COLUMN(null_reads_as = true);
    char code[4] ORM_COLUMN(null_reads_as = "?");
    double rate ORM_COLUMN(null_reads_as = 0.5);
    struct timespec sent ORM_COLUMN(null_reads_as = 1000001);
    enum parcel_size shape ORM_COLUMN(null_reads_as = PARCEL_HUGE);
    uint64_t count ORM_COLUMN(null_reads_as = UINT64_MAX);
    int64_t price ORM_COLUMN(type = decimal, precision = 6, scale = 2, null_reads_as = 150);
    float depth ORM_COLUMN(null_reads_as = 0.25);
    int64_t stamps ORM_COLUMN(null_reads_as = 3);
};

#endif
