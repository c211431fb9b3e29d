/* Types and defaults for SQLite that it refuses. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(visitor) visitor {
    int64_t id     ORM_COLUMN(primary_key);
    char *name     ORM_COLUMN(sqlite_type = "TEXT COLLATE NOWHERE", unique);
    char *good     ORM_COLUMN(sqlite_type = "TEXT COLLATE NOCASE", default_sql = "gen_random_uuid()",
                              sqlite_default = "hex(randomblob(16))");
    char *token    ORM_COLUMN(sqlite_default = "gen_random_uuid()");
    int64_t chosen ORM_COLUMN(default_sql = "chosen()", postgresql_default = "1");
    int64_t size   ORM_COLUMN(sqlite_type = "INTEGER (+)");
};
