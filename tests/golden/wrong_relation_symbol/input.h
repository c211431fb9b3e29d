/* A relation that would be called like a column in the generated code. */
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

struct inside {
    int64_t customer           ORM_COLUMN(references = customer.id);
};

struct ORM_TABLE(invoice) invoice {
    int64_t id                 ORM_COLUMN(primary_key);
    struct inside paid         ORM_COLUMN();
    struct customer *paid_customer ORM_BELONGS_TO(paid.customer);
};
