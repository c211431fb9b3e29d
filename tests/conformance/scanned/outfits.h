/* One column of each kind, for the types that it may have instead of its own. Members without
 * pointers, so that what is found again is compared byte by byte. */
#ifndef CONFORMANCE_SCANNED_OUTFITS_H
#define CONFORMANCE_SCANNED_OUTFITS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum outfit_style {
    PLAIN,
    STYLE_FORMAL = 7,
    STYLE_WHOSE_NAME_IS_LONGER_THAN_THE_63_BYTES_THAT_A_NAME_OF_POSTGRESQL_HAS = 70000
};

struct ORM_TABLE(outfit_bool) outfit_bool {
    int64_t id ORM_COLUMN(primary_key);
    bool value ORM_COLUMN();
};

struct ORM_TABLE(outfit_int16) outfit_int16 {
    int64_t id ORM_COLUMN(primary_key);
    int16_t value ORM_COLUMN();
};

struct ORM_TABLE(outfit_int32) outfit_int32 {
    int64_t id ORM_COLUMN(primary_key);
    int32_t value ORM_COLUMN();
};

struct ORM_TABLE(outfit_int64) outfit_int64 {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value ORM_COLUMN();
};

struct ORM_TABLE(outfit_uint64) outfit_uint64 {
    int64_t id ORM_COLUMN(primary_key);
    uint64_t value ORM_COLUMN();
};

struct ORM_TABLE(outfit_enum) outfit_enum {
    int64_t id ORM_COLUMN(primary_key);
    enum outfit_style value ORM_COLUMN();
};

struct ORM_TABLE(outfit_float) outfit_float {
    int64_t id ORM_COLUMN(primary_key);
    float value ORM_COLUMN();
};

struct ORM_TABLE(outfit_double) outfit_double {
    int64_t id ORM_COLUMN(primary_key);
    double value ORM_COLUMN();
};

struct ORM_TABLE(outfit_blob) outfit_blob {
    int64_t id ORM_COLUMN(primary_key);
    uint8_t value[16] ORM_COLUMN();
};

struct ORM_TABLE(outfit_uuid) outfit_uuid {
    int64_t id ORM_COLUMN(primary_key);
    uint8_t value[16] ORM_COLUMN(type = uuid);
};

struct ORM_TABLE(outfit_timestamp) outfit_timestamp {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value ORM_COLUMN(type = timestamp);
};

struct ORM_TABLE(outfit_milli) outfit_milli {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value ORM_COLUMN(type = timestamp, unit = ms);
};

struct ORM_TABLE(outfit_second) outfit_second {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value ORM_COLUMN(type = timestamp, unit = s);
};

struct ORM_TABLE(outfit_date) outfit_date {
    int64_t id ORM_COLUMN(primary_key);
    int32_t value ORM_COLUMN(type = date);
};

struct ORM_TABLE(outfit_day) outfit_day {
    int64_t id ORM_COLUMN(primary_key);
    char value[11] ORM_COLUMN(type = date);
};

struct ORM_TABLE(outfit_decimal) outfit_decimal {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value ORM_COLUMN(type = decimal, precision = 10, scale = 2);
};

struct ORM_TABLE(outfit_whole) outfit_whole {
    int64_t id ORM_COLUMN(primary_key);
    char value[21] ORM_COLUMN(type = decimal, precision = 10);
};

struct ORM_TABLE(outfit_json) outfit_json {
    int64_t id ORM_COLUMN(primary_key);
    char value[80] ORM_COLUMN(type = json);
};

struct ORM_TABLE(outfit_text) outfit_text {
    int64_t id ORM_COLUMN(primary_key);
    char value[160] ORM_COLUMN();
};

struct ORM_TABLE(outfit_letter) outfit_letter {
    int64_t id ORM_COLUMN(primary_key);
    char value ORM_COLUMN();
};

struct ORM_TABLE(outfit_bools) outfit_bools {
    int64_t id ORM_COLUMN(primary_key);
    bool value[2] ORM_COLUMN();
};

struct ORM_TABLE(outfit_int16s) outfit_int16s {
    int64_t id ORM_COLUMN(primary_key);
    int16_t value[2] ORM_COLUMN();
};

struct ORM_TABLE(outfit_int32s) outfit_int32s {
    int64_t id ORM_COLUMN(primary_key);
    int32_t value[2] ORM_COLUMN();
};

struct ORM_TABLE(outfit_int64s) outfit_int64s {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value[2] ORM_COLUMN();
};

struct ORM_TABLE(outfit_floats) outfit_floats {
    int64_t id ORM_COLUMN(primary_key);
    float value[2] ORM_COLUMN();
};

struct ORM_TABLE(outfit_doubles) outfit_doubles {
    int64_t id ORM_COLUMN(primary_key);
    double value[2] ORM_COLUMN();
};

struct ORM_TABLE(outfit_texts) outfit_texts {
    int64_t id ORM_COLUMN(primary_key);
    char value[2][80] ORM_COLUMN();
};

struct ORM_TABLE(outfit_timestamps) outfit_timestamps {
    int64_t id ORM_COLUMN(primary_key);
    int64_t value[2] ORM_COLUMN(type = timestamp);
};

#endif
