/* What cannot be a date, a uuid, a decimal or json, and what cannot be their default. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    char short_date[10] ORM_COLUMN(type = date);
    unsigned natural    ORM_COLUMN(type = date);
    int32_t no_day      ORM_COLUMN(type = date, default = "2023-02-29");
    int32_t bare_day    ORM_COLUMN(type = date, default = 1);
    uint8_t half[8]     ORM_COLUMN(type = uuid);
    char *uuid_text     ORM_COLUMN(type = uuid);
    uint8_t id[16]      ORM_COLUMN(type = uuid, default = "a0eebc99");
    int64_t no_digits   ORM_COLUMN(type = decimal);
    int64_t many        ORM_COLUMN(type = decimal, precision = 19);
    int64_t all_behind  ORM_COLUMN(type = decimal, precision = 2, scale = 3);
    double real         ORM_COLUMN(type = decimal, precision = 2);
    char small[5]       ORM_COLUMN(type = decimal, precision = 2, scale = 1);
    int64_t fine        ORM_COLUMN(type = decimal, precision = 4, scale = 2, default = 1.005);
    int64_t large       ORM_COLUMN(type = decimal, precision = 4, scale = 2, default = 100);
    int16_t narrow      ORM_COLUMN(type = decimal, precision = 6, scale = 2, default = 327.68);
    int8_t least        ORM_COLUMN(type = decimal, precision = 3, default = -129);
    int8_t fits         ORM_COLUMN(type = decimal, precision = 3, default = -128);
    int64_t word        ORM_COLUMN(type = decimal, precision = 4, default = x);
    int64_t twice_meant ORM_COLUMN(type = decimal, precision = 4, scale = 2, default_sql = "-2.5");
    int64_t zero        ORM_COLUMN(type = decimal, precision = 4, scale = 2, default_sql = "0.00");
    int64_t each        ORM_COLUMN(type = decimal, precision = 4, scale = 2, default_sql = "2", sqlite_default = "200");
    int64_t lonely      ORM_COLUMN(scale = 2);
    uint8_t bytes[4]    ORM_COLUMN(type = json);
    char *tree          ORM_COLUMN(type = json, unique, index);
};
