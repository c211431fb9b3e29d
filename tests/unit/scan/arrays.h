/* Arrays in each form that the scanner tells apart. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(probe) probe {
    int64_t id ORM_COLUMN(primary_key);
    int n;
    int32_t *items ORM_COLUMN(count = n);
    char **texts ORM_COLUMN(count = n);
    char codes[2][4] ORM_COLUMN();
};
