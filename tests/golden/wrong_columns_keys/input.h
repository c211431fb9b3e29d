/* columns(...) that names a part of a key, or what cannot be one, or not what a text needs. */
#include <orm/annotations.h>
#include <stdint.h>

struct op {
    uint8_t t[32] ORM_COLUMN(primary_key);
    uint32_t n    ORM_COLUMN(primary_key);
    int32_t a     ORM_COLUMN(unique = both);
    int32_t b     ORM_COLUMN(unique = both);
    int32_t low   ORM_COLUMN(check = "{low} < {high}");
    int32_t high  ORM_COLUMN();
};

struct deep {
    struct op op ORM_COLUMN();
    int64_t id   ORM_COLUMN(primary_key);
};

struct ORM_TABLE(a) a {
    struct op op ORM_COLUMN(columns(n));
};
struct ORM_TABLE(b) b {
    int64_t id    ORM_COLUMN(primary_key);
    struct op *op ORM_COLUMN(columns(t, n = op_n));
};
struct ORM_TABLE(c) c {
    struct deep deep ORM_COLUMN(columns(id, op.t, op.b = b));
};
struct ORM_TABLE(d) d {
    int64_t id    ORM_COLUMN(primary_key);
    struct op op ORM_COLUMN(columns(low));
    struct op all ORM_COLUMN(columns(a = x, b = y, high));
};
struct ORM_TABLE(e) e {
    int64_t id     ORM_COLUMN(primary_key);
    struct op none ORM_COLUMN(columns(high));
};
