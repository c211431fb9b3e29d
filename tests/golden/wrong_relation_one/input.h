/* A relation to one row over columns that are not unique. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct profile;

struct ORM_TABLE(customer) customer {
    int64_t id                 ORM_COLUMN(primary_key);
    struct profile *profile    ORM_HAS_ONE(profile.customer_id);
};

struct ORM_TABLE(profile) profile {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t customer_id        ORM_COLUMN(references = customer.id);
};
