#pragma once
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(second) second {
    int64_t id ORM_COLUMN(primary_ky);
    other_t y ORM_COLUMN();
};
