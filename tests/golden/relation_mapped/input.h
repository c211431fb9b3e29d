/* Relations to structs that are mapped from outside, one of them as two tables. */
#include <orm/annotations.h>
#include <stddef.h>
#include "lib.h"

ORM_MAP(file, lib_file)
{
    ORM_MEMBER(number, primary_key, assigned);
    ORM_MEMBER(folder_number, references = folder.id);
    ORM_MEMBER(name);
}

ORM_MAP(old_file, lib_file)
{
    ORM_MEMBER(number, primary_key, assigned);
    ORM_MEMBER(folder_number, references = folder.id);
}

struct ORM_TABLE(folder) folder {
    int64_t id         ORM_COLUMN(primary_key);
    int64_t first_file ORM_COLUMN(references = file.number, null_if = 0);
    lib_file *first    ORM_BELONGS_TO(first_file);
    lib_file **files   ORM_HAS_MANY(file.folder_number, count = file_count);
    size_t file_count;
    lib_file **old     ORM_HAS_MANY(old_file.folder_number, count = old_count);
    size_t old_count;
};
