/* Owns how rows are kept aside and put back. */
#include "row/backup.h"

#include <string.h>

#include "base/error.h"

/* ---- bytes ---- */

/* A struct by value is part of what it is in. */
static bool is_kept(const orm_entity *entity, const bool *marks, uint16_t index)
{
    return marks != NULL && marks[index] && entity->groups[index].by_pointer;
}

size_t orm__backup_size(const orm_entity *entity, const bool *marks)
{
    size_t size = entity->size;
    for (uint16_t i = 0; i < entity->group_count; i++) {
        size += is_kept(entity, marks, i) ? entity->groups[i].size : 0;
    }
    return size;
}

static void copy_kept(void *to, const void *from, size_t size)
{
    if (to != NULL && from != NULL) {
        memcpy(to, from, size);
    }
}

void orm__backup_keep(const orm_entity *entity, const bool *marks, const void *row,
                      unsigned char *kept)
{
    memcpy(kept, row, entity->size);
    kept += entity->size;
    for (uint16_t i = 0; i < entity->group_count; i++) {
        if (is_kept(entity, marks, i)) {
            const size_t size = entity->groups[i].size;
            copy_kept(kept, orm__group_memory(entity, (uint16_t)(i + 1), (void *)row), size);
            kept += size;
        }
    }
}

/* Parents stand before their groups: each pointer is what it was when it is followed. */
void orm__backup_put_back(const orm_entity *entity, const bool *marks, void *row,
                          const unsigned char *kept)
{
    memcpy(row, kept, entity->size);
    kept += entity->size;
    for (uint16_t i = 0; i < entity->group_count; i++) {
        if (is_kept(entity, marks, i)) {
            const size_t size = entity->groups[i].size;
            copy_kept(orm__group_memory(entity, (uint16_t)(i + 1), row), kept, size);
            kept += size;
        }
    }
}

/* ---- one row and its arena ---- */

orm_status orm__backup_take(orm_backup *backup, const orm_instance *of, orm_error *error)
{
    const size_t size = orm__backup_size(of->entity, NULL);
    backup->of = *of;
    backup->bytes = backup->small;
    if (of->arena != NULL) {
        backup->mark = orm__arena_mark(of->arena);
    }
    if (size > sizeof backup->small) {
        backup->bytes = of->arena == NULL ? NULL : orm_arena_alloc(of->arena, size);
    }
    if (backup->bytes == NULL) {
        return of->arena == NULL ? ORM_OK : orm__error_no_memory(error);
    }
    orm__backup_keep(of->entity, NULL, of->row, backup->bytes);
    return ORM_OK;
}

void orm__backup_restore(const orm_backup *backup)
{
    if (backup->bytes != NULL) {
        orm__backup_put_back(backup->of.entity, NULL, backup->of.row, backup->bytes);
    }
    if (backup->of.arena != NULL) {
        orm__arena_back_to(backup->of.arena, backup->mark);
    }
}
