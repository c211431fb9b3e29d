/* Flags that are not there, are no flags, or are needless. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(null_flag = no_aa);
    int64_t b ORM_COLUMN(null_flag = ratio);
    int64_t c ORM_COLUMN(null_flag = c);
    char *d ORM_COLUMN(null_flag = no_d);
    int64_t e ORM_COLUMN(null_flag = "no_d");
    bool no_a, no_d;
    double ratio;
};
