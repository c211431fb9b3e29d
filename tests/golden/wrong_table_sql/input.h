#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(period,
                 check = "{first} > 0",
                 check = "{first} > frist",
                 index(first, where = "{first} >> "),
                 unique(last, where = "random() > {last}"),
                 sqlite_ddl = "CREATE INDEX good ON period (first)",
                 sqlite_ddl = "CREATE INDEX bad ON period (frist)",
                 postgresql_ddl = "not judged")
period {
    int64_t id    ORM_COLUMN(primary_key);
    int64_t first ORM_COLUMN();
    int64_t last  ORM_COLUMN();
};
