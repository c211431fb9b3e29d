/* Indexes and unique keys share the names of tables. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(unique = invoice);
    int64_t age ORM_COLUMN(index = by_age);
};

struct ORM_TABLE(invoice) invoice {
    int64_t id ORM_COLUMN(index = customer);
    int64_t age ORM_COLUMN(index = By_Age);
};
