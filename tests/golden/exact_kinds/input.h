/* Dates, uuids, exact decimals and json. */
#include <orm/annotations.h>
#include <stdint.h>

typedef unsigned char uuid_t[16];

struct ORM_TABLE(bill) bill {
    uuid_t id           ORM_COLUMN(primary_key);
    uint8_t other[16]   ORM_COLUMN(type = uuid, references = bill.id, null_flag = is_first,
                                   default = "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}");
    int is_first;
    int32_t issued      ORM_COLUMN(type = date, unique, default = "0001-01-01");
    long due            ORM_COLUMN(type = date, null_if = -1);
    char paid[11]       ORM_COLUMN(type = date, null_if = "");
    char *filed         ORM_COLUMN(type = date, default = "9999-12-31");
    int64_t total       ORM_COLUMN(type = decimal, precision = 12, scale = 2, default = -1.5);
    char rate[8]        ORM_COLUMN(type = decimal, precision = 4, scale = 4, default = "0.25");
    char *count         ORM_COLUMN(type = decimal, precision = 18, default = 7);
    int64_t least       ORM_COLUMN(type = decimal, precision = 4, scale = 2, default = -99.99);
    int64_t most        ORM_COLUMN(type = decimal, precision = 4, scale = 2, default = 99.99);
    const char *details ORM_COLUMN(type = json, default = "{}");
    char tags[12]       ORM_COLUMN(type = json);
    char flags[12]      ORM_COLUMN(type = json, postgresql_type = jsonb);
};
