/* A struct that is two tables: something has to say which is meant. */
#include <orm/annotations.h>
#include <stddef.h>
#include "lib.h"

ORM_MAP(file, lib_file)
{
    ORM_MEMBER(number, primary_key, assigned);
}

ORM_MAP(old_file, lib_file)
{
    ORM_MEMBER(number, primary_key, assigned);
}

struct ORM_TABLE(folder) folder {
    int64_t id         ORM_COLUMN(primary_key);
    int64_t first_file ORM_COLUMN();
    lib_file *first    ORM_BELONGS_TO(first_file = number);
    lib_file **both    ORM_HAS_MANY(file.number = id, old_file.number = id, count = both_count);
    size_t both_count;
};
