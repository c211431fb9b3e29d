/* Annotations that are misspelled, or have no parentheses. Those that are right, and what is no annotation: ORM_COLUM
 * in a comment, a macro of the program, do not count. */
#include <orm/annotations.h>
#include <stdint.h>

#define ORM_TABLES(name) struct name##_tables
ORM_TABLES(all);

struct point {
    int x, y;
};

struct ORM_TABEL(node) node {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE leaf {
    int64_t id ORM_COLUMN(primary_key);
};

enum tier { TIER_BASIC ORM_LABLE("basic"), TIER_GOLD ORM_LABEL };

struct ORM_TABLE() branch {
    int64_t id ORM_COLUMN(primary_key);
    int64_t length ORM_COLUMN; /* ORM_COLUMS */
    int64_t parent
        ORM_COLUNM(references = branch.id, null_if = 0);
    struct branch *up ORM_BELONG_TO(parent);
    ORM_COLUM() int64_t width;
    char *text ORM_COLUMN("ORM_COLUM") unknown; /* ORM_COLUM */
};

ORM_MAPP(spot, struct point) {
    ORM_MEMBER(x, primary_key);
}
