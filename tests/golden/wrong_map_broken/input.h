/* A struct that the compiler does not understand is mapped: what follows from that is not said. */
#include <orm/annotations.h>
#include <stdint.h>

struct twice {
    int64_t id;
    struct in *p;
    union {
        struct {
            struct in *p;
        };
        uint8_t raw[64];
    };
};
ORM_MAP(twice, struct twice)
{
    ORM_MEMBER(id, primary_key, assigned);
    ORM_MEMBER(raw);
}

struct pair {
    int a;
    int a;
};
struct holder {
    int64_t id;
    struct pair pair;
    uint8_t *bytes;
};
ORM_MAP(holder, struct holder)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(pair.a);
    ORM_MEMBER(bytes);
}

struct whole {
    int64_t id;
};
ORM_MAP(tagless, whole)
{
    ORM_MEMBER(id, primary_key);
}
ORM_MAP(unknown, nothing)
{
    ORM_MEMBER(id, primary_key);
}
ORM_MAP(whole, struct whole)
{
    ORM_MEMBER(id, primary_key, unique, asigned);
}
