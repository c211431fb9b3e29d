/* Members in SQL texts that are no columns, and braces. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t price ORM_COLUMN(check = "{prise} >= 0");
    int64_t a ORM_COLUMN(check = "{note} IS NOT NULL AND {price} > 0");
    int64_t b ORM_COLUMN(check = "{price > 0");
    int64_t c ORM_COLUMN(check = "price} > 0");
    int64_t d ORM_COLUMN(default_sql = "{price} + 1");
    int64_t e ORM_COLUMN(check = "");
    char *note;
};
