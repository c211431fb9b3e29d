#pragma once
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(fourth) fourth {
    int64_t id ORM_COLUMN(primary_ky);
    skipped_t y ORM_COLUMN();
    int64_t skipped_id ORM_COLUMN(references = skipped.id);
    int64_t nothing_id ORM_COLUMN(references = nothing.id);
};
