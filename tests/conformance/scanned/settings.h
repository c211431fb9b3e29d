/* Columns with a default of each kind, and such without one. */
#ifndef CONFORMANCE_SCANNED_SETTINGS_H
#define CONFORMANCE_SCANNED_SETTINGS_H

#include <orm/annotations.h>
#include <orm/interval.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum theme { THEME_LIGHT, THEME_DARK ORM_LABEL("dark") };

struct ORM_TABLE(setting) setting {
    int64_t id ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN(not_null, unique);
    int32_t version ORM_COLUMN(version);
    int32_t level ORM_COLUMN(default = -7);
    double weight ORM_COLUMN(default = 0.1);
    bool open ORM_COLUMN(default = true);
    char *label ORM_COLUMN(not_null, default = "it's {} ? $1");
    enum theme theme ORM_COLUMN(default = THEME_DARK);
    enum theme number ORM_COLUMN(as = number, default = THEME_DARK);
    int64_t price ORM_COLUMN(type = decimal, precision = 9, scale = 2, default = 1.5);
    char day[11] ORM_COLUMN(type = date, default = "2024-02-29");
    uint8_t key[16] ORM_COLUMN(type = uuid, default = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    char *json ORM_COLUMN(type = json, not_null, default = "[1]");
    orm_interval period ORM_COLUMN(default = "P1M-2D");
    int64_t at ORM_COLUMN(type = timestamp, unit = s, default = 1700000000);
    int64_t made_at ORM_COLUMN(type = timestamp, unit = ms, default = now);
    int32_t sum ORM_COLUMN(default_sql = "1 + 2");
    int32_t chosen ORM_COLUMN(sqlite_default = "40 + 2", postgresql_default = "50 - 8");
    int32_t *sizes ORM_COLUMN(count = size_count, sqlite_default = "'[1,2]'",
                              postgresql_default = "ARRAY[1,2]");
    size_t size_count;
    int32_t maybe ORM_COLUMN(null_if = -1);
    int32_t half ORM_COLUMN(null_if = -1, sqlite_default = "3");
    int32_t bare ORM_COLUMN();
};

/* Of a table that somebody else has made. */
struct ORM_TABLE(chore) chore {
    int64_t id ORM_COLUMN(primary_key, assigned);
    int32_t level ORM_COLUMN(default = 4);
    int32_t maybe ORM_COLUMN(null_if = -1);
};

/* Numbers of which others keep the digits. */
struct ORM_TABLE(ration) ration {
    int64_t id ORM_COLUMN(primary_key, assigned);
    int16_t small ORM_COLUMN();
    int32_t middle ORM_COLUMN();
    int64_t large ORM_COLUMN();
    uint64_t amount ORM_COLUMN();
    double weight ORM_COLUMN();
};

#endif
