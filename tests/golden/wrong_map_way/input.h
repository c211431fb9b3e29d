/* Ways to members that no row can be written through. */
#include <orm/annotations.h>
#include <stdint.h>

struct place {
    double lat;
};

union either {
    int64_t number;
    double real;
};

struct visit {
    int64_t id;
    const struct place fixed;
    struct place *const always;
    volatile struct place now;
    const struct place both[2];
    const union either sealed;
    volatile union either *shared;
    const union either *last;
};

ORM_MAP(visit, struct visit)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(fixed.lat);
    ORM_MEMBER(always->lat);
    ORM_MEMBER(now.lat);
    ORM_MEMBER(both[1].lat);
    ORM_MEMBER(sealed.real);
    ORM_MEMBER(shared->real);
    ORM_MEMBER(last->real);
    ORM_MEMBER(last->number);
}
