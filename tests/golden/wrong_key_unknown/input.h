/* Keys that nobody knows: the close one is named. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(nmae = customers) customer {
    int64_t id ORM_COLUMN(primry_key);
    char *name ORM_COLUMN(uniqe);
};
