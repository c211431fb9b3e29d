/* A key that another table chooses is not generated. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(address) address {
    int64_t customer_id ORM_COLUMN(primary_key, references = customer.id);
};

struct ORM_TABLE(outside) outside {
    int64_t id ORM_COLUMN(primary_key, references_table = "city(id)");
};
