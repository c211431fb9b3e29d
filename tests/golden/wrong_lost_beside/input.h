/* Annotations that nothing has are told beside errors of the compiler, of the syntax and of rules; in the declarations
 * of these errors they are what follows from them. */
#include <orm/annotations.h>
#include <stdint.h>

struct inner {
    int size ORM_COLUMN(); /* whatever holds it may be what clang has passed over */
};

struct ORM_TABLE(first) first {
    int64_t id ORM_COLUMN(primary_key)
    struct inner inner ORM_COLUMN();
    int (*compare)(int a ORM_COLUMN());
};

void use(int count ORM_COLUMN());

struct ORM_TABLE(second) second {
    int64_t id ORM_COLUMN(primary_key);
    int rank ORM_COLUMN(default = );
};

ORM_COLUMN(index);

extern int last; static inline int count(void)
{
    struct { int x ORM_COLUMN(); } local = { 0 };
    return local.x;
}
struct ORM_TABLE(third) third {
    int64_t id ORM_COLUMN(primary_key, uniqe);
    int (*compare)(int a ORM_COLUMN());
};

ORM_TABLE(fourth) struct fourth {
    int64_t id ORM_COLUMN(primary_key);
    int rank ORM_COLUMN();
};

enum grade { GRADE_LOW = nothing ORM_LABEL("low"), GRADE_HIGH ORM_LABEL("high") };
