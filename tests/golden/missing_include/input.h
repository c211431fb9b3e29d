#include <orm/annotations.h>
#include "generated-elsewhere.h"

struct ORM_TABLE(user) user {
    int id ORM_COLUMN(primary_key);
};
