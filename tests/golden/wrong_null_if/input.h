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
    float i ORM_COLUMN(null_if = 16777217);
    float j ORM_COLUMN(null_reads_as = -16777219);
    double k ORM_COLUMN(null_reads_as = now);
    bool *l ORM_COLUMN(null_if = true);
    float m ORM_COLUMN(null_if = 8388608, default = 16777217);
    double n ORM_COLUMN(null_if = 18446744073709549568, default = 0.1);
};
