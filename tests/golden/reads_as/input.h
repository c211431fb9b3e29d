/* What a NULL and what an unknown label is read as. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define NONE (-1)
enum level { LEVEL_LOW = -5, LEVEL_HIGH ORM_LABEL("high"), LEVEL_OTHER };

struct where {
    double lat ORM_COLUMN(null_reads_as = 0);
    char zone  ORM_COLUMN(null_reads_as = "Z");
};

struct ORM_TABLE(reading) reading {
    int64_t id         ORM_COLUMN(primary_key);
    enum level level   ORM_COLUMN(unknown = LEVEL_OTHER);
    enum level number  ORM_COLUMN(as = number, unknown = LEVEL_OTHER, null_if = LEVEL_LOW);
    enum level shown   ORM_COLUMN(null_reads_as = LEVEL_HIGH, unknown = LEVEL_OTHER);
    enum level bits    ORM_COLUMN(as = flags, null_reads_as = 3);
    int16_t count      ORM_COLUMN(null_reads_as = NONE, default = 0);
    uint64_t most      ORM_COLUMN(null_reads_as = UINT64_MAX);
    bool is_set        ORM_COLUMN(null_reads_as = false);
    char code[3]       ORM_COLUMN(null_reads_as = "");
    struct timespec at ORM_COLUMN(null_reads_as = 0);
    struct where where ORM_COLUMN();
};
