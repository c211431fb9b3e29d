/* Units are for timestamps that are integers. */
#include <orm/annotations.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(unit = ms);
    int64_t b ORM_COLUMN(type = blob);
    struct timespec c ORM_COLUMN(unit = ns);
    int64_t d ORM_COLUMN(type = timestamp, unit = ns, default = 1001);
    struct timespec e ORM_COLUMN(type = blob);
    struct timespec f ORM_COLUMN(as = number);
    struct timespec g ORM_COLUMN(as = flags, unit = ns);
    struct timeval h ORM_COLUMN(as = number, unit = ns, default = now);
    int64_t i ORM_COLUMN(as = number, unit = ns);
};
