/* One character, and texts that have a length instead of a NUL. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(mark) mark {
    char grade       ORM_COLUMN(primary_key);
    char other       ORM_COLUMN(default = "B", null_if = "");
    const char *text ORM_COLUMN(size = text_size, unique);
    size_t text_size;
    char *json       ORM_COLUMN(type = json, size = json_size, not_null);
    int json_size;
    char level       ORM_COLUMN(as = number, default = 1, null_if = -1, check = "{level} < 100");
};
