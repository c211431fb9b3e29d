/* Columns, pointers to columns, lengths and null flags that share memory: of a union, or one member on two
 * ways. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inside {
    int32_t a, b;
};
struct large {
    char text[4000];
    int32_t b;
};
struct one {
    int32_t v;
};

/* Two pointers, and one of them with what is no pointer. */
struct pointers {
    int64_t id;
    union {
        struct inside *p;
        struct large *q;
        int64_t number;
        char *text;
        int32_t *scalar;
    } u;
};
ORM_MAP(two_pointers, struct pointers)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.p->a);
    ORM_MEMBER(u.p->b); /* the same pointer */
    ORM_MEMBER(u.q->b, name = other);
}
ORM_MAP(pointer_number, struct pointers)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.number);
    ORM_MEMBER(u.p->a);
}
ORM_MAP(pointer_text, struct pointers)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.p->a);
    ORM_MEMBER(u.text);
}
ORM_MAP(pointer_scalar, struct pointers)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.scalar);
    ORM_MEMBER(u.p, columns(b));
}

/* Without a union: all of a struct behind a pointer, and a part of it. */
struct whole {
    int64_t id;
    struct inside *p;
    struct one *only;
    struct {
        struct one *deep;
    } *way;
};
ORM_MAP(whole, struct whole)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(p, as = bytes);
    ORM_MEMBER(p->a);
    ORM_MEMBER(only);
    ORM_MEMBER(only->v);
}

/* What says how long a column is, and whether it is NULL. */
struct beside {
    int64_t id;
    union {
        char *p;
        size_t n;
        struct {
            char *p;
            size_t n;
            bool flag;
        } x;
        struct {
            char *q;
            size_t n;
            bool other;
        } y;
    } u;
    union {
        struct {
            uint8_t *data;
            uint32_t size;
        };
        struct inside *behind;
    };
};
ORM_MAP(own_pointer, struct beside)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.p, size = u.n);
}
ORM_MAP(length_column, struct beside)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.x.p, size = u.x.n);
    ORM_MEMBER(u.y.n);
}
ORM_MAP(flag_column, struct beside)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(u.y.other);
    ORM_MEMBER(u.x.n, null_flag = u.x.flag);
}
ORM_MAP(anonymous, struct beside)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(data, size = size);
    ORM_MEMBER(behind->a);
}

/* The same in a struct of a table. */
struct bytes {
    union {
        uint8_t *data;
        size_t size;
    } u;
    size_t used;
};
struct ORM_TABLE() owned {
    int64_t id ORM_COLUMN(primary_key);
    struct bytes bytes ORM_COLUMN(columns(u.data), size = bytes.u.size);
    struct bytes more ORM_COLUMN(columns(u.data = more), size = more.used);
    char *text ORM_COLUMN(size = length);
    int32_t value ORM_COLUMN(null_flag = none);
    union {
        size_t length;
        bool none;
    };
};
