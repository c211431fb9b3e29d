/* Columns that reference another table, or none. */
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

struct ORM_TABLE(supplier) supplier {
    int64_t id                 ORM_COLUMN(primary_key);
};

struct ORM_TABLE(invoice) invoice {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t supplier_id        ORM_COLUMN(references = supplier.id);
    int64_t customer_id        ORM_COLUMN();
    struct customer *supplier  ORM_BELONGS_TO(supplier_id);
    struct customer *customer  ORM_BELONGS_TO(customer_id);
    struct customer *both      ORM_BELONGS_TO(customer_id, supplier_id);
};
