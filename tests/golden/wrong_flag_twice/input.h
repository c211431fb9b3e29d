/* A member beside a column serves one column. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(null_flag = flag);
    int64_t b ORM_COLUMN(null_flag = flag);
    void *c ORM_COLUMN(size = length);
    void *d ORM_COLUMN(size = length);
    uint32_t flag, length;
};
