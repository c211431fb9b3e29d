#pragma once
#include "first.h"

struct ORM_TABLE(third) third {
    shared_t id ORM_COLUMN(primary_key);
    shared_t rank ORM_COLUMN(check = "{rank} >");
    int64_t most ORM_COLUMN(default = MOST, nul_if = SOME);
    int64_t behind_id ORM_COLUMN(references = behind.id);
    struct nowhere_t *lost ORM_BELONGS_TO(behind_idd);
};

struct ORM_TABLE(fourth) fourth {
    int64_t id ORM_COLUMN(primary_key, assigned = 1;
};
