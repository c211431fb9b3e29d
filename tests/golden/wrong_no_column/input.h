/* A table needs a column. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id;
    char *name;
};

struct ORM_TABLE(b) b { };

/* It has one, which is refused: that is all that is wrong with it. */
struct pair { int a, b; };
struct ORM_TABLE(refused) refused {
    struct pair pair ORM_COLUMN();
};
