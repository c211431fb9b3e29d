/* Columns elsewhere that do not lead back here. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(supplier) supplier {
    int64_t id                 ORM_COLUMN(primary_key);
    struct invoice **invoices  ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    size_t invoice_count;
    struct invoice **totals    ORM_HAS_MANY(invoice.total, count = total_count);
    size_t total_count;
    struct invoice **others    ORM_HAS_MANY(customer.supplier_id, count = other_count);
    size_t other_count;
    struct invoice **unknown   ORM_HAS_MANY(invioce.supplier_id, count = unknown_count);
    size_t unknown_count;
};

struct ORM_TABLE(customer) customer {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t supplier_id        ORM_COLUMN(references = supplier.id);
};

struct ORM_TABLE(invoice) invoice {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t customer_id        ORM_COLUMN(references = customer.id);
    int64_t total              ORM_COLUMN();
};
