/* One default. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(default = 1, default_sql = "1");
    int64_t b ORM_COLUMN(default_sql = " ");
};
