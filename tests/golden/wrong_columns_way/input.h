/* columns(...) that goes where it cannot. */
#include <orm/annotations.h>
#include <stdint.h>

struct channel {
    int64_t id;
    int64_t size;
};

struct holder {
    struct channel *channel;
    struct channel value;
    int32_t n;
    union { int32_t a; float b; } u;
};

struct ORM_TABLE(a) a {
    int64_t id       ORM_COLUMN(primary_key);
    struct holder h  ORM_COLUMN(columns(channel.id = x, value.id = y));
    struct holder *i ORM_COLUMN(columns(channel.id, n.id, value.none));
};

struct outer {
    int64_t id;
    struct holder h, *p;
};

ORM_MAP(outer, struct outer)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(h, columns(channel.id = x));
    ORM_MEMBER(p, columns(value.id, channel.size));
}
