/* A parenthesis that is not closed: what clang says of the rest follows from it. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key;
    int64_t parent ORM_COLUMN(references = node.id);
};

struct ORM_TABLE(leaf) leaf {
    int64_t id ORM_COLUMN(primary_key);
    int64_t node ORM_COLUMN(references = node.id);
};
