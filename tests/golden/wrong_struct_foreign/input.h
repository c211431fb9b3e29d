/* What is about one column is said where the program can write it: not in a struct of somebody else's. */
#include <orm/annotations.h>
#include <stdint.h>
#include "theirs.h"

struct ORM_TABLE(page) page {
    int64_t id          ORM_COLUMN(primary_key);
    struct blob scan    ORM_COLUMN(columns(data), size = scan.used, not_null, unique);
    struct blob title   ORM_COLUMN(columns(name = title), default = "x", name = title, check = "{name} > ''");
    struct blob *author ORM_COLUMN(columns(name = author), not_null, references = page.id, index);
};
