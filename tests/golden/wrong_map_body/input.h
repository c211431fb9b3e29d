/* What stands in a mapping beside its members, and what an ORM_MEMBER does beside naming one. */
#include <orm/annotations.h>

struct inner {
    int y;
};

struct point {
    int x, z, w, n;
    int list[3];
    struct inner *in;
    struct inner *(*get)(int number);
};

static int calls;

ORM_MAP(around, struct point)
{
    if (0) ORM_MEMBER(x, primary_key);
    { ORM_MEMBER(z); }
    here: ORM_MEMBER(w);
    for (;;) { ORM_MEMBER(n); }
    while (0) ORM_MEMBER(list[0]);
    do { ORM_MEMBER(list[1]); } while (0);
    switch (1) { case 1: ORM_MEMBER(list[2]); }
    ORM_MEMBER(in->y);
}

#define TWO { ORM_MEMBER(z); ORM_MEMBER(w); }

ORM_MAP(beside, struct point)
{
    ORM_MEMBER(x, primary_key);
    int a = 1, b = 2;
    struct local { int c; };
    enum { D };
    typedef int local_int;
    _Static_assert(1, "");
    {}
    TWO
    calls;
    __asm__("");
    (void)orm_self->n;
    return;
}

ORM_MAP(path, struct point)
{
    ORM_MEMBER(x, primary_key);
    ORM_MEMBER(get(1)->y);
    ORM_MEMBER(in->y++);
}
