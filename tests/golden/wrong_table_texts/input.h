#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(period, schema = "",
                 check = "{frist} > 0",
                 check = "",
                 check = "{first} > 0 AND {",
                 sqlite_ddl = " ; ",
                 index(first, where = "{nothing} > 1"))
period {
    int64_t id    ORM_COLUMN(primary_key);
    int64_t first ORM_COLUMN();
    int64_t nothing;
};
