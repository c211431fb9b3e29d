/* Two structs with one prefix. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN();
};

struct ORM_TABLE(prefix = customer) client {
    int64_t id ORM_COLUMN();
};
