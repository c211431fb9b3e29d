/* Names that SQL reserves, and names that the one-liners use themselves. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(order) order {
    int64_t select     ORM_COLUMN(primary_key);
    char *from         ORM_COLUMN(unique);
    int32_t group      ORM_COLUMN(name = "group by");
    int32_t where      ORM_COLUMN(index);
    char *table        ORM_COLUMN(name = "a \"quoted\" name");
    int32_t user       ORM_COLUMN(check = "{user} > 0 AND {where} > 0");
};

struct ORM_TABLE(index_row) index_row {
    int64_t db         ORM_COLUMN(primary_key);
    int64_t row        ORM_COLUMN(primary_key);
    char *row_out      ORM_COLUMN(unique);
    char *arena        ORM_COLUMN(unique);
    uint8_t key[4]     ORM_COLUMN(unique);
    int32_t value      ORM_COLUMN(unique);
};

typedef struct {
    int64_t item       ORM_COLUMN(primary_key);
} item ORM_TABLE(item);
