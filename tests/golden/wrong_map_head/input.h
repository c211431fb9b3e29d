/* What a mapping begins with: the name of the table in C, and the struct. */
#include <orm/annotations.h>
#include <orm/converter.h>

struct point {
    int x;
    struct {
        int z;
    } in;
};

ORM_MAP(struct point) { ORM_MEMBER(x, primary_key); }
ORM_MAP("spot", struct point) { ORM_MEMBER(x, primary_key); }
ORM_MAP(gone, struct nowhere) { ORM_MEMBER(x, primary_key); }
ORM_MAP(spot, struct point) { ORM_MEMBER(x, primary_key); ORM_MEMBER(in.y); }
ORM_MAP(spot, struct point) { ORM_MEMBER(x, primary_key); }
ORM_CONVERTER();
