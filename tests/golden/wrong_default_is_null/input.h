/* A default that would read as NULL. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier { TIER_NONE, TIER_GOLD };

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(default = 0, null_if = 0);
    enum tier b ORM_COLUMN(default = TIER_NONE, null_if = TIER_NONE);
    char c[3] ORM_COLUMN(null_if = "", default = "");
};
