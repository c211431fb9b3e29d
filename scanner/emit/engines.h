/* How each engine keeps the entities: the schema lowered for all of them, looked up by entity. */
#ifndef SCANNER_EMIT_ENGINES_H
#define SCANNER_EMIT_ENGINES_H

#include <orm/arena.h>
#include <orm/error.h>
#include "sql/relational.h"

#define SCAN_ENGINE_COUNT 2

/* By number: as in annotations ("sqlite"), and as people write it ("SQLite"). */
extern const char *const scan_engine_names[SCAN_ENGINE_COUNT];
extern const char *const scan_engine_titles[SCAN_ENGINE_COUNT];

typedef struct scan_engines {
    orm_arena *arena;
    const orm_schema *schema;
    orm_rel_table **tables; /* of engine e and the entity of index i: [i * SCAN_ENGINE_COUNT + e] */
} scan_engines;

/* Errors: as orm_schema_sql. Owned, also then: scan_engines_close. */
orm_status scan_engines_open(scan_engines *engines, const orm_schema *schema,
                             const orm_allocator *allocator, orm_error *error);
void scan_engines_close(scan_engines *engines);

/* Columns, uniques, indexes and foreign keys are in the entity's order. Borrowed. */
const orm_rel_table *scan_engines_table(const scan_engines *engines, const orm_entity *entity,
                                        size_t engine);

#endif
