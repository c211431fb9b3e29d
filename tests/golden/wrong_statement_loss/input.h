/* A statement that takes away what the program uses; what comes behind it is not judged. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(a,
                 sqlite_ddl = "ALTER TABLE b ADD COLUMN y INTEGER",
                 sqlite_ddl = "ALTER TABLE b RENAME COLUMN {x} TO z")
a {
    int64_t id ORM_COLUMN(primary_key);
    int64_t x  ORM_COLUMN();
};

struct ORM_TABLE(b, sqlite_ddl = "CREATE INDEX b_x ON b (x)") b {
    int64_t id ORM_COLUMN(primary_key);
    int64_t x  ORM_COLUMN();
};
