/* Items that there are not, and those of which nobody knows where they end. */
#include <orm/annotations.h>

struct point {
    int x, y;
};

struct line {
    int id;
    int slots[3];
    int slots_0;
    int grid[2][2];
    int *more;
    struct point *points;
    struct point ends[2];
    int *many[2];
    int none[0];
    int rest[];
};

ORM_MAP(line, struct line)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(slots[3]);
    ORM_MEMBER(slots[-1]);
    ORM_MEMBER(slots[orm_self->id]);
    ORM_MEMBER(slots[LAST]);
    ORM_MEMBER(grid[1][2]);
    ORM_MEMBER(more[0]);
    ORM_MEMBER(points[0].x);
    ORM_MEMBER(none[0]);
    ORM_MEMBER(rest[0]);
    ORM_MEMBER(ends[1].z);
    ORM_MEMBER(many[0][1]);
}

ORM_MAP(name, struct line, index(slots[one])) { ORM_MEMBER(id, references = line.slots[0); }

ORM_MAP(named, struct line, index(slots[0]), index(slots[1], slots[1]))
{
    ORM_MEMBER(slots, primary_key);
    ORM_MEMBER(ends[0], columns(x = ends[1]));
    ORM_MEMBER(slots[1]);
    ORM_MEMBER(id, check = "{ends[0].y} > 0");
    ORM_MEMBER(ends[1].x, name = slots[0]);
    ORM_MEMBER(ends[1].y, null_flag = ends[0].z);
}

ORM_MAP(twin, struct line)
{
    ORM_MEMBER(slots[0], name = one);
    ORM_MEMBER(slots_0);
    ORM_MEMBER(id, index[0]);
}
