/* A struct that is not closed: the header that comes next is read as if it stood in it. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key);
