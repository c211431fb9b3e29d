/* Rows that are updated only as they were read. */
#include <orm/annotations.h>
#include <stdint.h>

struct stamp {
    uint16_t revision ORM_COLUMN(version);
    char *author      ORM_COLUMN();
};

struct ORM_TABLE(page) page {
    int64_t id         ORM_COLUMN(primary_key);
    char *text         ORM_COLUMN(not_null);
    struct stamp stamp ORM_COLUMN();
};

struct ORM_TABLE(seat) seat {
    int32_t row     ORM_COLUMN(primary_key);
    int32_t number  ORM_COLUMN(primary_key);
    int64_t changes ORM_COLUMN(version, default = 1);
};

struct ORM_TABLE(copy) copy {
    int64_t id        ORM_COLUMN(primary_key);
    struct page *page ORM_COLUMN(columns(stamp.revision = page_revision));
};
