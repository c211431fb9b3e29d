/* Owns the lowering of a schema as a whole: tables in their order, names that differ. */
#include "sql/lower.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "sql/clash.h"
#include "sql/lowering.h"
#include "sql/name.h"

orm_status orm__lower_name(const orm_lowering *l, const char *given, const orm_rel_names *columns,
                           const char *suffix, const char **name_out)
{
    const char *name = given;
    if (name == NULL) {
        name = orm__name_derive(l->dialect, l->arena, l->table->name, columns, suffix);
    }
    if (name == NULL) {
        return orm__error_no_memory(l->error);
    }
    *name_out = name;
    return ORM_OK;
}

const char *orm__lower_schema_of(const orm_lowering *l, const char *schema)
{
    return l->dialect->has_schemas ? schema : NULL;
}

static orm_status lower_statements(const orm_lowering *l)
{
    const orm_entity *entity = l->entity;
    const char **texts = orm__arena_zeroed(l->arena, entity->statement_count, sizeof *texts);
    if (texts == NULL) {
        return orm__error_no_memory(l->error);
    }
    uint16_t count = 0;
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < entity->statement_count && status == ORM_OK; i++) {
        if (strcmp(entity->statements[i].dialect, l->dialect->name) == 0) {
            status = orm__lower_text(l, entity->statements[i].sql, &texts[count++]);
        }
    }
    l->table->statements = texts;
    l->table->statement_count = count;
    return status;
}

static orm_status lower_named_columns(const orm_lowering *l)
{
    l->table->name = orm__entity_table(l->entity, l->dialect->name);
    l->table->schema = orm__lower_schema_of(l, l->entity->table_schema);
    return orm__lower_columns(l);
}

static orm_status lower_table(const orm_lowering *l)
{
    orm_status status = lower_named_columns(l);
    if (status == ORM_OK) {
        status = orm__lower_checks(l);
    }
    if (status == ORM_OK) {
        status = orm__lower_keys(l);
    }
    return status == ORM_OK ? lower_statements(l) : status;
}

static orm_status lower_tables(const orm_schema *schema, orm_lowering *l, orm_rel_schema *to)
{
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < to->table_count && status == ORM_OK; i++) {
        l->entity = schema->entities[l->order->sequence[i]];
        l->table = &to->tables[i];
        status = lower_table(l);
    }
    return status;
}

orm_status orm__lower_schema(const orm_schema *schema, const orm_dialect *dialect, orm_arena *arena,
                             orm_rel_schema *schema_out, orm_error *error)
{
    orm_order order;
    orm_status status = orm__order_tables(schema, arena, &order, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_rel_schema lowered = { .table_count = order.count };
    lowered.tables = orm__arena_zeroed(arena, lowered.table_count, sizeof *lowered.tables);
    if (lowered.tables == NULL) {
        return orm__error_no_memory(error);
    }
    orm_lowering l = { .dialect = dialect, .order = &order, .arena = arena, .error = error };
    status = lower_tables(schema, &l, &lowered);
    if (status == ORM_OK) {
        status = orm__clash_check(&lowered, dialect, arena, error);
    }
    if (status == ORM_OK) {
        *schema_out = lowered;
    }
    return status;
}

orm_status orm__lower_entity(const orm_entity *entity, const orm_dialect *dialect, orm_arena *arena,
                             orm_rel_table *table_out, orm_error *error)
{
    orm_rel_table table = { .name = NULL };
    const orm_lowering l = {
        .entity = entity, .dialect = dialect, .arena = arena, .error = error, .table = &table
    };
    orm_status status = lower_named_columns(&l);
    if (status == ORM_OK) {
        *table_out = table;
    }
    return status;
}
