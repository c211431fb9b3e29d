/* Labels of enumerations that no member has. */
#include <orm/annotations.h>
#include <stdint.h>

enum good { GOOD_ONE ORM_LABEL("one"), GOOD_TWO };

enum wrong { WRONG_NAME ORM_LABEL(one), WRONG_NONE ORM_LABEL(), WRONG_COLUMN ORM_COLUMN() };

typedef enum { SAME_A ORM_LABEL("same"), SAME_B ORM_LABEL("same") } same;

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key);
    enum { IN_STRUCT ORM_LABEL(first) } (*look)(void);
};
