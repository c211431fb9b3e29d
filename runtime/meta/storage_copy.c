/* Owns what is done with a member's bytes as they are. What they mean is meta/storage. */
#include "meta/storage_copy.h"

#include <string.h>

bool orm__storage_is_pointer(const orm_layout *layout)
{
    return layout->storage == ORM_STORAGE_STRING || layout->storage == ORM_STORAGE_BLOB ||
           layout->storage == ORM_STORAGE_SPAN || layout->storage == ORM_STORAGE_ITEMS;
}

static orm_status copy_target(const orm_layout *layout, orm_spot from, orm_spot to,
                              orm_arena *arena, orm_error *error)
{
    orm_value raw;
    orm_status status = orm__storage_read(layout, from, &raw, error);
    if (status == ORM_OK && raw.type == ORM_TYPE_NULL) {
        orm__storage_clear(layout, to);
        return ORM_OK;
    }
    return status == ORM_OK ? orm__storage_write(layout, to, &raw, arena, error) : status;
}

orm_status orm__storage_copy(const orm_layout *layout, orm_spot from, orm_spot to, orm_arena *arena,
                             orm_error *error)
{
    if (orm__storage_is_pointer(layout)) {
        return copy_target(layout, from, to, arena, error);
    }
    if (layout->bits != 0) {
        /* a bit-field of the same width holds what the other one held */
        (void)layout->access->set(to.at, layout->access->get(from.at));
        return ORM_OK;
    }
    memcpy(to.at, from.at, layout->size);
    if (layout->length.size != 0) {
        memcpy(to.length, from.length, layout->length.size);
    }
    return ORM_OK;
}

/* Most members are of these sizes, for which memcmp is no call. */
static bool has_same_bytes(const unsigned char *a, const unsigned char *b, size_t size)
{
    switch (size) {
    case 1:
        return *a == *b;
    case 4:
        return memcmp(a, b, 4) == 0;
    case 8:
        return memcmp(a, b, 8) == 0;
    default:
        return memcmp(a, b, size) == 0;
    }
}

bool orm__storage_is_alike(const orm_layout *layout, orm_spot a, orm_spot b)
{
    if (layout->bits != 0) {
        return layout->access->get(a.at) == layout->access->get(b.at);
    }
    return has_same_bytes(a.at, b.at, layout->size) &&
           (layout->length.size == 0 || has_same_bytes(a.length, b.length, layout->length.size));
}
