/* Prefixes whose generated names are the library's: orm_entity, orm_find. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE() orm {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(pragma, prefix = orm_sqlite) pragma {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(ormolu) ormolu {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(orm_user, prefix = user) orm_user {
    int64_t id ORM_COLUMN(primary_key);
};
