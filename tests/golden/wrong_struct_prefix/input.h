/* Keys of one column on several, and the other way round. */
#include <orm/annotations.h>
#include <stdint.h>

struct address { char *street ORM_COLUMN(); char *city ORM_COLUMN(); };
struct amount { uint64_t msat; };

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
    int64_t age ORM_COLUMN(prefix = x_);
    struct amount paid ORM_COLUMN(prefix = x_);
    int32_t *height ORM_COLUMN(prefix = "");
    struct address home ORM_COLUMN(name = home, unique, not_null);
    struct address *work ORM_COLUMN(prefix = work_, index = by_work);
};
