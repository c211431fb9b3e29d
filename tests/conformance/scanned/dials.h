/* Numbers whose digits are those of an annotation: as defaults, and as what stands for NULL. */
#ifndef CONFORMANCE_SCANNED_DIALS_H
#define CONFORMANCE_SCANNED_DIALS_H

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
};

#endif
