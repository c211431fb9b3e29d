/* Conditions and defaults that both engines take. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(period) period {
    int64_t id ORM_COLUMN(primary_key);
    int64_t first ORM_COLUMN(sqlite_name = "First", check = "{first} > 0 AND {first} <= {last}");
    int64_t last ORM_COLUMN(default_sql = "2 * (3 + 4)");
    char *name ORM_COLUMN(check = "length({name}) BETWEEN 1 AND 80", default_sql = "upper('a')");
    char *brace ORM_COLUMN(check = "{brace} <> '{{' AND {brace} NOT LIKE '%\"%'");
    int64_t parent_id ORM_COLUMN(null_if = 0, references = period.id, check = "{parent_id} <> {id}");
};
