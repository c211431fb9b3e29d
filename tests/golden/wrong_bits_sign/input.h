#include <orm/annotations.h>
#include <stdint.h>
typedef int plain_t;
typedef signed int whole_t;
typedef whole_t again_t;
struct ORM_TABLE() bf {
    int id ORM_COLUMN(primary_key);
    signed a : 3 ORM_COLUMN();
    int64_t b : 3 ORM_COLUMN();
    again_t c : 3 ORM_COLUMN();
    unsigned d : 3 ORM_COLUMN();
    int e : 3 ORM_COLUMN();
    plain_t f : 3 ORM_COLUMN();
    short g : 3;
};
