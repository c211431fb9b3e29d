/* A key may be said once. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customers, name = clients) customer {
    int64_t id ORM_COLUMN(primary_key, name = id, name = key);
};
