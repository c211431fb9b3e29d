#ifndef ABSENT_H
#define ABSENT_H

# include <stdint.h>

struct ORM_TABLE(absent) absent {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
};
#endif
