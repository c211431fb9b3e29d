/* Owns how a row is kept aside and put back. */
#include "row/backup.h"

#include <string.h>

#include "base/error.h"

orm_status orm__backup_take(orm_backup *backup, const orm_instance *of, orm_error *error)
{
    size_t size = of->entity->size;
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
    memcpy(backup->bytes, of->row, size);
    return ORM_OK;
}

void orm__backup_restore(const orm_backup *backup)
{
    if (backup->bytes != NULL) {
        memcpy(backup->of.row, backup->bytes, backup->of.entity->size);
    }
    if (backup->of.arena != NULL) {
        orm__arena_back_to(backup->of.arena, backup->mark);
    }
}
