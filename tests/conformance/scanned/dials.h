/* Numbers whose digits are those of an annotation: as defaults, and as what stands for NULL. */
#ifndef CONFORMANCE_SCANNED_DIALS_H
#define CONFORMANCE_SCANNED_DIALS_H

#include <math.h>
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(dial) dial {
    int64_t id ORM_COLUMN(primary_key);
    double twenty_digits ORM_COLUMN(default = 12345678901234567890, readonly);
    double nines ORM_COLUMN(default = 99999999999999999999, readonly);
    double odd ORM_COLUMN(default = 9007199254740993, readonly);
    double tenth ORM_COLUMN(default = 0.1, readonly);
    double single_tenth ORM_COLUMN(default = 0.1f, readonly);
    float middle ORM_COLUMN(default = 16777217, readonly);
    float many ORM_COLUMN(default = 9007199791611905, readonly);
    double minus_zero ORM_COLUMN(default = -0.0, readonly);
    float minus_zero_single ORM_COLUMN(default = -0.0, readonly);
    double reading ORM_COLUMN(null_if = 12345678901234567890);
    double depth ORM_COLUMN(null_if = NAN);
    float speed ORM_COLUMN(null_if = -NAN);
    double limit ORM_COLUMN(null_if = INFINITY);
    float floor ORM_COLUMN(null_if = -INFINITY);
    double ceiling ORM_COLUMN(null_reads_as = HUGE_VAL);
    double highest ORM_COLUMN(default = INFINITY, readonly);
    float lowest ORM_COLUMN(default = -INFINITY, readonly);
};

/* A bound that holds on both engines, as docs/type-mapping.md has it. */
struct ORM_TABLE(tariff, check = "{most} >= {least}") tariff {
    int64_t id ORM_COLUMN(primary_key);
    int64_t least ORM_COLUMN(type = decimal, precision = 10, scale = 2, check = "{least} >= 0");
    int64_t most ORM_COLUMN(type = decimal, precision = 10, scale = 2, default = 2,
                            check = "{most} < CASE CAST(1.5 AS integer) WHEN 1 THEN 10000"
                                    " ELSE 100 END");
};

#endif
