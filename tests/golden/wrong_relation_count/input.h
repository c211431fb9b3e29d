/* Counts that count nothing. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct invoice;

struct ORM_TABLE(customer) customer {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t visits             ORM_COLUMN();
    void *picture              ORM_COLUMN(size = picture_size);
    size_t picture_size;
    struct invoice **none      ORM_HAS_MANY(invoice.customer_id);
    struct invoice **absent    ORM_HAS_MANY(invoice.customer_id, count = invoices_count);
    struct invoice **flag      ORM_HAS_MANY(invoice.customer_id, count = is_good);
    struct invoice **real      ORM_HAS_MANY(invoice.customer_id, count = ratio);
    struct invoice **bits      ORM_HAS_MANY(invoice.customer_id, count = few);
    struct invoice **column    ORM_HAS_MANY(invoice.customer_id, count = visits);
    struct invoice **key       ORM_HAS_MANY(invoice.customer_id, count = id);
    struct invoice **size      ORM_HAS_MANY(invoice.customer_id, count = picture_size);
    struct invoice **first     ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    struct invoice **second    ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    size_t invoice_count;
    bool is_good;
    double ratio;
    unsigned few : 3;
};

struct ORM_TABLE(invoice) invoice {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t customer_id        ORM_COLUMN(references = customer.id);
};
