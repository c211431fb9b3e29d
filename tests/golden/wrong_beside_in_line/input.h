/* An error of the compiler in the line of other members: what is said of these does not follow from it. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(a) a { int64_t id ORM_COLUMN(primary_key); unknown_t u; int b ORM_COLUMN(null_if = FOO1, default = FOO2, check = "{q} > 1"); };

/* No semicolon ends what is wrong. */
struct ORM_TABLE(b) b { int64_t id ORM_COLUMN(primary_key); int x[ ORM_COLUMN(), other ORM_COLUMN(null_if = BAR); int c ORM_COLUMN(null_if = FOO3); };
struct ORM_TABLE(c) c { int64_t id ORM_COLUMN(primary_key); unknown_t v ORM_COLUMN(null_if = BAR), w ORM_COLUMN(null_if = BAR); int c ORM_COLUMN(null_if = FOO4); };
