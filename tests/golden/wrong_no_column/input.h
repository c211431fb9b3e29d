/* A table needs a column. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id;
    char *name;
};

struct ORM_TABLE(b) b { };
