/* A bool that is a number has two of them, and no unknown one; it is no version and no array. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

#define MANY 7

struct ORM_TABLE(s) s {
    bool a ORM_COLUMN(as = number, default = 2);
    bool b ORM_COLUMN(as = number, default = "true");
    bool c ORM_COLUMN(as = number, default = tru);
    bool d ORM_COLUMN(as = number, default = MANY);
    bool e ORM_COLUMN(as = number, null_if = true);
    bool f ORM_COLUMN(as = number, null_reads_as = -1);
    bool g ORM_COLUMN(as = number, unknown = true);
    bool h ORM_COLUMN(as = number, version);
    bool i[2] ORM_COLUMN(as = number);
    bool j ORM_COLUMN(as = flags);
    bool k ORM_COLUMN(as = number, default = 1.0);
};
