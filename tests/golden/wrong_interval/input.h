/* An interval has no order and no equality that engines share, and no value that stands for NULL. */
#include <orm/annotations.h>
#include <orm/interval.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(lease, unique(id, period)) lease {
    orm_interval id     ORM_COLUMN(primary_key);
    orm_interval period ORM_COLUMN(index, default = 5);
    orm_interval rest   ORM_COLUMN(unique, default = "1 day");
    orm_interval last   ORM_COLUMN(default = "P178956970Y7M2147483647DT2562047788H54.775807S");
    orm_interval notice ORM_COLUMN(null_if = 0);
    orm_interval grace  ORM_COLUMN(null_reads_as = "PT0S", type = timestamp);
    orm_interval *many  ORM_COLUMN(count = many_count);
    size_t many_count;
    orm_interval few[3] ORM_COLUMN();
    orm_interval year   ORM_COLUMN(postgresql_type = "interval year to month");
    orm_interval coarse ORM_COLUMN(postgresql_type = "interval(3)");
    orm_interval other  ORM_COLUMN(postgresql_type = text);
    char *text          ORM_COLUMN(postgresql_type = interval);
    int64_t count       ORM_COLUMN(type = interval);
};
