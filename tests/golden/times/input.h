/* Instants: in structs, in nanoseconds, with defaults and NULL. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

typedef struct timespec instant_t;

struct ORM_TABLE(event) event {
    struct timespec at  ORM_COLUMN(primary_key);
    instant_t seen      ORM_COLUMN(null_if = 0, default = 1500000);
    struct timeval done ORM_COLUMN(null_flag = is_open, default = now);
    bool is_open;
    int64_t ns          ORM_COLUMN(type = timestamp, unit = ns, null_if = -1, default = -2000);
    struct timespec counted ORM_COLUMN(as = number, unit = ns, default = 7);
};
