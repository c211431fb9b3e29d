#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(user) user {
    int64_t id     ORM_COLUMN(primary_key);
    userid_t other ORM_COLUMN();
    foo_t more     ORM_COLUMN();
};
