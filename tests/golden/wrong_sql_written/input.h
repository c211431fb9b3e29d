/* What SQLite says of SQL only when a row is written, or a view is read. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(written,
                 check = "{text} COLLATE NEITHER > '1'",
                 check = "{text} COLLATE NOCASE > '1'",
                 sqlite_ddl = "CREATE VIEW no_such_column AS SELECT missing FROM written",
                 sqlite_ddl = "CREATE VIEW later AS SELECT * FROM made_later",
                 sqlite_ddl = "CREATE VIEW made_later AS SELECT text FROM written",
                 sqlite_ddl = "CREATE VIEW dropped AS SELECT missing FROM written",
                 sqlite_ddl = "DROP VIEW dropped") written {
    int64_t id       ORM_COLUMN(primary_key);
    int32_t number   ORM_COLUMN(check = "{number} <> 0");
    char *text       ORM_COLUMN(not_null, check = "{text} COLLATE NOWHERE <> ''");
    uint8_t blob[4]  ORM_COLUMN(computed = "{number} + 1");
    uint8_t hash[16] ORM_COLUMN(type = uuid, computed = "hex({text})");
    uint8_t good[4]  ORM_COLUMN(computed = "CAST({number} AS BLOB)");
    int32_t doubled  ORM_COLUMN(computed = "{number} * 2");
    char *upper      ORM_COLUMN(computed = "upper({text})");
    char *zeros      ORM_COLUMN(computed = "zeroblob({number})");
    char *nothing    ORM_COLUMN(computed = "NULL");
};
