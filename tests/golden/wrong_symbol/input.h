/* Generated names that exist already, as a type or by themselves. */
#include <orm/annotations.h>
#include <stdint.h>

typedef struct ORM_TABLE(t) {
    int64_t id ORM_COLUMN();
} customer_entity;

struct ORM_TABLE() customer_columns {
    int64_t id ORM_COLUMN();
};

struct ORM_TABLE() customer {
    int64_t entity ORM_COLUMN(unique);
    int64_t a_and_b ORM_COLUMN(unique);
    int64_t a ORM_COLUMN(unique = ab);
    int64_t b ORM_COLUMN(unique = ab);
};

struct ORM_TABLE(u) customer_find_by {
    int64_t id ORM_COLUMN();
};

/* A type that its own symbols would be called as. */
typedef struct ORM_TABLE(orders, prefix = order) {
    int64_t id ORM_COLUMN();
} order_entity;
