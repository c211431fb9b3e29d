/* What cannot be mapped as a table, and mappings that are none. */
#include <orm/annotations.h>
#include "library.h"

struct lib_hidden;

struct ORM_TABLE(note) note {
    int id ORM_COLUMN(primary_key);
};

ORM_MAP(again, struct note) { ORM_MEMBER(id, primary_key); }

ORM_MAP(view, union lib_address) { ORM_MEMBER(number); }

ORM_MAP(number, int) {}

ORM_MAP(hidden, struct lib_hidden) {}

ORM_MAP(declared, struct lib_file);

ORM_MAP(file, struct lib_file)
{
    int count = 0;
    ORM_MEMBER(number);
    (void)count;
}

ORM_MAP(syntax, struct lib_file, name = )
{
    ORM_MEMBER(number, primary_key, );
}
