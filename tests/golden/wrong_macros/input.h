/* Macros that would replace names inside of the generated header. */
#include <orm/annotations.h>
#include <stdint.h>

struct place {
    char *street ORM_COLUMN();
};

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
    int32_t visits ORM_COLUMN();
    int32_t calls ORM_COLUMN();
    int32_t orders ORM_COLUMN();
    int32_t bits : 3 ORM_COLUMN();
    int32_t itself ORM_COLUMN();
    struct place home ORM_COLUMN();
    struct customer *boss ORM_BELONGS_TO(id = id);
};

#define row 1
#define arena
#define db(x) (x)
#define key lock
#define query query
#define rows 2
#undef rows
#define visits 12
#define calls(x) 12
#define home_street "Main"
#define boss + 1
#define orders other_orders
#define bits 3
#define itself itself
