#ifndef SECOND_H
#define SECOND_H

#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(second) second {
    int64_t id ORM_COLUMN(primary_key);
};

#endif
