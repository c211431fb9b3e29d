/* Two tables of one name, also by case, also on one engine alone. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN();
};

struct ORM_TABLE("Customer") client {
    int64_t id ORM_COLUMN();
};

struct ORM_TABLE(sqlite_name = customer) person {
    int64_t id ORM_COLUMN();
};
