/* Keys of relations that do not exist, or have values of another sort. */
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
    int64_t parent_id          ORM_COLUMN(references = invoice.id, null_if = 0);
    struct invoice **a         ORM_HAS_MANY(invoice.parent_id, cuont = a_count);
    size_t a_count;
    struct invoice **b         ORM_HAS_MANY(invoice.parent_id, count);
    struct invoice **c         ORM_HAS_MANY(invoice.parent_id, count = "c_count");
    struct invoice **d         ORM_HAS_MANY(invoice.parent_id, count = d_count, count = d_count);
    size_t d_count;
    struct customer **e        ORM_MANY_TO_MANY(invoice, from = parent_id, count = e_count);
    size_t e_count;
    struct customer *f         ORM_HAS_ONE(customer.id = customer_id, count = a_count);
};
