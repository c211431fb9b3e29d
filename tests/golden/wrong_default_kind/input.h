/* Defaults of another kind than the column. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    bool a ORM_COLUMN(default = 1);
    int32_t b ORM_COLUMN(default = "1");
    double c ORM_COLUMN(default = "1.5");
    char *d ORM_COLUMN(default = 5);
    char *e ORM_COLUMN(default = DE);
    uint8_t f[4] ORM_COLUMN(default = "abcd");
};
