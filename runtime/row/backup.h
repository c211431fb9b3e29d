/* The bytes that a row had before it was worked on, for a call that leaves its output as it was
 * when it fails. */
#ifndef ORM_ROW_BACKUP_H
#define ORM_ROW_BACKUP_H

#include <orm/error.h>

#include "base/arena.h"
#include "meta/field.h"

typedef struct orm_backup {
    orm_instance of;
    orm_arena_mark mark;
    void *bytes;
    unsigned char small[1024];
} orm_backup;

/* A large row is kept in the arena, where it stays; without an arena, of which nothing that needs
 * no memory fails, it is not kept. Errors: NO_MEMORY. */
orm_status orm__backup_take(orm_backup *backup, const orm_instance *of, orm_error *error);

/* Puts row and arena back as they were. */
void orm__backup_restore(const orm_backup *backup);

#endif
