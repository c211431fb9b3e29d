#include <orm/annotations.h>
#include "other.h"

struct ORM_TABLE(own) own {
    int id ORM_COLUMN(primary_key);
    int other_id ORM_COLUMN(references = other.id);
};
