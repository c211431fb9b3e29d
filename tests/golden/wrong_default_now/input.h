/* now is for timestamps. */
#include <orm/annotations.h>
#include <stdint.h>
#include <time.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(default = now);
    int64_t b ORM_COLUMN(type = timestamp, default = yesterday);
    time_t c ORM_COLUMN(type = timestamp, default = 9223372036855);
};
