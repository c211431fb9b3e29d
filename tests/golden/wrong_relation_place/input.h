/* Relations in places where they belong to no table. */
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

struct inner {
    int64_t customer_id        ORM_COLUMN();
    struct customer *customer  ORM_BELONGS_TO(customer_id);
};

struct lonely {
    struct customer *customer  ORM_BELONGS_TO(customer_id);
};

struct ORM_BELONGS_TO(id) ORM_TABLE(invoice) invoice {
    int64_t id                 ORM_COLUMN(primary_key);
    struct inner inner         ORM_COLUMN();
    union {
        struct customer *one   ORM_BELONGS_TO(id);
        int other;
    };
};
