/* Arrays: pointer and count, T[N] whole and in part, texts; blobs of numbers. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef double vector[3];

struct point_list {
    double *xs ORM_COLUMN(count = n);
    double *ys ORM_COLUMN(count = n, not_null);
    uint16_t n;
};

struct wrapper {
    float values[4];
};

struct ORM_TABLE(probe) probe {
    int64_t id ORM_COLUMN(primary_key);
    int32_t *scores ORM_COLUMN(count = score_count);
    size_t score_count;
    const uint64_t *sizes ORM_COLUMN(count = size_count, not_null);
    int size_count;
    bool *flags ORM_COLUMN(count = flag_count, name = switches, default_sql = "'[true]'");
    uint8_t flag_count;
    char **tags ORM_COLUMN(count = tag_count);
    size_t tag_count;
    const char *const *names ORM_COLUMN(count = name_count);
    size_t name_count;
    vector place ORM_COLUMN(check = "{place} IS NOT NULL");
    int8_t window[16] ORM_COLUMN(count = window_count);
    unsigned window_count;
    float shade[4] ORM_COLUMN(null_flag = no_shade);
    bool no_shade;
    char codes[3][8] ORM_COLUMN();
    char *lines[2] ORM_COLUMN();
    time_t seen[4] ORM_COLUMN(type = timestamp);
    int64_t *ticks ORM_COLUMN(type = timestamp, unit = ms, count = tick_count);
    size_t tick_count;
    struct timespec marks[2] ORM_COLUMN();
    struct point_list path ORM_COLUMN();
    struct point_list *detour ORM_COLUMN();
    struct wrapper weights ORM_COLUMN();

    int8_t *levels ORM_COLUMN(count = level_count);
    int16_t level_count;
    int8_t *level ORM_COLUMN();
    uint8_t *bytes ORM_COLUMN(count = byte_count);
    size_t byte_count;
    char *text ORM_COLUMN(count = text_count);
    size_t text_count;
    uint32_t *raw ORM_COLUMN(type = blob, size = raw_size);
    size_t raw_size;
    uint32_t *words ORM_COLUMN(type = blob, count = word_count);
    size_t word_count;
    uint16_t grid[4] ORM_COLUMN(type = blob, unique);
    int32_t *one ORM_COLUMN();
    uint8_t packet[64] ORM_COLUMN(size = packet_size);
    uint8_t packet_size;
    uint16_t part[8] ORM_COLUMN(type = blob, count = part_count, unique);
    size_t part_count;
};
