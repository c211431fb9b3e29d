/* No key and no index of a table has what engines do not compare alike. */
#include <orm/annotations.h>
#include <orm/interval.h>
#include <stdint.h>

struct ORM_TABLE(offer, unique(code, period), index(period), index(note, code), unique(sizes, code),
                 foreign_key(period, code, references_table = "other(a, b)")) offer {
    int64_t id          ORM_COLUMN(primary_key);
    int32_t code        ORM_COLUMN();
    orm_interval period ORM_COLUMN();
    char *note          ORM_COLUMN(type = json);
    int32_t sizes[2]    ORM_COLUMN();
};
