/* A struct for a table that was there before it, of types that Corm would not have chosen. */
#ifndef CONFORMANCE_SCANNED_RELICS_H
#define CONFORMANCE_SCANNED_RELICS_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

enum hue { HUE_RED ORM_LABEL("Deep red"), HUE_BLUE ORM_LABEL("it's \"blue\"") };

struct ORM_TABLE("Relics of \"old\"/1", schema = "The Attic", prefix = relic) relic {
    int64_t id ORM_COLUMN(primary_key, name = "Relic Id");
    int64_t small ORM_COLUMN(name = "select");
    int64_t price ORM_COLUMN(name = "Price/1", type = decimal, precision = 10, scale = 2);
    double weight ORM_COLUMN();
    char *name ORM_COLUMN(name = "the \"name\"", not_null, unique);
    char code[6] ORM_COLUMN();
    uint8_t *data ORM_COLUMN(size = data_size);
    size_t data_size;
    int64_t made_at ORM_COLUMN(type = timestamp);
    int64_t seen_at ORM_COLUMN(type = timestamp, null_if = 0);
    char *day ORM_COLUMN(type = date);
    uint8_t token[16] ORM_COLUMN(type = uuid);
    char *extra ORM_COLUMN(type = json);
    enum hue hue ORM_COLUMN();
    int32_t *counts ORM_COLUMN(count = count_count);
    size_t count_count;
    char *tag ORM_COLUMN();
};

#endif
