/* Owns the names of kinds, from the one list in orm/value.h, and the symbol that locks generated files
 * to this contract. */
#include <orm/meta.h>

const char orm_meta_v1[] = "corm meta 1";

const char *orm_kind_name(orm_kind kind)
{
    switch (kind) {
#define KIND_NAME(name, text) \
    case ORM_KIND_##name:     \
        return text;
        ORM_KIND_MAP(KIND_NAME)
#undef KIND_NAME
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return "?";
}
