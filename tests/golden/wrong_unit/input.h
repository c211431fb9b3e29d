/* Units are for timestamps. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(unit = ms);
    int64_t b ORM_COLUMN(type = blob);
};
