/* Names that no constant of the header has. */
#include <orm/annotations.h>
#include <stdint.h>

extern int limit;

struct ORM_TABLE(s) s {
    int32_t a ORM_COLUMN(default = LIMIT);
    int32_t b ORM_COLUMN(default = limit);
};
