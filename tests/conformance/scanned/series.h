/* Arrays in every form that C keeps them in. */
#ifndef CONFORMANCE_SCANNED_SERIES_H
#define CONFORMANCE_SCANNED_SERIES_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef float color[4];

struct ORM_TABLE(series) series {
    int64_t id ORM_COLUMN(primary_key);

    int8_t *i8 ORM_COLUMN(count = i8_count);
    uint8_t i8_count;
    int16_t *i16 ORM_COLUMN(count = i16_count);
    int i16_count;
    int32_t *i32 ORM_COLUMN(count = i32_count, not_null);
    size_t i32_count;
    int64_t *i64 ORM_COLUMN(count = i64_count);
    uint8_t i64_count;
    uint64_t *u64 ORM_COLUMN(count = u64_count);
    unsigned u64_count;
    bool *flags ORM_COLUMN(count = flag_count);
    size_t flag_count;
    float *f32 ORM_COLUMN(count = f32_count);
    size_t f32_count;
    char **tags ORM_COLUMN(count = tag_count);
    size_t tag_count;

    double point[3] ORM_COLUMN();
    color shade ORM_COLUMN(null_flag = shade_is_null);
    bool shade_is_null;
    int8_t window[5] ORM_COLUMN(count = window_count);
    int8_t window_count;
    char codes[3][8] ORM_COLUMN();
    const char *names[2] ORM_COLUMN();
    time_t seen[4] ORM_COLUMN(type = timestamp, count = seen_count);
    size_t seen_count;
    struct timespec marks[2] ORM_COLUMN();

    /* one count */
    int64_t *xs ORM_COLUMN(count = pair_count);
    double *ys ORM_COLUMN(count = pair_count);
    size_t pair_count;

    /* blobs of numbers */
    uint32_t *raw ORM_COLUMN(type = blob, size = raw_size);
    size_t raw_size;
    uint32_t *words ORM_COLUMN(type = blob, count = word_count);
    uint16_t word_count;
    uint16_t grid[4] ORM_COLUMN(type = blob);
    uint16_t part[4] ORM_COLUMN(type = blob, count = part_count);
    uint8_t part_count;
    uint8_t packet[8] ORM_COLUMN(size = packet_size);
    size_t packet_size;
};

#endif
