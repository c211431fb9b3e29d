/* Arrays whose items are none, and what no array can be. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

enum tier { TIER_BASIC };
struct pair {
    int32_t a ORM_COLUMN();
    int32_t b;
};
union either {
    int i;
    float f;
};

struct ORM_TABLE(probe) probe {
    int64_t id ORM_COLUMN(primary_key);
    size_t n;
    struct pair pairs[4] ORM_COLUMN();
    struct pair *more ORM_COLUMN(count = n);
    enum tier tiers[2] ORM_COLUMN();
    enum tier *levels ORM_COLUMN(count = n);
    uint8_t digests[4][16] ORM_COLUMN();
    int matrix[3][3] ORM_COLUMN();
    int *pointers[3] ORM_COLUMN();
    long double reals[2] ORM_COLUMN();
    const int32_t fixed[2] ORM_COLUMN();
    union either unions[2] ORM_COLUMN();
    int32_t days[2] ORM_COLUMN(type = date);
    int32_t small[2] ORM_COLUMN(type = timestamp);
    char **texts ORM_COLUMN(type = blob, count = n);
    int32_t first[2] ORM_COLUMN(default = 1);
    int32_t second[2] ORM_COLUMN(null_if = 0);
    int32_t *third ORM_COLUMN(null_if = 0, count = n);
    int ***deep ORM_COLUMN();
};

struct ORM_TABLE(keys) keys {
    int64_t id[2] ORM_COLUMN(primary_key);
    int32_t a[2] ORM_COLUMN(unique);
    int32_t b[2] ORM_COLUMN(index);
    int64_t c[2] ORM_COLUMN(unit = ms);
};
