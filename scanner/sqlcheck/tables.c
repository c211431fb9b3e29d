/* Owns the trial of all tables at once, at little cost: it is what every scan without a fault does.
 * Which text is to blame for a fault is sqlcheck's. */
#include "sqlcheck/tables.h"

#include <orm/sys/dialect.h>
#include <string.h>

#include "diag.h"
#include "meta/entity.h"
#include "sql/ddl.h"
#include "sql/lower.h"

/* One trial at work. */
typedef struct trial {
    scan_database *database;
    const orm_dialect *dialect;
    orm_buffer script;
} trial;

static const char *run(trial *of, const orm_rel_schema *tables)
{
    orm__buffer_reset(&of->script);
    orm__ddl_create(&of->script, of->dialect, tables);
    return scan_database_try(of->database, orm__buffer_string(&of->script));
}

/* All that SQLite has to say of a table it says when it compiles the statement that makes it; to
 * run that costs four times as much. Its unique keys and its indexes, here without a condition, are
 * of columns that it has. */
static const char *compile(trial *of, const orm_rel_schema *tables)
{
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < tables->table_count; i++) {
        orm_rel_table table = tables->tables[i];
        table.unique_count = 0;
        table.index_count = 0;
        const orm_rel_schema alone = { .tables = &table, .table_count = 1 };
        orm__buffer_reset(&of->script);
        orm__ddl_create(&of->script, of->dialect, &alone);
        fault = scan_database_compile(of->database, orm__buffer_string(&of->script));
    }
    return fault;
}

static bool has_condition(const orm_rel_schema *tables)
{
    bool has = false;
    for (uint16_t i = 0; i < tables->table_count; i++) {
        const orm_rel_table *table = &tables->tables[i];
        for (uint16_t j = 0; j < table->index_count; j++) {
            has = has || table->indexes[j].where != NULL;
        }
    }
    return has;
}

/* What SQLite does to make a table grows with those that there are: a few are tried at a time. */
static const char *try_in_portions(trial *of, const orm_rel_schema *all)
{
    enum { PORTION = 8 };
    const char *fault = NULL;
    for (uint16_t i = 0; fault == NULL && i < all->table_count; i += PORTION) {
        uint16_t left = (uint16_t)(all->table_count - i);
        const orm_rel_schema portion = { .tables = all->tables + i,
                                         .table_count = left < PORTION ? left : PORTION };
        fault = has_condition(&portion) ? run(of, &portion) : compile(of, &portion);
    }
    return fault;
}

static const char *try_lowered(const scan_context *context, scan_database *database,
                               const orm_rel_schema *lowered)
{
    trial of = { .database = database };
    of.dialect = orm_dialect_find("sqlite");
    scan_diag_buffer_init(context->diag, &of.script);
    const char *fault = try_in_portions(&of, lowered);
    orm__buffer_fini(&of.script);
    return fault;
}

orm_status scan_tables_lower(const scan_context *context, const orm_schema *schema,
                             orm_rel_schema *tables_out, orm_error *error)
{
    orm_status status = orm__entity_check_schema(schema, error);
    if (status == ORM_OK) {
        status = orm__lower_schema(schema, orm_dialect_find("sqlite"), context->arena, tables_out,
                                   error);
    }
    return status;
}

const char *scan_tables_try(const scan_context *context, scan_database *database,
                            const orm_schema *schema)
{
    orm_error error = { .status = ORM_OK };
    orm_rel_schema lowered;
    return scan_tables_lower(context, schema, &lowered, &error) == ORM_OK
               ? try_lowered(context, database, &lowered)
               : orm_arena_copy(context->arena, error.message, strlen(error.message));
}
