/* Enumerators that are stored under other names than C's; annotations name the enumerator. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier {
    TIER_BASIC ORM_LABEL("basic"),
    TIER_GOLD ORM_LABEL("gold") = 5,
    TIER_BEST ORM_LABEL("Gold plus") = 5,
    TIER_ODD ORM_LABEL("it's \"odd\"\\\n"),
    TIER_FAR ORM_LABEL("\xC3\xA9" "t\u00e9"),
    TIER_PLAIN,
    TIER_SWAPPED ORM_LABEL("TIER_OTHER"),
    TIER_OTHER ORM_LABEL("TIER_SWAPPED"),
};

#define STATE(name, text) STATE_##name ORM_LABEL(text)
typedef enum { STATE(ON, "on"), STATE(OFF, "off") } state_t;

struct ORM_TABLE(member) member {
    int64_t id      ORM_COLUMN(primary_key);
    enum tier tier  ORM_COLUMN(default = TIER_GOLD);
    enum tier maybe ORM_COLUMN(null_if = TIER_FAR);
    enum tier level ORM_COLUMN(as = number, default = TIER_ODD);
    state_t state   ORM_COLUMN(index);
};
