#include <orm/annotations.h>
#include <stdint.h>

typedef int64_t other_id;

struct ORM_TABLE(other) other {
    other_id id ORM_COLUMN(primary_key);
};
