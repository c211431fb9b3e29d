/* An entity alone in a schema of its own, to be changed at will. It references nothing, since
 * SQLite creates a table before those that it references, and has no relations. */
#ifndef SCANNER_SQLCHECK_PROBE_H
#define SCANNER_SQLCHECK_PROBE_H

#include <orm/arena.h>
#include <orm/meta.h>

typedef struct scan_probe {
    orm_schema schema;
    orm_entity entity;
    const orm_entity *entities[1];
    orm_field *fields;  /* those of the entity */
    orm_index *indexes; /* the same */
} scan_probe;

/* Of the entity with this index; in the arena. NULL: no memory. */
scan_probe *scan_probe_new(orm_arena *arena, const orm_schema *schema, uint16_t entity);

#endif
