/* A header that does not include the annotations is read as if it did, so that its other errors are told as well. */
#include <stdint.h>

struct ORM_TABLE(first) first {
    int64_t id ORM_COLUMN(primary_key);
    int32_t rank ORM_COLUMN(uniqe);
};

struct ORM_TABLE(second) second {
    int64_t id ORM_COLUMN(primary_key)
    int32_t rank ORM_COLUMN(default = "low");
};

void lose(int count ORM_COLUMN());
