#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(user) user {
    int64_t id ORM_COLUMN(primary_key,, index);
    int64_t a  ORM_COLUMN(name = );
    int64_t b  ORM_COLUMN(  check  =  "x"  +  1);
};
