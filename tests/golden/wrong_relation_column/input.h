/* Columns of a relation that are not there. */
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
    int64_t id                    ORM_COLUMN(primary_key);
    int64_t customer_id           ORM_COLUMN(references = customer.id);
    int64_t plain_id;
    struct customer *customer     ORM_BELONGS_TO(custmer_id);
    struct customer *plain        ORM_BELONGS_TO(plain_id);
    struct customer *both         ORM_BELONGS_TO(customer_id, customer_id);
    struct customer *of_name      ORM_BELONGS_TO(customer_id = ident);
    struct customer *of_visits    ORM_BELONGS_TO(customer_id = visits);
    struct invoice **self         ORM_HAS_MANY(invoice.parent_id, count = self_count);
    size_t self_count;
    struct customer *payer        ORM_BELONGS_TO(customer_id);
    struct customer *circle       ORM_BELONGS_TO(payer);
    struct customer *wrong        ORM_BELONGS_TO(customer);
    struct invoice **circles      ORM_HAS_MANY(invoice.self, count = circle_count);
    size_t circle_count;
};
