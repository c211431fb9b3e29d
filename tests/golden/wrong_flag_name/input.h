/* A flag whose name says the contrary: a warning beside the error. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t age ORM_COLUMN(null_flag = has_age);
    bool has_age;
    bool known ORM_COLUMN(default = 1);
};
