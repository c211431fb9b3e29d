/* Relations to a table of another target, whose header is merely included. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>
#include "other.h"

struct ORM_TABLE(invoice) invoice {
    int64_t id                  ORM_COLUMN(primary_key);
    int64_t customer_id         ORM_COLUMN();
    struct customer *customer   ORM_BELONGS_TO(customer_id = id);
    struct customer **others    ORM_HAS_MANY(customer.id = id, count = other_count);
    size_t other_count;
    struct invoice **through    ORM_MANY_TO_MANY(customer, count = through_count);
    size_t through_count;
};
