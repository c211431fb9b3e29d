/* Annotations where C has no place for any. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier { TIER_BASIC = 1 ORM_LABEL("basic"), TIER_GOLD ORM_LABEL("gold") };

struct customer ORM_TABLE(customers) {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(order) order {
    int64_t id ORM_COLUMN(primary_key);
    char *name[2 ORM_COLUMN()];
};
