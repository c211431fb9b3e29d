/* A quote that is not closed is named, and not what follows from it. */
#include <orm/annotations.h>
#include <stdint.h>

#define UNUSED don't

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(name = "abc);
    char *note ORM_COLUMN(check = "{note} <> 'it''s'");
};
