/* What clang cannot read it guesses: a wrong header that is merely included counts too. */
#include <orm/annotations.h>
#include "wrong.h"

struct ORM_TABLE(own) own {
    int id ORM_COLUMN(primary_key);
};
