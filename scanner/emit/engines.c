/* Owns the lowered schemas of the outputs that show the engines beside each other. */
#include "emit/engines.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "sql/lower.h"

const char *const scan_engine_names[SCAN_ENGINE_COUNT] = { "sqlite", "postgresql" };
const char *const scan_engine_titles[SCAN_ENGINE_COUNT] = { "SQLite", "PostgreSQL" };

static bool is_table_of(const orm_rel_table *table, const orm_entity *entity,
                        const orm_dialect *dialect)
{
    const char *schema = dialect->has_schemas ? entity->table_schema : NULL;
    bool is_schema = (schema == NULL) == (table->schema == NULL) &&
                     (schema == NULL || strcmp(schema, table->schema) == 0);
    return is_schema && strcmp(table->name, orm__entity_table(entity, dialect->name)) == 0;
}

static orm_rel_table *find_table(const orm_rel_schema *lowered, const orm_entity *entity,
                                 const orm_dialect *dialect)
{
    uint16_t i = 0;
    while (i < lowered->table_count && !is_table_of(&lowered->tables[i], entity, dialect)) {
        i++;
    }
    return i < lowered->table_count ? &lowered->tables[i] : NULL;
}

/* What is no table of its own has its columns alone. */
static orm_status lower_alone(const scan_engines *engines, const orm_entity *entity,
                              const orm_dialect *dialect, orm_rel_table **table_out,
                              orm_error *error)
{
    *table_out = orm__arena_zeroed(engines->arena, 1, sizeof **table_out);
    return *table_out == NULL
               ? orm__error_no_memory(error)
               : orm__lower_entity(entity, dialect, engines->arena, *table_out, error);
}

static orm_status lower_for(scan_engines *engines, size_t engine, orm_error *error)
{
    const orm_dialect *dialect = orm_dialect_find(scan_engine_names[engine]);
    orm_rel_schema lowered;
    orm_status status =
        orm__lower_schema(engines->schema, dialect, engines->arena, &lowered, error);
    for (uint16_t i = 0; status == ORM_OK && i < engines->schema->entity_count; i++) {
        const orm_entity *entity = engines->schema->entities[i];
        orm_rel_table **table = &engines->tables[i * SCAN_ENGINE_COUNT + engine];
        if (entity->kind == ORM_ENTITY_TABLE) {
            *table = find_table(&lowered, entity, dialect);
        } else {
            status = lower_alone(engines, entity, dialect, table, error);
        }
    }
    return status;
}

orm_status scan_engines_open(scan_engines *engines, const orm_schema *schema,
                             const orm_allocator *allocator, orm_error *error)
{
    *engines = (scan_engines){ .schema = schema };
    if (orm_arena_new(allocator, &engines->arena) != ORM_OK) {
        return orm__error_no_memory(error);
    }
    engines->tables =
        orm__arena_zeroed(engines->arena, (size_t)schema->entity_count * SCAN_ENGINE_COUNT + 1,
                          sizeof *engines->tables);
    if (engines->tables == NULL) {
        return orm__error_no_memory(error);
    }
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < SCAN_ENGINE_COUNT; i++) {
        status = lower_for(engines, i, error);
    }
    return status;
}

void scan_engines_close(scan_engines *engines)
{
    orm_arena_free(engines->arena);
    engines->arena = NULL;
}

const orm_rel_table *scan_engines_table(const scan_engines *engines, const orm_entity *entity,
                                        size_t engine)
{
    return engines->tables[(size_t)entity->index * SCAN_ENGINE_COUNT + engine];
}
