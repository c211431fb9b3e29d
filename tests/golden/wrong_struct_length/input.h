/* Structs of somebody else's that hold bytes and their length. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    size_t len;
    unsigned char *data;
} foreign_str;

struct foreign_pair {
    int kind;
    char *name, *value;
};

struct ORM_TABLE(request) request {
    int64_t id ORM_COLUMN(primary_key);
    foreign_str plain ORM_COLUMN();
    foreign_str alone ORM_COLUMN(columns(data));
    foreign_str inside ORM_COLUMN(columns(data), size = len);
    foreign_str both ORM_COLUMN(columns(len, data), size = both.len);
    foreign_str none ORM_COLUMN(size = none.len);
    foreign_str twice ORM_COLUMN(columns(data), size = twice.len, count = twice.len);
    foreign_str number ORM_COLUMN(columns(len), size = number.len);
    foreign_str keyed ORM_COLUMN(columns(data), size = keyed.len, unique);
    struct foreign_pair pair ORM_COLUMN(columns(value), size = pair.name);
};
