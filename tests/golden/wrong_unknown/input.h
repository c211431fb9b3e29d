/* What stands for unknown labels is an enumerator that has nothing else to stand for. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier { TIER_BASIC, TIER_GOLD ORM_LABEL("gold"), TIER_OTHER };

struct ORM_TABLE(s) s {
    enum tier key   ORM_COLUMN(primary_key, unknown = TIER_OTHER);
    enum tier once  ORM_COLUMN(unknown = TIER_OTHER, unique);
    enum tier a     ORM_COLUMN(unknown = TIER_OTHR);
    enum tier b     ORM_COLUMN(unknown = gold);
    enum tier c     ORM_COLUMN(unknown = 2);
    enum tier d     ORM_COLUMN(unknown);
    enum tier e     ORM_COLUMN(as = flags, unknown = TIER_OTHER);
    int64_t f       ORM_COLUMN(unknown = TIER_OTHER);
    enum tier g     ORM_COLUMN(unknown = TIER_OTHER, default = TIER_OTHER);
    enum tier h     ORM_COLUMN(unknown = TIER_OTHER, null_if = 2);
    enum tier i     ORM_COLUMN(as = number, unknown = TIER_OTHER, default = 2);
    enum tier j     ORM_COLUMN(unknown = TIER_OTHER, default = TIER_OTHR);
};
