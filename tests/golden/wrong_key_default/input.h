/* The database generates the key: its default would be dead. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key, default = 1);
};

struct ORM_TABLE(invoice) invoice {
    int32_t id ORM_COLUMN(primary_key, default_sql = "1 + 1");
};
