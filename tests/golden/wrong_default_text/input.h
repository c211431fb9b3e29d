/* Text that does not fit with its NUL. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    char a[3] ORM_COLUMN(default = "ABC");
    char b[3] ORM_COLUMN(default = "\u20ac");
};
