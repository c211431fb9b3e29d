/* Owns the way to the structs inside of a row's struct: finding, making, copying, clearing them. */
#include "meta/group.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"

unsigned char *orm__group_memory(const orm_entity *entity, uint16_t group, void *row)
{
    if (group == 0) {
        return row;
    }
    const orm_group *own = &entity->groups[group - 1];
    unsigned char *parent = orm__group_memory(entity, own->parent, row);
    if (parent == NULL || !own->by_pointer) {
        return parent == NULL ? NULL : parent + own->offset;
    }
    void *target;
    memcpy(&target, parent + own->offset, sizeof target);
    return target;
}

bool orm__group_is_in(const orm_entity *entity, uint16_t group, uint16_t other)
{
    while (group != 0 && group != other) {
        group = entity->groups[group - 1].parent;
    }
    return group == other;
}

void orm__group_clear(const orm_entity *entity, uint16_t group, void *row)
{
    void *const none = NULL;
    const orm_group *own = &entity->groups[group - 1];
    unsigned char *parent = orm__group_memory(entity, own->parent, row);
    if (own->by_pointer && parent != NULL) {
        memcpy(parent + own->offset, &none, sizeof none);
    }
}

void orm__group_clear_all(const orm_entity *entity, void *row)
{
    for (uint16_t i = 1; i <= entity->group_count; i++) {
        orm__group_clear(entity, i, row);
    }
}

static orm_status make_target(const orm_group *group, unsigned char *parent, orm_arena *arena,
                              orm_error *error)
{
    if (arena == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s points to a struct: an arena is needed",
                              group->member);
    }
    void *target = orm__arena_take(arena, group->size, group->align);
    if (target == NULL) {
        return orm__error_no_memory(error);
    }
    memset(target, 0, group->size);
    memcpy(parent + group->offset, &target, sizeof target);
    return ORM_OK;
}

orm_status orm__group_make(const orm_instance *into, uint16_t group, orm_error *error)
{
    if (group == 0 || orm__group_memory(into->entity, group, into->row) != NULL) {
        return ORM_OK;
    }
    const orm_group *own = &into->entity->groups[group - 1];
    orm_status status = orm__group_make(into, own->parent, error);
    if (status == ORM_OK && own->by_pointer) {
        unsigned char *parent = orm__group_memory(into->entity, own->parent, into->row);
        status = make_target(own, parent, into->arena, error);
    }
    return status;
}

void orm__group_mark(const orm_entity *entity, uint16_t group, bool *marks)
{
    for (uint16_t at = group; at != 0; at = entity->groups[at - 1].parent) {
        marks[at - 1] = true;
    }
}

orm_status orm__group_copy_all(const orm_instance *into, const void *from, orm_error *error)
{
    orm_status status = ORM_OK;
    orm__group_clear_all(into->entity, into->row);
    for (uint16_t i = 1; status == ORM_OK && i <= into->entity->group_count; i++) {
        if (orm__group_memory(into->entity, i, (void *)from) != NULL) {
            status = orm__group_make(into, i, error);
        }
    }
    return status;
}

orm_status orm__group_fork(const orm_instance *into, uint16_t group, orm_error *error)
{
    const orm_group *own = &into->entity->groups[group - 1];
    const void *old = orm__group_memory(into->entity, group, into->row);
    if (!own->by_pointer || old == NULL) {
        return ORM_OK;
    }
    unsigned char *parent = orm__group_memory(into->entity, own->parent, into->row);
    orm_status status = make_target(own, parent, into->arena, error);
    if (status == ORM_OK) {
        memcpy(orm__group_memory(into->entity, group, into->row), old, own->size);
    }
    return status;
}
