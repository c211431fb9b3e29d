/* Columns that the database alone writes, and what does not go with that. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(shelf) shelf {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(box) box {
    int64_t id      ORM_COLUMN(primary_key, readonly);
    int32_t width   ORM_COLUMN();
    int64_t twice   ORM_COLUMN(computed = "2 * {width}", default = 0);
    int64_t thrice  ORM_COLUMN(default_sql = "1", computed = "3 * {width}");
    int64_t both    ORM_COLUMN(computed = "4 * {width}", readonly);
    int64_t chain   ORM_COLUMN(computed = "{twice} + 1");
    int64_t itself  ORM_COLUMN(computed = "{itself} + 1");
    int64_t unknown ORM_COLUMN(computed = "{widht} + 1");
    int64_t empty   ORM_COLUMN(computed = " ");
    int64_t lonely  ORM_COLUMN(readonly);
    int64_t shelf   ORM_COLUMN(computed = "1", references = shelf.id, on_delete = set_null, on_update = cascade);
    char *text      ORM_COLUMN(computed);
};

struct ORM_TABLE(key) key {
    int64_t id ORM_COLUMN(primary_key, assigned, computed = "1");
};
