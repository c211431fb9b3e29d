/* The calling of hooks for the rows of one call: which hooks these are, as they were when it began,
 * and what becomes of a failure. */
#ifndef ORM_QUERY_FIRING_H
#define ORM_QUERY_FIRING_H

#include <orm/hooks.h>
#include "db/level.h"

typedef struct orm_firing {
    orm_db *db;
    const orm_entity *entity;
    orm_hook_entry few[4];
    orm_hook_entry *entries; /* few, or the allocator's */
    size_t count;
    unsigned events;        /* those that any of them is for */
    const uint16_t *fields; /* as in orm_hook */
    uint16_t field_count;
    orm_arena *arena;       /* for the hooks; NULL where there is none */
    const orm_level *level; /* that they are called in; NULL = none */
    orm_error error;        /* of the hook that is being called */
} orm_firing;

/* events: those that the call may fire. Nothing may run on the handle. Errors: NO_MEMORY, which is
 * the handle's then. */
orm_status orm__firing_begin(orm_firing *firing, orm_db *db, const orm_entity *entity,
                             unsigned events);

/* Calls all hooks of an event for a row. element: of many rows, else 0. The status of the first
 * that fails, which is the handle's error then. */
orm_status orm__firing_call(orm_firing *firing, orm_hook_event event, void *row, size_t element);

void orm__firing_end(orm_firing *firing);

#endif
