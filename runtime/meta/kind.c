/* Owns the names of kinds, from the one list in orm/value.h, their widths, and the symbol that
 * locks generated files to this contract. */
#include "meta/kind.h"

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

size_t orm__kind_width(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_INT16:
        return sizeof(int16_t);
    case ORM_KIND_INT32:
        return sizeof(int32_t);
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return sizeof(int64_t);
    case ORM_KIND_BOOL:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return 0;
}
