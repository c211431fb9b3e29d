/* Annotations that nothing has, or that stand where nobody reads them. */
#include <orm/annotations.h>
#include <stdint.h>

#define BOTH(declaration) declaration

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key);
    ORM_COLUMN(unique); /* the member follows */
    int64_t number;
    ORM_COLUMN() struct {
        int inner;
    };
    void (*free)(struct node *node ORM_COLUMN());
    BOTH(void (*copy)(struct node *node ORM_COLUMN());)
    int last;
    ORM_BELONGS_TO(id);
};

int64_t count(const char *name ORM_COLUMN(not_null));

typedef int (*compare)(int left ORM_COLUMN(), int right);

static inline int sum(int limit)
{
    enum place { FIRST ORM_LABEL("first") };
    struct ORM_TABLE(local) local {
        int id ORM_COLUMN(primary_key);
    };
    int total ORM_COLUMN() = FIRST;
    return total + limit + (int)sizeof(struct local);
}
