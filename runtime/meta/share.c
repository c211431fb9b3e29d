/* Owns shallow copies of rows and of single members. */
#include "meta/share.h"

#include <string.h>

#include "meta/group.h"
#include "meta/storage_copy.h"

orm_status orm__share_own_structs(const orm_instance *into, orm_error *error)
{
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < into->entity->group_count; i++) {
        if (into->entity->groups[i].by_pointer) {
            status = orm__group_fork(into, (uint16_t)(i + 1), error);
        }
    }
    return status;
}

orm_status orm__share_row(const orm_instance *into, const void *from, orm_error *error)
{
    memcpy(into->row, from, into->entity->size);
    return orm__share_own_structs(into, error);
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

static void take_over(const orm_layout *layout, orm_spot from, orm_spot to)
{
    if (layout->bits != 0) {
        (void)layout->access->set(to.at, layout->access->get(from.at));
    } else {
        memcpy(to.at, from.at, layout->size);
    }
    if (layout->length.size != 0) {
        memcpy(to.length, from.length, layout->length.size);
    }
    orm__field_flag(layout, to, orm__field_is_flagged(layout, from));
}

/* With nothing but NULL in it, which is what a pointer to none stands for. */
static orm_status make_struct(const orm_instance *into, uint16_t group, orm_error *error)
{
    const orm_entity *entity = into->entity;
    if (orm__group_memory(entity, group, into->row) != NULL) {
        return ORM_OK;
    }
    orm_status status = orm__group_make(into, group, error);
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if (entity->fields[i].layout.group == group) {
            orm__field_clear(entity, &entity->fields[i], into->row);
        }
    }
    return status;
}

/* The outer ones first. */
static orm_status make_structs(const orm_instance *into, uint16_t group, orm_error *error)
{
    orm_status status = ORM_OK;
    for (uint16_t i = 1; status == ORM_OK && i <= into->entity->group_count; i++) {
        if (orm__group_is_in(into->entity, group, i)) {
            status = make_struct(into, i, error);
        }
    }
    return status;
}

orm_status orm__share_member(const orm_instance *into, const orm_field *field, const void *from,
                             orm_error *error)
{
    const orm_spot own = orm__field_spot(into->entity, field, (void *)from);
    if (own.at == NULL) {
        orm__field_clear(into->entity, field, into->row);
        return ORM_OK;
    }
    orm_status status = make_structs(into, field->layout.group, error);
    if (status == ORM_OK) {
        take_over(&field->layout, own, orm__field_spot(into->entity, field, into->row));
    }
    return status;
}
