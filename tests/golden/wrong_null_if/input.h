/* Values that the member does not hold, or that cannot stand for NULL. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum tier { TIER_BASIC };

struct ORM_TABLE(s) s {
    uint8_t a ORM_COLUMN(null_if = -1);
    char b[3] ORM_COLUMN(null_if = "none");
    char *c ORM_COLUMN(null_if = "");
    bool d ORM_COLUMN(null_if = false);
    uint8_t e[16] ORM_COLUMN(null_if = "");
    enum tier f ORM_COLUMN(null_if = TIER_NONE);
    int64_t g ORM_COLUMN(null_if = NOBODY);
    double h ORM_COLUMN(null_if = "0");
};
