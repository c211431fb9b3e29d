/* What ORM_LABEL cannot say. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier {
    TIER_A ORM_LABEL(),
    TIER_B ORM_LABEL(gold),
    TIER_C ORM_LABEL("gold", "silver"),
    TIER_D ORM_LABEL(""),
    TIER_E ORM_LABEL("a\0b"),
    TIER_F ORM_LABEL("\xff"),
    TIER_G ORM_LABEL("same"),
    TIER_H ORM_LABEL("same"),
    TIER_I ORM_LABEL("TIER_J"),
    TIER_J,
    TIER_K ORM_LABEL("k") ORM_LABEL("kk"),
    TIER_L ORM_COLUMN(),
    TIER_M ORM_LABEL(name = "m"),
    TIER_N ORM_LABEL("n" 5),
    TIER_O ORM_LABEL("gold"),
    TIER_P ORM_LABEL("same"),
};
enum ORM_LABEL("color") color { RED };

struct ORM_TABLE(s) s {
    int64_t id     ORM_COLUMN(primary_key);
    enum tier tier ORM_COLUMN(default = gold);
    int n          ORM_LABEL("n");
};
struct ORM_TABLE(t) ORM_LABEL("t") t {
    int64_t id ORM_COLUMN(primary_key);
};
