/* What clang cannot read it guesses: a wrong header that is merely included counts where a table rests on it. */
#include <orm/annotations.h>
#include "wrong.h"

struct ORM_TABLE(own) own {
    int id ORM_COLUMN(primary_key);
    row_id row;
    char name[ROW_NAME];
};
