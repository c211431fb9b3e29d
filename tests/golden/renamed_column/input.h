/* Columns that were called otherwise before. */
#include <orm/annotations.h>
#include <stdint.h>

struct place {
    char *city ORM_COLUMN(renamed_from = town);
};

struct ORM_TABLE(person) person {
    int64_t id        ORM_COLUMN(primary_key);
    char *family_name ORM_COLUMN(renamed_from = "sur|name");
    struct place home ORM_COLUMN();
    struct place work ORM_COLUMN(columns(city = work_place));
};
