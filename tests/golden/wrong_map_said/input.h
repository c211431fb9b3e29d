/* What a struct of one's own says of a member, and an ORM_MEMBER that does not go with it. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct inner {
    int64_t key    ORM_COLUMN(primary_key);
    int64_t x      ORM_COLUMN(null_if = -1, name = ex, index = by_x);
    char *text     ORM_COLUMN(not_null);
    uint8_t *bytes ORM_COLUMN(size = byte_count, check = "{bytes} <> {text}");
    size_t byte_count;
    int64_t odd    ORM_COLUMN(uniqe, null_if = NO_NUMBER);
    int64_t worse  ORM_COLUMN("odd", on_delete = cascade);
};

struct outer {
    int64_t id ORM_COLUMN(primary_key);
    struct inner in, *behind;
};

ORM_MAP(outer, struct outer)
{
    ORM_MEMBER(id);
    ORM_MEMBER(in.x, not_null);
    ORM_MEMBER(in.bytes, count = in.byte_count);
    ORM_MEMBER(in.odd);
    ORM_MEMBER(in.worse);
    ORM_MEMBER(behind->key);
    ORM_MEMBER(behind->odd, null_if = 0);
    ORM_MEMBER(behind->x, default = no);
}

ORM_MAP(other, struct outer)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(in.x);
    ORM_MEMBER(behind->x, name = in_ex);
}

/* Parts of keys alone. */
struct parts {
    int32_t a   ORM_COLUMN(primary_key);
    int32_t b   ORM_COLUMN(primary_key);
    int32_t c   ORM_COLUMN(unique = both);
    int32_t d   ORM_COLUMN(unique = both);
};
struct holds_parts {
    struct parts one, two, three;
};

ORM_MAP(parts, struct parts)
{
    ORM_MEMBER(a);
    ORM_MEMBER(c);
    ORM_MEMBER(d, unique);
}

ORM_MAP(holds_parts, struct holds_parts)
{
    ORM_MEMBER(one.a, primary_key);
    ORM_MEMBER(one.c, unique);
    ORM_MEMBER(two.b);
    ORM_MEMBER(three.a);
    ORM_MEMBER(three.b);
    ORM_MEMBER(three.d, unique = alone);
}
