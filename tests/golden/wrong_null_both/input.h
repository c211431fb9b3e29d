/* NULL that is forbidden, and NULL that is said twice. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(not_null, null_if = 0);
    int64_t b ORM_COLUMN(not_null, null_flag = no_b);
    int64_t c ORM_COLUMN(null_if = 0, null_flag = no_c);
    bool no_b, no_c;
};
