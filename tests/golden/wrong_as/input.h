/* as = number is for enums. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(as = number);
    char *b ORM_COLUMN(as = text);
};
