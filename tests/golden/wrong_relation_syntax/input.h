/* Relations that cannot be read. */
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
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t customer_id        ORM_COLUMN(references = customer.id);
    struct customer *a         ORM_BELONGS_TO(customer_id id);
    struct customer *b         ORM_BELONGS_TO(customer_id = customer.);
    struct customer **c        ORM_HAS_MANY(customer., count = c_count);
    struct customer **d        ORM_MANY_TO_MANY(link, from(a(b)), count = d_count);
};
