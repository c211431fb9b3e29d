/* Names that a column cannot have had before. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(person) person {
    int64_t id     ORM_COLUMN(primary_key, renamed_from = id);
    char *name     ORM_COLUMN(renamed_from = "");
    char *city     ORM_COLUMN(renamed_from = name);
    char *town     ORM_COLUMN(name = village, renamed_from = village);
    int32_t number ORM_COLUMN(renamed_from);
};
