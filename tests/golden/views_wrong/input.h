#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stddef.h>
#include <stdint.h>

orm_hook_fn loaded;
orm_validate_fn judge;

struct ORM_TABLE(order) order {
    int64_t id ORM_COLUMN(primary_key);
    int64_t total_id ORM_COLUMN(references = total.id);
    struct line *line ORM_BELONGS_TO(total_id = number);
};

struct ORM_TABLE(total, view, renamed_from = d, index(a), unique(a), foreign_key(id, references = order(id)), check = "1", sqlite_ddl = "SELECT 1", postgresql_ddl = "SELECT 1") total {
    int64_t id ORM_COLUMN(primary_key, assigned, references_table = "x(y)", on_update = cascade);
    int64_t a ORM_COLUMN(default = 1, readonly, unique, renamed_from = b);
    int32_t b ORM_COLUMN(version, index, check = "1");
    int32_t c ORM_COLUMN(computed = "1");
};

struct ORM_TABLE(line, result, schema = x, sqlite_name = y, postgresql_name = z, check = "1") line {
    int64_t number ORM_COLUMN(primary_key);
    int64_t count ORM_COLUMN(unique, version, default = 1);
    struct order *order ORM_BELONGS_TO(number = id);
};

/* what is called where something is written */
struct ORM_TABLE(hooked, view, after_load = loaded, before_insert = loaded, after_insert = loaded, before_update = loaded, after_update = loaded, before_delete = loaded, after_delete = loaded) hooked {
    int64_t id ORM_COLUMN();
};
struct ORM_TABLE(counted, result, after_load = loaded, before_insert = loaded) counted {
    int64_t id ORM_COLUMN(validate = judge);
};

struct ORM_TABLE(both, view, result) both {
    int64_t number ORM_COLUMN();
};

struct ORM_TABLE(three, view = yes, part_of = order) three {
    int64_t id ORM_COLUMN();
};

struct ORM_TABLE(view) named_view {
    int64_t id ORM_COLUMN(primary_key);
};

/* Its table is called so. */
struct ORM_TABLE(result) result {
    int64_t id ORM_COLUMN(primary_key);
};
struct ORM_TABLE(name = view) called_view {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(ORDER, view) same_name {
    int64_t id ORM_COLUMN();
};
