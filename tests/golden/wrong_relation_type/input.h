/* Members of types that lead to no row, or to another number of rows. */
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

typedef struct customer *customer_ref;
union either { int64_t a; };

struct ORM_TABLE(invoice) invoice {
    int64_t id                ORM_COLUMN(primary_key);
    int64_t customer_id       ORM_COLUMN(references = customer.id);
    int64_t number            ORM_BELONGS_TO(customer_id);
    void *nothing             ORM_BELONGS_TO(customer_id);
    union either *either      ORM_BELONGS_TO(customer_id);
    struct customer inside    ORM_BELONGS_TO(customer_id);
    struct customer **many    ORM_BELONGS_TO(customer_id);
    struct customer *one      ORM_HAS_MANY(customer.id, count = one_count);
    size_t one_count;
    customer_ref *list        ORM_HAS_MANY(customer.id, count = one_count);
    struct { int a; } *unnamed ORM_BELONGS_TO(customer_id);
};
