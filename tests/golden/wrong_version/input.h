/* What cannot count the changes of a row. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum state { STATE_NEW, STATE_OLD };

struct stamp {
    int32_t revision ORM_COLUMN(version);
};

struct ORM_TABLE(page) page {
    int64_t id       ORM_COLUMN(primary_key, version);
    char *text       ORM_COLUMN(version);
    int32_t *counter ORM_COLUMN(version);
    enum state state ORM_COLUMN(as = number, version);
    int64_t seen_at  ORM_COLUMN(type = timestamp, version);
    int32_t a        ORM_COLUMN(version, null_if = 0);
    int32_t b        ORM_COLUMN(version, readonly, default = 0);
    int32_t c        ORM_COLUMN(computed = "1", version);
    int32_t d        ORM_COLUMN(version = 3);
    int32_t e        ORM_COLUMN(version, null_reads_as = 0, check = "{e} >= 0");
};

struct ORM_TABLE(book) book {
    int64_t id          ORM_COLUMN(primary_key);
    struct stamp *stamp ORM_COLUMN();
};

struct ORM_TABLE(line) line {
    int64_t id ORM_COLUMN(primary_key);
    int32_t a  ORM_COLUMN(version);
    int32_t b  ORM_COLUMN(version);
};
