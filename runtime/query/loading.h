/* Hooks for after_load, which see a row before the caller does. Where it is read into the caller's
 * struct, it is read into a copy of that first. */
#ifndef ORM_QUERY_LOADING_H
#define ORM_QUERY_LOADING_H

#include "base/arena.h"
#include "query/batch.h"
#include "query/firing.h"

typedef struct orm_loading {
    orm_firing firing;
    orm_arena *memory;
    void *row; /* the copy, to be read into */
    orm_arena *arena;
    orm_arena_mark mark;
} orm_loading;

/* arena: the caller's, NULL = none. Errors: NO_MEMORY, the handle's; orm__loading_end is to be
 * called all the same. */
orm_status orm__loading_begin(orm_loading *loading, orm_db *db, const orm_entity *entity,
                              const void *row_out, orm_arena *arena);

/* Where the row was read, which has ended: calls the hooks and gives the row to the caller. status:
 * of the reading; where it, or a hook, fails, the arena falls back. Returns the status of all. */
orm_status orm__loading_end(orm_loading *loading, orm_status status, void *row_out);

/* Calls the hooks for a row, or for all of a batch, that stays where it is. arena: where they put
 * texts. The status of the first that fails, which is the handle's error then. */
orm_status orm__loading_row(orm_db *db, const orm_entity *entity, void *row, orm_arena *arena);
orm_status orm__loading_rows(orm_db *db, const orm_entity *entity, const orm_batch *batch,
                             orm_arena *arena);

#endif
