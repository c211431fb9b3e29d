/* Beside an error of the compiler the members that stand alone are judged; what rests on others is not. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct inner {
    nowhere_t a ORM_COLUMN(default = "x");
    int32_t b ORM_COLUMN(default = "x");
};

struct ORM_TABLE(first, unique(name, gone), check = "{gone} > 0") first {
    FILE *file ORM_COLUMN(default = "x");
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(default = 5);
    bool is_new ORM_COLUMN(default = 1);
    long double ratio ORM_COLUMN();
    int32_t sizes[no_constant] ORM_COLUMN();
    int32_t left ORM_COLUMN(null_flag = no_left, default = left_default);
    int32_t *rights ORM_COLUMN(count = right_count);
    struct inner inner ORM_COLUMN();
    int32_t odd ORM_INDEXED(by_odd);
    struct first *next ORM_BELONGS_TO(next_id);
    int64_t when ORM_COLUMN(type = date, unit = ms, default = "yesterday");
};
