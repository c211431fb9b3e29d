#include <orm/annotations.h>
#include "generated-elsewhere.h"
#include <neither/that.h>

struct ORM_TABLE(user) user {
    int id ORM_COLUMN(primary_key);
    other_id other ORM_COLUMN();
};
