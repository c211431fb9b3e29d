/* Strings that no engine takes. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE("shop\0") customer {
    char *name ORM_COLUMN(default = "\xff");
    char *email ORM_COLUMN(check = "{email} <> '\0'");
};
