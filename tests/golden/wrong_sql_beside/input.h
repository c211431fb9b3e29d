/* Texts of a table in which something else is wrong: what SQLite says of them does not follow from that. Where a column
 * may be called otherwise, or be of another type, nothing is said of names and types. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(first, check = "{rank} >", check = "nowhere > 1", unique(rank, where = "{rank} ="),
                 index(gone, where = "rank > 1 AND"), sqlite_ddl = "CREATE INDX by_rank ON first (rank)",
                 sqlite_ddl = "CREATE INDEX by_nothing ON first (nothing)") first {
    int64_t id ORM_COLUMN(primary_key, nul_if = 5);
    int64_t rank ORM_COLUMN(check = "{rank} > (", default = "x", renamed_from = "");
    int64_t other ORM_COLUMN(check = "{other} > {gone} AND", check = "{rank} > 2");
    int64_t code ORM_COLUMN(check = "lengt({code}) > 1", null_if = "none");
    char *text ORM_COLUMN(default_sql = "upperr('x')");
    char *word ORM_COLUMN(sqlite_type = "WORD");
    int64_t sum ORM_COLUMN(computed = "{rank} +");
    int64_t blob ORM_COLUMN(computed = "zeroblob({rank})");
    long double ratio ORM_COLUMN(check = "{ratio} >", default_sql = "'any'");
    bool is_new ORM_COLUMN(default_sql = "5");
    int32_t count ORM_COLUMN(default_sql = "NULL", null_if = 0);
    char *json ORM_COLUMN(type = json, default = "{");
};

struct ORM_TABLE(second, check = "called > 1", sqlite_ddl = "CREATE VIEW views AS SELECT calledd FROM second",
                 sqlite_ddl = "CREATE TRIGGER t AFTER INSERT ON second BEGIN SELECT nothing(1); END") second {
    int64_t id ORM_COLUMN(primary_key);
    int64_t rank ORM_COLUMN(name = 5, check = "{rank} > > 1");
    int64_t holder ORM_COLUMN(name = "id", check = "{holder} > 'x' COLLATE nocas");
    int64_t sum ORM_COLUMN(computed = "zeroblob({odd})");
    char *odd ORM_COLUMN(type = 5, default_sql = "7");
};
