/* Columns that the database alone writes. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct size {
    int32_t width  ORM_COLUMN();
    int32_t height ORM_COLUMN();
    int64_t area   ORM_COLUMN(computed = "{width} * {height}");
};

struct ORM_TABLE(frame) frame {
    int64_t id       ORM_COLUMN(primary_key);
    char *name       ORM_COLUMN(not_null);
    struct size size ORM_COLUMN(prefix = "");
    struct size rim  ORM_COLUMN();
    char *initial    ORM_COLUMN(computed = "substr({name}, 1, 1)", unique);
    bool is_wide     ORM_COLUMN(computed = "{size.width} > {size.height}", sqlite_name = wide);
    int64_t made_at  ORM_COLUMN(type = timestamp, default = now, readonly);
    char *stamp      ORM_COLUMN(readonly);
};

struct ORM_TABLE(counter) counter {
    int64_t id    ORM_COLUMN(primary_key);
    int32_t count ORM_COLUMN(readonly, default = 0);
};
