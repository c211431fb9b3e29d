/* Unions inside of structs that are flattened, and wrappers of what is no column. */
#include <orm/annotations.h>
#include <stdint.h>

struct shape {
    int32_t kind ORM_COLUMN();
    union {
        double radius ORM_COLUMN();
        double side;
    };
    union { int32_t a; float b; } either ORM_COLUMN();
};
struct boxed { union { int32_t a; float b; } it; };
struct handle { struct shape *shape; };
struct wide { long double x; };

struct ORM_TABLE(drawing) drawing {
    int64_t id ORM_COLUMN(primary_key);
    struct shape shape ORM_COLUMN();
    struct boxed boxed ORM_COLUMN();
    struct handle handle ORM_COLUMN();
    struct wide *wide ORM_COLUMN();
};
