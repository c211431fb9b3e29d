/* The bytes that rows had before they were worked on, for calls that leave their outputs as they
 * were when they fail. */
#ifndef ORM_ROW_BACKUP_H
#define ORM_ROW_BACKUP_H

#include <orm/error.h>

#include "base/arena.h"
#include "meta/group.h"

/* ---- bytes: of the row, and of the structs behind pointers in it whose groups are marked ---- */

/* marks: one for each group of the entity; NULL = none is. kept: of orm__backup_size bytes. */
size_t orm__backup_size(const orm_entity *entity, const bool *marks);
void orm__backup_keep(const orm_entity *entity, const bool *marks, const void *row,
                      unsigned char *kept);
void orm__backup_put_back(const orm_entity *entity, const bool *marks, void *row,
                          const unsigned char *kept);

/* ---- one row and its arena; structs that are behind pointers already are not written to ---- */

typedef struct orm_backup {
    orm_instance of;
    orm_arena_mark mark;
    unsigned char *bytes;
    unsigned char small[1024];
} orm_backup;

/* A large row is kept in the arena, where it stays; without an arena, of which nothing that needs
 * no memory fails, it is not kept. Errors: NO_MEMORY. */
orm_status orm__backup_take(orm_backup *backup, const orm_instance *of, orm_error *error);

/* Puts row and arena back as they were. */
void orm__backup_restore(const orm_backup *backup);

#endif
