/* Conditions and defaults that both engines take, in a table that has relations, too. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(period) period {
    int64_t id ORM_COLUMN(primary_key);
    int64_t first ORM_COLUMN(sqlite_name = "First", check = "{first} > 0 AND {first} <= {last}");
    int64_t last ORM_COLUMN(default_sql = "2 * (3 + 4)");
    char *name ORM_COLUMN(check = "length({name}) BETWEEN 1 AND 80", default_sql = "upper('a')");
    char *brace ORM_COLUMN(check = "{brace} <> '{{' AND {brace} NOT LIKE '%\"%'");
    int64_t parent_id ORM_COLUMN(null_if = 0, references = period.id, check = "{parent_id} <> {id}");
    int64_t size ORM_COLUMN(default_sql = "1", sqlite_default = "2");
    struct period *parent ORM_BELONGS_TO(parent_id);
    struct period **parts ORM_HAS_MANY(period.parent_id, count = part_count);
    size_t part_count;
};
