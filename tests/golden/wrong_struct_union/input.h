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

/* Of several that are marked none is the one; what the column is like, the union's place says. */
union pair { int32_t a ORM_COLUMN(); int32_t b ORM_COLUMN(); };
union named { int32_t a ORM_COLUMN(name = first); float b; };
struct holder { union { int32_t a; float b; } u; };

struct ORM_TABLE(pairs) pairs {
    int64_t id ORM_COLUMN(primary_key);
    union pair pair ORM_COLUMN();
    union named named ORM_COLUMN();
    union pair *behind ORM_COLUMN();
    struct holder whole ORM_COLUMN(columns(u = whole));
    struct holder missing ORM_COLUMN(columns(u.c = missing));
    struct holder both ORM_COLUMN(columns(u.a = a, u.b = b));
};
union lonely { int32_t a ORM_COLUMN(); };
