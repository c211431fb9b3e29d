/* Types and defaults of single engines that cannot be. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(visitor) visitor {
    int64_t id      ORM_COLUMN(primary_key, sqlite_type = "INTEGER", sqlite_default = "1");
    char *name      ORM_COLUMN(sqlite_type = "VARCHAR(20)");
    int64_t count   ORM_COLUMN(sqlite_type = TEXT);
    char *empty     ORM_COLUMN(sqlite_type = "", postgresql_type = " ", postgresql_default = "");
    int64_t seen_at ORM_COLUMN(type = timestamp, default = now, postgresql_type = "timestamp");
    char *other     ORM_COLUMN(sqlite_default = "{name}", postgresql_default = "{nam}");
    char *brace     ORM_COLUMN(postgresql_default = "'{'");
    int32_t tries   ORM_COLUMN(readonly, sqlite_default = "1");
    int32_t sum     ORM_COLUMN(computed = "1", postgresql_default = "1");
    int32_t second  ORM_COLUMN(sqlite_type = "INTEGER UNIQUE, third TEXT", postgresql_type = "integer, third text");
    int32_t ended   ORM_COLUMN(sqlite_type = "INTEGER) --", postgresql_type = "integer); DROP TABLE visitor");
    int32_t open    ORM_COLUMN(sqlite_type = "INTEGER(", postgresql_type = "numeric(9");
    char *quoted    ORM_COLUMN(sqlite_type = "TEXT COLLATE 'nocase", postgresql_type = "text /* */");
    int32_t full    ORM_COLUMN(sqlite_type = "INTEGER not null", postgresql_type = "integer DEFAULT 1");
    int32_t named   ORM_COLUMN(sqlite_type = "INT CONSTRAINT x CHECK (full > 1)", postgresql_type = "int NULL");
    char *number    ORM_COLUMN(postgresql_type = 3, sqlite_default = 3);
    char *bare     ORM_COLUMN(postgresql_type = "text COLLATE \"\"");
};
