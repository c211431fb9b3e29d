/* Owns the copy of an entity that SQL is tried with. */
#include "sqlcheck/probe.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"

scan_probe *scan_probe_new(orm_arena *arena, const orm_schema *schema, uint16_t entity)
{
    const orm_entity *from = schema->entities[entity];
    scan_probe *made = orm__arena_zeroed(arena, 1, sizeof *made);
    orm_field *fields = orm__arena_zeroed(arena, from->field_count, sizeof *fields);
    orm_index *indexes = orm__arena_zeroed(arena, (size_t)from->index_count + 1, sizeof *indexes);
    if (made == NULL || fields == NULL || indexes == NULL) {
        return NULL;
    }
    memcpy(fields, from->fields, from->field_count * sizeof *fields);
    if (from->index_count > 0) {
        memcpy(indexes, from->indexes, from->index_count * sizeof *indexes);
    }
    made->fields = fields;
    made->indexes = indexes;
    made->entity = *from;
    made->entity.schema = &made->schema;
    made->entity.index = 0;
    made->entity.fields = fields;
    made->entity.indexes = indexes;
    made->entity.foreign_keys = NULL;
    made->entity.foreign_key_count = 0;
    made->entity.relations = NULL;
    made->entity.relation_count = 0;
    made->entities[0] = &made->entity;
    made->schema = *schema;
    made->schema.hash = 0;
    made->schema.entities = made->entities;
    made->schema.entity_count = 1;
    return made;
}
