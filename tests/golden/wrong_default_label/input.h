/* Enumerators of another enum, and numbers. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier { TIER_BASIC, TIER_GOLD };
enum mood { MOOD_GOOD };

struct ORM_TABLE(s) s {
    enum tier a ORM_COLUMN(default = TIER_GLOD);
    enum tier b ORM_COLUMN(default = MOOD_GOOD);
    enum tier c ORM_COLUMN(default = 1);
    enum tier d ORM_COLUMN(default = "TIER_GOLD");
};
