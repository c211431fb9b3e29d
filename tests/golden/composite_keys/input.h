/* Keys of several columns, of every sort of column. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum day { MONDAY, TUESDAY };

struct ORM_TABLE(slot) slot {
    enum day day       ORM_COLUMN(primary_key);
    uint8_t hour       ORM_COLUMN(primary_key);
    char room[9]       ORM_COLUMN(primary_key);
    bool odd           ORM_COLUMN(primary_key);
    uint8_t token[4]   ORM_COLUMN(primary_key);
    time_t since       ORM_COLUMN(primary_key, type = timestamp);
    char *note         ORM_COLUMN();
};

struct ORM_TABLE(assigned) assigned {
    uint64_t id        ORM_COLUMN(primary_key, assigned);
    char *first        ORM_COLUMN(unique = both);
    int32_t second     ORM_COLUMN(unique = both);
    double ratio       ORM_COLUMN(unique);
    int64_t a          ORM_COLUMN(index = pair);
    int64_t b          ORM_COLUMN(index = pair);
};

/* All of it is key. */
struct ORM_TABLE(link) link_row {
    int64_t from_id    ORM_COLUMN(primary_key);
    int64_t to_id      ORM_COLUMN(primary_key);
};
