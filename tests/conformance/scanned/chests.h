/* Rows that are written by parts: each column has something that it is without the program. */
#ifndef CONFORMANCE_SCANNED_CHESTS_H
#define CONFORMANCE_SCANNED_CHESTS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chest_lid {
    int32_t width ORM_COLUMN();
    char *color ORM_COLUMN();
    int64_t area ORM_COLUMN(computed = "{width} * 2");
};

struct ORM_TABLE(chest) chest {
    int64_t id ORM_COLUMN(primary_key);
    char *label ORM_COLUMN(default = "none");
    int32_t shelf ORM_COLUMN(default = 3);
    int32_t place ORM_COLUMN(null_if = -1);
    int64_t amount ORM_COLUMN(default = 7, check = "{amount} >= 0");
    bool open ORM_COLUMN(default = true);
    double weight ORM_COLUMN(default = 1.5);
    char code[4] ORM_COLUMN(default = "ab");
    uint8_t *seal ORM_COLUMN(size = seal_size);
    size_t seal_size;
    int32_t *parts ORM_COLUMN(count = part_count);
    int32_t *sizes ORM_COLUMN(count = part_count);
    size_t part_count;
    int64_t twice ORM_COLUMN(computed = "{amount} * 2");
    int32_t tries ORM_COLUMN(default = 5, readonly);
    struct chest_lid *lid ORM_COLUMN();
    unsigned unmapped;
};

/* A key of two, and a version. */
struct ORM_TABLE(locker) locker {
    int32_t line ORM_COLUMN(primary_key);
    int32_t number ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN(default = "nobody");
    int64_t visits ORM_COLUMN(check = "{visits} >= 0");
    int32_t size ORM_COLUMN(null_if = -1);
    double weight ORM_COLUMN();
    int64_t twice ORM_COLUMN(computed = "{visits} * 2");
    int32_t changes ORM_COLUMN(version);
    struct chest_lid *lid ORM_COLUMN();
};

/* Keys of every sort beside the generated one. */
struct ORM_TABLE(ware, unique(shelf, place), unique(label, where = "{amount} > 0")) ware {
    int64_t id ORM_COLUMN(primary_key);
    char *code ORM_COLUMN(unique);
    int32_t shelf ORM_COLUMN();
    int32_t place ORM_COLUMN(null_if = -1);
    char *label ORM_COLUMN();
    int64_t amount ORM_COLUMN(default = 1);
    char *note ORM_COLUMN();
    int64_t twice ORM_COLUMN(computed = "{amount} * 2");
    int32_t changes ORM_COLUMN(version);
};

/* Nothing but a key. */
struct ORM_TABLE(pairing) pairing {
    int32_t left ORM_COLUMN(primary_key);
    int32_t right ORM_COLUMN(primary_key);
};

/* The database makes the key, which no member of C chooses, and it is no number. */
struct ORM_TABLE(medal) medal {
    char *code ORM_COLUMN(primary_key, sqlite_default = "lower(hex(randomblob(4)))",
                          postgresql_default = "md5(random()::text)");
    int32_t level ORM_COLUMN(default = 2);
};

/* A key that is smaller than the database's. */
struct ORM_TABLE(pebble) pebble {
    int8_t id ORM_COLUMN(primary_key);
    int32_t level ORM_COLUMN(default = 2);
};

#endif
