/* Every way in which a relation is resolved. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(node, foreign_key(left, right, references = node(id, version))) node {
    int64_t id ORM_COLUMN(primary_key);
    int64_t version ORM_COLUMN(primary_key);
    int64_t code ORM_COLUMN(unique);
    int64_t left ORM_COLUMN();
    int64_t right ORM_COLUMN();
    int64_t up ORM_COLUMN(references = node.code);
    struct node *parent ORM_BELONGS_TO(up);
    struct node *pair ORM_BELONGS_TO(left, right);
    struct node *same ORM_BELONGS_TO(left = id, right = version);
    struct node **down ORM_HAS_MANY(node.up, count = down_count);
    struct node **near ORM_MANY_TO_MANY(edge, count = near_count, from(a), to(b));
    size_t down_count, near_count;
};

struct ORM_TABLE(edge) edge {
    int64_t a ORM_COLUMN(references = node.code);
    int64_t b ORM_COLUMN(references = node.code);
};
