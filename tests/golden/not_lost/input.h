/* Annotations that the compiler does not see, or sees through macros: ORM_COLUMN(nonsense) here, too. */
#include <orm/annotations.h>
#include <stdint.h>

#define BOTH(declaration) declaration
#define NONE(declaration)
#define KEY ORM_COLUMN(primary_key)
#define TEXT "ORM_TABLE(x)"

#ifdef ANOTHER_PROGRAM
struct ORM_TABLE(another) another {
    int64_t id ORM_COLUMN(nonsense);
};
#endif

enum unused { UNUSED_ONE ORM_LABEL("one"), UNUSED_TWO };

struct ORM_TABLE(node) node {
    int64_t id KEY; // ORM_COLUMN(nonsense)
    BOTH(int64_t number ORM_COLUMN(unique);)
    NONE(int64_t other ORM_COLUMN(nonsense);)
    enum { NODE_LEAF ORM_LABEL("leaf") } kind ORM_COLUMN();
    int : 3;
    char letter; /* ORM_COLUMN */
};
