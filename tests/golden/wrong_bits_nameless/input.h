/* Bits that only keep others apart. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key);
    unsigned low : 3 ORM_COLUMN();
    unsigned : 5 ORM_COLUMN(nonsense);
    unsigned : 0 ORM_HAS_ONE(node.id);
};
