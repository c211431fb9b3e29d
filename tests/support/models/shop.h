/* The shop of the README, as a program would have it. */
#ifndef SHOP_H
#define SHOP_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

enum tier { TIER_BASIC, TIER_GOLD };

struct ORM_TABLE(customer) customer {
    int64_t id        ORM_COLUMN(primary_key);
    char *name        ORM_COLUMN(not_null);
    char *email       ORM_COLUMN(unique);
    char country[3]   ORM_COLUMN(default = "DE");
    enum tier tier    ORM_COLUMN();
    unsigned visits; /* not mapped */
    struct invoice **invoices ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    size_t invoice_count;
};

struct ORM_TABLE(invoice) invoice {
    int64_t id           ORM_COLUMN(primary_key);
    int64_t customer_id  ORM_COLUMN(references = customer.id, on_delete = cascade, index);
    int64_t total_cents  ORM_COLUMN(check = "{total_cents} >= 0");
    int64_t paid_at      ORM_COLUMN(type = timestamp, null_if = 0);
    struct customer *customer ORM_BELONGS_TO(customer_id);
};

#endif
