/* Owns the way of a single row through the hooks for after_load. */
#include "query/loading.h"

#include <string.h>

#include "base/error.h"

orm_status orm__loading_begin(orm_loading *loading, orm_db *db, const orm_entity *entity,
                              const void *row_out, orm_arena *arena)
{
    orm_status status = orm__firing_begin(&loading->firing, db, entity, ORM_AFTER_LOAD);
    loading->firing.arena = loading->arena = arena;
    loading->memory = NULL;
    loading->row = NULL;
    if (arena != NULL) {
        loading->mark = orm__arena_mark(arena);
    }
    if (status == ORM_OK && orm_arena_new(&db->allocator, &loading->memory) == ORM_OK) {
        loading->row = orm__arena_take(loading->memory, entity->size, entity->align);
    }
    if (status == ORM_OK && loading->row == NULL) {
        (void)orm__error_no_memory(&loading->firing.error);
        return orm__db_fail(db, &loading->firing.error);
    }
    if (status == ORM_OK) {
        memcpy(loading->row, row_out, entity->size);
    }
    return status;
}

orm_status orm__loading_end(orm_loading *loading, orm_status status, void *row_out)
{
    if (status == ORM_OK) {
        status = orm__firing_call(&loading->firing, ORM_AFTER_LOAD, loading->row, 0);
    }
    if (status == ORM_OK) {
        memcpy(row_out, loading->row, loading->firing.entity->size);
    } else if (loading->arena != NULL) {
        orm__arena_back_to(loading->arena, loading->mark);
    }
    orm_arena_free(loading->memory);
    orm__firing_end(&loading->firing);
    return status;
}

orm_status orm__loading_row(orm_db *db, const orm_entity *entity, void *row, orm_arena *arena)
{
    orm_firing firing;
    orm_status status = orm__firing_begin(&firing, db, entity, ORM_AFTER_LOAD);
    firing.arena = arena;
    if (status == ORM_OK) {
        status = orm__firing_call(&firing, ORM_AFTER_LOAD, row, 0);
    }
    orm__firing_end(&firing);
    return status;
}

static orm_status load_chunk(orm_firing *firing, const orm_batch_chunk *chunk)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < chunk->count; i++) {
        status =
            orm__firing_call(firing, ORM_AFTER_LOAD, chunk->rows + i * firing->entity->size, 0);
    }
    return status;
}

orm_status orm__loading_rows(orm_db *db, const orm_entity *entity, const orm_batch *batch,
                             orm_arena *arena)
{
    orm_firing firing;
    orm_status status = orm__firing_begin(&firing, db, entity, ORM_AFTER_LOAD);
    firing.arena = arena;
    for (const orm_batch_chunk *at = batch->first; status == ORM_OK && at != NULL; at = at->next) {
        status = load_chunk(&firing, at);
    }
    orm__firing_end(&firing);
    return status;
}
