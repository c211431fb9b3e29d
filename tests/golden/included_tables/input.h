/* An annotated struct of a header that is merely included is another target's. */
#include <orm/annotations.h>
#include "other.h"

struct ORM_TABLE(own) own {
    other_id id ORM_COLUMN(primary_key);
};
