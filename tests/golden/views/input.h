/* Views, parts of views, and the results of SQL. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE("Order", sqlite_ddl = "CREATE VIEW order_total AS SELECT o.id AS order_id, 0 AS cents FROM \"Order\" AS o", postgresql_ddl = "CREATE VIEW sales.totals AS SELECT o.id AS order_id, 0::bigint AS cents FROM \"Order\" AS o") order {
    int64_t id ORM_COLUMN(primary_key);
    int64_t placed_at ORM_COLUMN(type = timestamp);
};

struct ORM_TABLE(order_total, view, postgresql_name = totals, schema = sales) order_total {
    int64_t order_id ORM_COLUMN(primary_key);
    int64_t cents ORM_COLUMN(null_if = -1, redact);
    struct order *order ORM_BELONGS_TO(order_id = id);
};

/* Without a key it is selected. */
struct ORM_TABLE(pair, view) pair {
    char *a ORM_COLUMN(not_null);
    char *b ORM_COLUMN();
};

struct ORM_TABLE(part_of = order_total) order_cents {
    int64_t order_id ORM_COLUMN();
    int64_t cents ORM_COLUMN(null_reads_as = 0);
};

struct ORM_TABLE(stat_line, result) stat_line {
    char *day ORM_COLUMN(not_null);
    int64_t orders ORM_COLUMN();
    double mean ORM_COLUMN(name = average, null_if = -1);
};
