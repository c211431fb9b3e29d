#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(leaf) leaf {
    int64_t id ORM_COLUMN(primary_key);
};

int64_t count_leaves(void);
