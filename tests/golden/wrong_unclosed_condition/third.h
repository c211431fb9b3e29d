/* What the compiler skips, and what follows from that behind it, is not. */
#pragma once
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(third) third {
    int64_t id ORM_COLUMN(primary_ky);
    third_t x ORM_COLUMN();
    int64_t skipped_id ORM_COLUMN(references = skipped.id);
};

#if 1
#else
typedef int skipped_t;
struct ORM_TABLE(skipped) skipped {
    int64_t id ORM_COLUMN(primary_ky);
};
