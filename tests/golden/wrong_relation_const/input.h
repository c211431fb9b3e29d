/* A member that cannot be set. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id    ORM_COLUMN(primary_key);
    char code[9]  ORM_COLUMN(unique);
    char *name    ORM_COLUMN();
    unsigned visits;
};

struct ORM_TABLE(invoice) invoice {
    int64_t id                      ORM_COLUMN(primary_key);
    int64_t customer_id             ORM_COLUMN(references = customer.id);
    struct customer *const customer ORM_BELONGS_TO(customer_id);
};
