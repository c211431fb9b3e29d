/* In a mapping. */
#include <orm/annotations.h>

struct point {
    int x, y;
};

ORM_MAP(spot, struct point) {
    ORM_MEMBR(x, primary_key);
    ORM_MEMBER;
    ORM_MEMBER(y);
}
