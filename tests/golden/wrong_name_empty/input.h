/* Names must be there. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE("") customer {
    int64_t id ORM_COLUMN(name = "");
    int64_t age ORM_COLUMN(sqlite_name = "");
    int64_t size ORM_COLUMN(index = "");
};
