/* Members that lead to no table of the target. */
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

struct plain {
    int64_t id;
};

struct custmer;

struct ORM_TABLE(invoice) invoice {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t customer_id        ORM_COLUMN(references = customer.id);
    struct custmer *customer   ORM_BELONGS_TO(customer_id);
    struct plain *plain        ORM_BELONGS_TO(customer_id);
    struct custmer **many      ORM_HAS_MANY(custmer.invoice_id, count = many_count);
    size_t many_count;
};
