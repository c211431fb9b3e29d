/* What follows from another error is not told: it would be right where that one is. */
#include <orm/annotations.h>
#include <stdint.h>

struct size {
    int32_t width ORM_COLUMN(default = wide);
    int32_t height ORM_COLUMN(default = "x");
};

struct ORM_TABLE(shop, unique(name, where = {x}), unique("code")) shop {
    int64_t id ORM_COLUMN(primery_key);
    char *name ORM_COLUMN();
    char *code ORM_COLUMN();
    char *place ORM_COLUMN(unique = 'a');
};

struct ORM_TABLE(visit, unique(visitor, shop_id, name = 3)) visit {
    int64_t id ORM_COLUMN(primary_key);
    int64_t shop_id ORM_COLUMN(references = shop.id);
    char *shop_name ORM_COLUMN(references = shop.name);
    char *shop_place ORM_COLUMN(references = shop.place);
    int64_t other_id ORM_COLUMN(references = "shop.id");
    int64_t first_id ORM_COLUMN(references = visit.id, on_delete = set_null, null_if = '0');
    int64_t next_id ORM_COLUMN(references = visit.id, on_delete = set_default, default = '0');
    int64_t filled ORM_COLUMN(readonly, default = "now");
    void *bytes ORM_COLUMN(size = 'n');
    struct size front ORM_COLUMN();
    struct size back ORM_COLUMN();
    struct shop *shop ORM_BELONGS_TO(shop_id);
    struct shop *other ORM_BELONGS_TO(other_id);
};
