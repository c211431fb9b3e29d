/* Arguments that are no columns. */
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
    struct customer *a         ORM_BELONGS_TO();
    struct customer *b         ORM_BELONGS_TO("customer_id");
    struct customer *c         ORM_BELONGS_TO(customer_id = 5);
    struct customer *d         ORM_BELONGS_TO(columns(customer_id));
    struct customer *e         ORM_HAS_ONE(id);
    struct customer **f        ORM_HAS_MANY(id, count = f_count);
    size_t f_count;
    struct customer **g        ORM_HAS_MANY(count = g_count);
    size_t g_count;
    struct customer **h        ORM_MANY_TO_MANY(count = h_count);
    size_t h_count;
    struct customer **i        ORM_MANY_TO_MANY(invoice, customer, from(customer_id = id), count = i_count);
    size_t i_count;
};
