/* Two columns of one name, also by case, also on one engine alone. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN();
    int64_t key ORM_COLUMN(name = id);
    int64_t Id ORM_COLUMN();
    int64_t other ORM_COLUMN(postgresql_name = id);
};
