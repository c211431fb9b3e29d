/* A path with a blank; includes a header of the same target. */
#ifndef FIRST_H
#define FIRST_H

#include "deep/second.h"

struct ORM_TABLE(first) first {
    int64_t id        ORM_COLUMN(primary_key);
    int64_t second_id ORM_COLUMN(references = second.id);
};

#endif
