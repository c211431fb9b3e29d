#include <stdint.h>
struct ORM_TABLE() other {
    int64_t id ORM_COLUMN(primary_key);
};
#include <orm/annotations.h>
struct ORM_TABLE() inc {
    int64_t id ORM_COLUMN(primary_key);
};
