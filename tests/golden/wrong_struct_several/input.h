/* What is said of one column, where a struct is several: where to say it instead. */
#include <orm/annotations.h>
#include <stdint.h>

struct op {
    uint8_t t[32];
    uint32_t n;
};

struct home {
    char *street ORM_COLUMN();
    char *city   ORM_COLUMN();
};

struct ORM_TABLE(b) b {
    int64_t id ORM_COLUMN(primary_key);
    int64_t n  ORM_COLUMN(null_if = 0);
};

struct ORM_TABLE(a) a {
    int64_t id    ORM_COLUMN(primary_key);
    struct b *b   ORM_COLUMN(columns(id = b_id), references = b.id, on_delete = cascade, not_null);
    struct b *c   ORM_COLUMN(columns(id = c_id, n = c_n), unique, index = c_key, references_table = "b(id, n)");
    struct b *d   ORM_COLUMN(columns(id), name = d_id, check = "{d} > 0", type = timestamp, default = 1, version);
    struct b e    ORM_COLUMN(primary_key, columns(id = e_id), readonly);
    struct op f   ORM_COLUMN(primary_key, columns(t = ft, n = fn), not_null);
    struct op *g  ORM_COLUMN(primary_key, columns(t = gt), redact);
    struct home h ORM_COLUMN(unique);
    struct home *i ORM_COLUMN(not_null);
};

struct pair {
    int64_t id;
    struct op o, *p;
};

ORM_MAP(pair, struct pair)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(o, columns(t, n), unique);
    ORM_MEMBER(p, columns(n), null_if = 3, not_null);
}
