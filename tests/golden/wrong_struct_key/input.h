/* Keys behind pointers, and NULL said twice. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct base { int64_t id ORM_COLUMN(primary_key); int64_t n ORM_COLUMN(); };
struct uid { int64_t value; };

struct ORM_TABLE(a) a {
    struct base *base ORM_COLUMN();
};
struct ORM_TABLE(b) b {
    int64_t *id ORM_COLUMN(primary_key);
};
struct ORM_TABLE(c) c {
    struct uid *id ORM_COLUMN(primary_key, assigned);
    int64_t *age ORM_COLUMN(null_if = -1);
    struct uid *other ORM_COLUMN(null_flag = no_other);
    bool no_other;
};
