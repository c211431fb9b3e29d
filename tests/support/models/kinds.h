/* What the shop has no use for: every storage and kind, every way to be NULL, every sort of key, and
 * names that SQL reserves. */
#ifndef KINDS_H
#define KINDS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum color { COLOR_RED, COLOR_GREEN = 5, COLOR_BLUE = 7 };
enum level { LEVEL_NONE = -1, LEVEL_LOW, LEVEL_HIGH = 1000 };
enum mood { MOOD_UNSET, MOOD_GOOD, MOOD_BAD };

struct ORM_TABLE(sample) sample {
    int64_t id           ORM_COLUMN(primary_key);
    int8_t i8            ORM_COLUMN();
    int16_t i16          ORM_COLUMN();
    int32_t i32          ORM_COLUMN();
    int64_t i64          ORM_COLUMN();
    uint8_t u8           ORM_COLUMN();
    uint16_t u16         ORM_COLUMN();
    uint32_t u32         ORM_COLUMN();
    uint64_t u64         ORM_COLUMN();
    bool flag            ORM_COLUMN();
    float f32            ORM_COLUMN();
    double f64           ORM_COLUMN();
    char *text           ORM_COLUMN(not_null);
    char code[8]         ORM_COLUMN();
    void *data           ORM_COLUMN(not_null, size = data_size);
    size_t data_size;
    uint8_t digest[16]   ORM_COLUMN();
    enum color color     ORM_COLUMN();
    enum level level     ORM_COLUMN(as = number);
    int64_t at_us        ORM_COLUMN(type = timestamp);
    time_t at_s          ORM_COLUMN(type = timestamp, unit = s);
    int32_t maybe_int    ORM_COLUMN(null_if = -1);
    uint64_t maybe_u64   ORM_COLUMN(null_if = UINT64_MAX);
    double maybe_real    ORM_COLUMN(null_if = -1.5);
    char *maybe_text     ORM_COLUMN();
    char maybe_code[4]   ORM_COLUMN(null_if = "");
    void *maybe_data     ORM_COLUMN(size = maybe_data_size);
    size_t maybe_data_size;
    enum mood maybe_mood ORM_COLUMN(null_if = MOOD_UNSET);
    int64_t maybe_at     ORM_COLUMN(type = timestamp, null_if = INT64_MIN);
    int32_t flagged      ORM_COLUMN(null_flag = flagged_is_null);
    bool flagged_is_null;
    bool flagged_bool    ORM_COLUMN(null_flag = flagged_bool_is_null);
    bool flagged_bool_is_null;
    unsigned char unmapped[3];
};

struct ORM_TABLE(grant) grant {
    char *role        ORM_COLUMN(primary_key);
    int64_t object_id ORM_COLUMN(primary_key);
    int32_t rights    ORM_COLUMN(default = 1, check = "{rights} BETWEEN 0 AND 7");
};

struct ORM_TABLE(tag) tag {
    char *name     ORM_COLUMN(primary_key);
    int32_t order  ORM_COLUMN();
    int32_t group  ORM_COLUMN(name = "Group By");
    int32_t quoted ORM_COLUMN(name = "a \"quoted\" name");
};

struct ORM_TABLE(node) node {
    int64_t id        ORM_COLUMN(primary_key);
    int64_t parent_id ORM_COLUMN(references = node.id, on_delete = cascade, null_if = 0, index);
    char *label       ORM_COLUMN(not_null);
};

#endif
