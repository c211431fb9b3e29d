/* Columns, indexes, handles and calls of nested structs that collide. */
#include <orm/annotations.h>
#include <stdint.h>

struct address {
    char *street ORM_COLUMN(unique);
    char *city ORM_COLUMN(index = by_city);
};

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *city ORM_COLUMN();
    struct address home ORM_COLUMN(prefix = "");
    struct address work ORM_COLUMN(prefix = "");
    struct address summer ORM_COLUMN();
    char *summer_street ORM_COLUMN(unique, name = elsewhere);
    struct address winter
        ORM_COLUMN(prefix = a_prefix_that_is_much_longer_than_what_any_engine_keeps_of_names_);
};

struct dot {
    int c ORM_COLUMN();
};
struct dots {
    struct dot b ORM_COLUMN();
};
struct ORM_TABLE(x1) x1 {
    int id ORM_COLUMN(primary_key);
    struct dots a ORM_COLUMN();
    struct dot a_b ORM_COLUMN(prefix = other_);
};
