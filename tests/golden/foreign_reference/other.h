#include <orm/annotations.h>

struct ORM_TABLE(other) other {
    int id ORM_COLUMN(primary_key);
};
