/* Without a primary key there is nothing to find, update or delete one row by. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(event) event {
    int64_t at     ORM_COLUMN(type = timestamp, index);
    char *text     ORM_COLUMN(not_null);
    char code[5]   ORM_COLUMN(unique);
};
