/* Owns what is done with a member's bytes as they are. What they mean is meta/storage. */
#include "meta/storage_copy.h"

#include <orm/converter.h>
#include <string.h>

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

static bool has_same_blob(const orm_layout *layout, orm_spot a, orm_spot b, const void *own,
                          const void *other)
{
    const orm_auxiliary *length = &layout->length;
    const uint64_t size = orm__storage_read_natural(a.length, length->size);
    return size == orm__storage_read_natural(b.length, length->size) &&
           size <= orm__storage_largest_length(length) && memcmp(own, other, (size_t)size) == 0;
}

bool orm__storage_has_same_target(const orm_layout *layout, orm_spot a, orm_spot b)
{
    bool is_text = layout->storage == ORM_STORAGE_STRING && layout->length.size == 0;
    bool is_blob =
        layout->storage == ORM_STORAGE_BLOB && layout->length.size != 0 && layout->item_size <= 1;
    if (!is_text && !is_blob) {
        return false;
    }
    const void *own, *other;
    memcpy(&own, a.at, sizeof own);
    memcpy(&other, b.at, sizeof other);
    if (own == NULL || other == NULL) {
        return false;
    }
    return is_text ? strcmp(own, other) == 0 : has_same_blob(layout, a, b, own, other);
}

bool orm__storage_is_whole_array(const orm_layout *layout)
{
    if (layout->storage == ORM_STORAGE_CONVERTED) {
        return layout->converter->by_pointer;
    }
    if (layout->storage == ORM_STORAGE_ARRAY) {
        return layout->length.size == 0 && orm__storage_is_whole(layout->item);
    }
    return layout->storage == ORM_STORAGE_BYTES && layout->length.size == 0;
}
