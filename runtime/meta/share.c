/* Owns shallow copies of rows and of single members. */
#include "meta/share.h"

#include <string.h>

#include "meta/group.h"
#include "meta/storage_copy.h"

orm_status orm__share_row(const orm_instance *into, const void *from, orm_error *error)
{
    orm_status status = ORM_OK;
    memcpy(into->row, from, into->entity->size);
    for (uint16_t i = 0; status == ORM_OK && i < into->entity->group_count; i++) {
        if (into->entity->groups[i].by_pointer) {
            status = orm__group_fork(into, (uint16_t)(i + 1), error);
        }
    }
    return status;
}

/* Behind the end of a text there may be anything. */
static bool has_same_bytes(const orm_layout *layout, orm_spot a, orm_spot b)
{
    if (layout->bits != 0) {
        return layout->access->get(a.at) == layout->access->get(b.at);
    }
    if (layout->storage == ORM_STORAGE_CHARS) {
        return strncmp((const char *)a.at, (const char *)b.at, layout->size) == 0;
    }
    bool has_length = layout->length.size != 0;
    return memcmp(a.at, b.at, layout->size) == 0 &&
           (!has_length || memcmp(a.length, b.length, layout->length.size) == 0);
}

bool orm__share_is_touched(const orm_entity *entity, const orm_field *field, const void *row,
                           const void *from)
{
    const orm_layout *layout = &field->layout;
    orm_spot own = orm__field_spot(entity, field, (void *)row);
    orm_spot other = orm__field_spot(entity, field, (void *)from);
    if (own.at == NULL || other.at == NULL) {
        return own.at != other.at;
    }
    return orm__field_is_flagged(layout, own) != orm__field_is_flagged(layout, other) ||
           !has_same_bytes(layout, own, other);
}

void orm__share_member(const orm_entity *entity, const orm_field *field, void *row,
                       const void *from)
{
    const orm_layout *layout = &field->layout;
    orm_spot to = orm__field_spot(entity, field, row);
    orm_spot own = orm__field_spot(entity, field, (void *)from);
    if (to.at == NULL || own.at == NULL) {
        return;
    }
    if (layout->bits != 0) {
        (void)layout->access->set(to.at, layout->access->get(own.at));
    } else {
        memcpy(to.at, own.at, layout->size);
    }
    if (layout->length.size != 0) {
        memcpy(to.length, own.length, layout->length.size);
    }
    orm__field_flag(layout, to, orm__field_is_flagged(layout, own));
}
