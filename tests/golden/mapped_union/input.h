/* What says how long a column is, and whether it is NULL, beside it in a union: of a name, or of none;
 * or in a struct by value. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inside {
    int32_t a, b;
};

struct named {
    int64_t id;
    union {
        struct {
            char *p;
            size_t n;
        } x;
        int32_t other;
    } u;
};
ORM_MAP(named, struct named)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.x.p, size = u.x.n);
}

struct nameless {
    int64_t id;
    union {
        struct {
            char *p;
            size_t n;
            bool none;
            int32_t v;
            int16_t *items;
            uint16_t count;
            struct inside *q;
        };
        int32_t other;
    };
};
ORM_MAP(nameless, struct nameless)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(p, size = n);
    ORM_MEMBER(v, null_flag = none);
    ORM_MEMBER(items, count = count);
    ORM_MEMBER(q->a);
    ORM_MEMBER(q->b);
}
struct around {
    int64_t id;
    struct nameless *in;
};
ORM_MAP(around, struct around)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(in->p, size = in.n);
    ORM_MEMBER(in->v, null_flag = in.none);
    ORM_MEMBER(in->q->b);
}

/* The same in structs and unions of which nothing is stored. */
struct apart {
    int64_t id;
    union {
        struct {
            int32_t kind;
            struct {
                uint32_t size;
            } head;
        } s;
        int32_t raw;
    };
    union {
        uint16_t size;
        int32_t raw;
    } u;
    char *p, *q;
};
ORM_MAP(apart, struct apart)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(p, size = s.head.size);
    ORM_MEMBER(q, size = u.size);
}

struct head {
    uint32_t size;
};
struct ORM_TABLE(own) own {
    int64_t id ORM_COLUMN(primary_key);
    struct head head;
    uint8_t *body ORM_COLUMN(size = head.size);
};
