/* Owns the trial of defaults. SQLite looks into one only when it is used. */
#include "sqlcheck/defaults.h"

#include <orm/sys/dialect.h>
#include <string.h>

#include "base/arena.h"
#include "diag.h"
#include "meta/entity.h"
#include "sql/name.h"

static const char *default_for_sqlite(const orm_column *column)
{
    return orm__entity_name(column->default_value.engines, NULL, "sqlite");
}

/* A table of this column alone uses its default. */
static void leave_only(scan_probe *table, uint16_t field)
{
    table->fields[0] = table->fields[field];
    table->fields[0].column.check = NULL;
    table->fields[0].column.computed = NULL;
    table->fields[0].column.types = NULL;
    table->entity.field_count = 1;
    table->entity.primary_key = (orm_key){ .field_count = 0 };
    table->entity.version = 0;
    table->entity.unique_count = 0;
    table->entity.index_count = 0;
    table->entity.check_count = 0;
    table->entity.statement_count = 0;
}

static void try_sql(scan_inspection *in, uint16_t entity, uint16_t field)
{
    static const orm_dialect_name any[] = { { "sqlite", "ANY" }, { NULL, NULL } };
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    scan_probe *alone = scan_inspection_probe(in, entity);
    if (alone == NULL) {
        return;
    }
    leave_only(alone, field);
    if (in->model->entities[entity]->fields[field].is_guess) {
        alone->fields[0].column.types = any;
    }
    const char *fault = scan_inspection_try(in, &alone->schema, true);
    if (fault != NULL) {
        bool is_own = default_for_sqlite(&alone->fields[0].column) != NULL;
        scan_inspection_report(in, &in->model->entities[entity]->fields[field],
                               is_own ? "sqlite_default" : "default_sql", fault);
    }
    orm__arena_back_to(in->context->arena, mark);
}

/* PostgreSQL would not make the table; SQLite would, and store text that is no JSON. */
static void try_json(scan_inspection *in, uint16_t entity, uint16_t field)
{
    const orm_value *value =
        &in->schema->entities[entity]->fields[field].column.default_value.value;
    orm_buffer query;
    scan_diag_buffer_init(in->context->diag, &query);
    orm__buffer_text(&query, "SELECT json(");
    orm__name_literal(&query, orm_dialect_find("sqlite"), ORM_KIND_JSON, value);
    orm__buffer_text(&query, ")");
    const char *fault = scan_database_try(&in->database, orm__buffer_string(&query));
    /* A SQLite may have been built without JSON. */
    if (fault != NULL && strstr(fault, "JSON") != NULL) {
        scan_inspection_report(in, &in->model->entities[entity]->fields[field], "default", fault);
    }
    orm__buffer_fini(&query);
}

void scan_defaults_try(scan_inspection *in, uint16_t entity)
{
    const orm_entity *table = in->schema->entities[entity];
    for (uint16_t i = 0; i < table->field_count; i++) {
        const orm_column *column = &table->fields[i].column;
        const orm_default *value = &column->default_value;
        if (value->kind == ORM_DEFAULT_SQL || default_for_sqlite(column) != NULL) {
            try_sql(in, entity, i);
        }
        if (value->kind == ORM_DEFAULT_VALUE && value->value.type == ORM_TYPE_TEXT &&
            table->fields[i].column.kind == ORM_KIND_JSON) {
            try_json(in, entity, i);
        }
    }
}
