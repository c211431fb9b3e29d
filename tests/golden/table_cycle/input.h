/* Keys of several columns that close a cycle, in schemas. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(land, schema = geo, foreign_key(seat_land, seat, references = town(land, number), on_delete = set_null))
land {
    char code[3]      ORM_COLUMN(primary_key);
    char seat_land[3] ORM_COLUMN(null_if = "");
    int32_t seat      ORM_COLUMN(null_if = 0);
};

struct ORM_TABLE(town, schema = "geo's \"own\"", unique(number, land)) town {
    int64_t id     ORM_COLUMN(primary_key);
    char land[3]   ORM_COLUMN(references = land.code);
    int32_t number ORM_COLUMN();
};
