/* What is said alone is not said with true or false; a name in quotes may be either. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer, index(age, name = true), unique(age, size, name = FALSE)) customer {
    int64_t id ORM_COLUMN(primary_key = true);
    int32_t age ORM_COLUMN(unique = true);
    int32_t size ORM_COLUMN(unique = "true", index = false);
    char *name ORM_COLUMN(not_null = false);
    int64_t up ORM_COLUMN(index = True);
};
