/* Members beside a column are written when a row is loaded: none can be const. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t id ORM_COLUMN(primary_key);
    const uint32_t bytes;
    uint8_t *data ORM_COLUMN(size = bytes);
    const uint32_t items;
    int32_t *list ORM_COLUMN(count = items);
    volatile int missing;
    int32_t price ORM_COLUMN(null_flag = missing);
    const uint32_t child_count;
    struct s **children ORM_HAS_MANY(s.parent, count = child_count);
    int64_t parent ORM_COLUMN(references = s.id, null_if = 0);
    double rate;
    char *text ORM_COLUMN(size = rate);
};
