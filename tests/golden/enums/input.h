/* Enumerations with and without names, with negative, equal and wide values. */
#include <orm/annotations.h>
#include <stdint.h>

enum level { LEVEL_UNKNOWN = -1, LEVEL_LOW, LEVEL_HIGH = 10 };
enum grade { GRADE_A = 1, GRADE_BEST = 1, GRADE_B, GRADE_C };
typedef enum { SMALL, LARGE } size_class;
typedef enum shape { CIRCLE, SQUARE } shape_t;
enum wide { WIDE_LOW = 0, WIDE_HIGH = 0x100000000 };
enum only_number { NUMBER_ONE = 1 };
enum unused { UNUSED };
enum flag { FLAG_A = 1, FLAG_B = 2, FLAG_SIGN = -0x7fffffff - 1 };
enum far { FAR_LOW = -0x7fffffffffffffff - 1, FAR_HIGH = 0x7fffffffffffffff };

struct ORM_TABLE(item) item {
    int64_t id          ORM_COLUMN(primary_key);
    enum level level    ORM_COLUMN(default = LEVEL_LOW);
    enum grade grade    ORM_COLUMN();
    enum grade before   ORM_COLUMN(null_if = GRADE_C);
    size_class size     ORM_COLUMN();
    shape_t shape       ORM_COLUMN();
    enum wide wide      ORM_COLUMN();
    enum { ON, OFF } on ORM_COLUMN();
    enum only_number number ORM_COLUMN(as = number);
    enum level steps    ORM_COLUMN(as = number, null_if = LEVEL_UNKNOWN, default = LEVEL_HIGH);
    enum level *maybe   ORM_COLUMN(as = number);
    enum flag flags     ORM_COLUMN(as = flags, default = 3);
    enum far far        ORM_COLUMN(as = number);
    enum unused unmapped;
};

struct ORM_TABLE(rating) rating {
    enum grade grade  ORM_COLUMN(primary_key, as = number);
    shape_t shape     ORM_COLUMN(primary_key);
    enum level level  ORM_COLUMN(unique);
    enum { FIRST, LAST } place ORM_COLUMN(unique);
    enum { BELOW = -1, ABOVE } side ORM_COLUMN(unique);
};
