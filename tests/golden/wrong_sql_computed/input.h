/* Expressions of computed columns that SQLite refuses. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(box) box {
    int64_t id     ORM_COLUMN(primary_key);
    int32_t width  ORM_COLUMN(check = "{width} > 0");
    int64_t twice  ORM_COLUMN(computed = "2 * {width}");
    int64_t bad    ORM_COLUMN(computed = "doubled({width})");
    int64_t column ORM_COLUMN(computed = "height + 1");
    int64_t select ORM_COLUMN(computed = "(SELECT 1)");
    int64_t half   ORM_COLUMN(computed = "{width} /");
};
