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

struct ORM_TABLE(unique(first, second)) keyed {
    int64_t number ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(unique, size = name_size);
    int name_size;
    int32_t first ORM_COLUMN();
    int32_t second ORM_COLUMN();
    int32_t free ORM_COLUMN();
};

#define by_number 5
#define by_second 6
#define by_free 7
#define size_of_name 8
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
