/* Messages point at the argument, whatever stands around it. */
#include <orm/annotations.h>
#include <stdint.h>

#define KEY ORM_COLUMN(primary_key, primry_key)
#define COLUMN(...) ORM_COLUMN(__VA_ARGS__)

struct ORM_TABLE( /* a comment, with commas */ user , prefx = red) user {
    int64_t id KEY;
    int64_t a ORM_COLUMN(index, not_nul);
    int64_t b ORM_COLUMN(
        index, // a comment ) with a parenthesis
        name = "a \"name\", quoted",   not_nul = 1,
        check = "{b} > 0"
                " AND {c} > 0");
    int64_t c ORM_COLUMN (null_if = TYPO);
    int64_t d COLUMN(index, defalt);
    int64_t e ORM_COLUMN(default = \
        MISSING);
};
