/* Sizes and null flags that are columns themselves: two values would be kept in one member. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    uint32_t len  ORM_COLUMN();
    void *data    ORM_COLUMN(size = len);
    int32_t a     ORM_COLUMN(null_flag = b);
    bool b        ORM_COLUMN();
    int32_t c     ORM_COLUMN(null_flag = c_is_null);
    bool c_is_null;
};
