/* What a deletion sets must be possible. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key);
    int64_t a ORM_COLUMN(references = node.id, on_delete = set_null);
    int64_t b ORM_COLUMN(references = node.id, on_update = set_default);
    char *name ORM_COLUMN(unique, not_null);
    char *c ORM_COLUMN(references = node.name, on_delete = set_null, not_null);
    int64_t d ORM_COLUMN(on_delete = cascade, on_update = cascade);
};
