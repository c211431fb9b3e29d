/* Words that are none of those a key takes. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key);
    int64_t parent ORM_COLUMN(references = node.id, on_delete = cascde, on_update = delete);
    int64_t at ORM_COLUMN(type = timestamp, unit = seconds);
};
