/* A default that would read as NULL. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier { TIER_NONE, TIER_GOLD };

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(default = 0, null_if = 0);
    enum tier b ORM_COLUMN(default = TIER_NONE, null_if = TIER_NONE);
    char c[3] ORM_COLUMN(null_if = "", default = "");
    char d[11] ORM_COLUMN(type = date, null_if = "1970-01-02", default = "1970-01-02");
    int32_t e ORM_COLUMN(type = date, null_if = 1, default = "1970-01-02");
    char f[11] ORM_COLUMN(type = date, null_if = "none", default = "1970-01-02");
    char g[9] ORM_COLUMN(type = decimal, precision = 4, scale = 2, null_if = "-1.50", default = -1.5);
    char h[9] ORM_COLUMN(type = decimal, precision = 4, scale = 2, null_if = "-1.5", default = -1.5);
    int64_t i ORM_COLUMN(type = decimal, precision = 4, scale = 2, null_if = -150, default = -1.5);
};
