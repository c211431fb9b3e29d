/* Names that an engine keeps for itself. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(sqlite_customer) customer {
    int64_t xmin ORM_COLUMN();
    int64_t b ORM_COLUMN(name = ctid, index = SQLite_index);
    int64_t tableoid ORM_COLUMN(postgresql_name = table_oid);
};
