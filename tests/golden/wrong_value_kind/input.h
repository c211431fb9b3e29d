/* Each key takes its own kinds of values. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(prefix = "shop customer") customer {
    int64_t id ORM_COLUMN(primary_key = yes);
    int64_t age ORM_COLUMN(check = positive);
    char *name ORM_COLUMN(name);
    char *email ORM_COLUMN(unique = 5, sqlite_name = a.b);
    char *phone ORM_COLUMN("Phone");
};
