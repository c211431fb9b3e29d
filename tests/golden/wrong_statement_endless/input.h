/* A statement that does not end, one whose end is in the next, and a table that goes. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(c, sqlite_ddl = "INSERT INTO c VALUES (1) -- the first") c { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(a,
                 sqlite_ddl = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) INSERT INTO a(x) SELECT x FROM c WHERE x < 0")
a {
    int64_t id ORM_COLUMN(primary_key);
    int64_t x  ORM_COLUMN();
};
