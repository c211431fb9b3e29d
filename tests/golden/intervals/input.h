/* Spans of time: in a member, behind a pointer, in a struct, with a default and NULL. */
#include <orm/annotations.h>
#include <orm/interval.h>
#include <stdbool.h>
#include <stdint.h>

typedef orm_interval span;

struct terms {
    orm_interval period;
};

struct ORM_TABLE(lease) lease {
    int64_t id           ORM_COLUMN(primary_key);
    orm_interval period  ORM_COLUMN(default = "P1Y2M-3DT4H5M6.789S");
    span notice          ORM_COLUMN(null_flag = is_open, default = "P-1M");
    bool is_open;
    orm_interval *grace  ORM_COLUMN(postgresql_type = "interval(6)");
    struct terms terms   ORM_COLUMN();
    struct orm_interval since ORM_COLUMN(default_sql = "'PT0S'");
};
