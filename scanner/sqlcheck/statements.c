/* Owns the trial of statements of the program's own, and what may be left of the tables behind
 * them. */
#include "sqlcheck/statements.h"

#include <orm/sys/dialect.h>
#include <sqlite3.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "sql/ddl.h"
#include "sql/name.h"
#include "sql/order.h"
#include "sqlcheck/tables.h"
#include "sqlcheck/triggers.h"

/* One trial of all statements. */
typedef struct trial {
    scan_inspection *in;
    orm_rel_schema tables;
    orm_order order; /* which entity each table is of */
    scan_triggers triggers;
} trial;

static bool has_statement(const orm_schema *schema)
{
    bool has = false;
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        has = has || schema->entities[i]->statement_count > 0;
    }
    return has;
}

/* ---- the tables that they are about ---- */

/* Its columns and keys are left: enough for a statement to be about it. */
static void make_bare(orm_rel_table *table)
{
    for (uint16_t i = 0; i < table->column_count; i++) {
        orm_rel_column *column = &table->columns[i];
        column->type = column->is_key_itself ? column->type : "ANY";
        column->not_null = column->not_null && column->is_key_itself;
        column->default_value = NULL;
        column->computed = NULL;
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        table->indexes[i].is_unique =
            table->indexes[i].where == NULL && table->indexes[i].is_unique;
        table->indexes[i].where = NULL;
    }
    table->check_count = 0;
}

static const char *create(trial *of)
{
    orm_buffer script;
    scan_diag_buffer_init(of->in->context->diag, &script);
    orm__ddl_create(&script, orm_dialect_find("sqlite"), &of->tables);
    const char *fault = scan_database_try(&of->in->database, orm__buffer_string(&script));
    orm__buffer_fini(&script);
    return fault;
}

/* Whether the program can still read and write all columns. NULL: yes. */
static const char *find_loss(trial *of)
{
    orm_buffer query;
    scan_diag_buffer_init(of->in->context->diag, &query);
    for (uint16_t i = 0; i < of->tables.table_count; i++) {
        const orm_rel_table *table = &of->tables.tables[i];
        for (uint16_t j = 0; j < table->column_count; j++) {
            orm__buffer_text(&query, j == 0 ? "SELECT " : ", ");
            orm__name_quote(&query, table->columns[j].name);
        }
        orm__buffer_text(&query, " FROM ");
        orm__name_quote(&query, table->name);
        orm__buffer_text(&query, ";\n");
    }
    const char *loss = scan_database_compile_more(&of->in->database, orm__buffer_string(&query));
    orm__buffer_fini(&query);
    return loss;
}

/* ---- the statements ---- */

static bool is_for_sqlite(const orm_entity *table, uint16_t statement)
{
    return strcmp(table->statements[statement].dialect, "sqlite") == 0;
}

/* Of the entity's statement for SQLite with this index. */
static scan_place place_of(const trial *of, uint16_t entity, uint16_t index)
{
    const orm_entity *table = of->in->schema->entities[entity];
    const scan_entity *source = of->in->model->entities[entity];
    uint16_t at = 0;
    for (uint16_t left = index; left > 0 || !is_for_sqlite(table, at); at++) {
        left = (uint16_t)(left - is_for_sqlite(table, at));
    }
    return scan_argument_value_place(&source->annotation, source->statement_arguments[at]);
}

/* Written as the program writes it before others. */
static const char *add(trial *of, const char *sql)
{
    const orm_rel_table alone = { .statements = &sql, .statement_count = 1 };
    orm_buffer script;
    scan_diag_buffer_init(of->in->context->diag, &script);
    orm__ddl_statements(&script, &alone);
    const char *fault = scan_database_add(&of->in->database, orm__buffer_string(&script));
    orm__buffer_fini(&script);
    return fault;
}

/* What it would have made no other statement can be about. */
static bool makes_nothing_else(const char *sql)
{
    return sqlite3_strlike("CREATE INDEX %", sql, 0) == 0 ||
           sqlite3_strlike("CREATE TRIGGER %", sql, 0) == 0;
}

/* False: it is refused, reported. */
static bool run(trial *of, const char *sql, scan_place place)
{
    scan_inspection *in = of->in;
    in->database.guard.has_altered = false;
    const char *fault = add(of, sql);
    if (fault != NULL) {
        scan_inspection_report_statement(in, place, fault);
        in->has_lost = in->has_lost || !makes_nothing_else(sql);
        return false;
    }
    bool may_lose = in->database.guard.has_altered && !in->has_lost;
    const char *loss = may_lose ? find_loss(of) : NULL;
    if (loss != NULL) {
        scan_diag_error(in->context->diag, place,
                        "behind this 'sqlite_ddl' the program cannot use the tables: %s", loss);
        return false;
    }
    scan_triggers_note(in, &of->triggers, place);
    return true;
}

/* Those of a table may need each other: up to the first that is refused. */
static bool run_all_of(trial *of, uint16_t index)
{
    const orm_rel_table *table = &of->tables.tables[index];
    bool is_good = true;
    for (uint16_t i = 0; is_good && i < table->statement_count; i++) {
        is_good = run(of, table->statements[i], place_of(of, of->order.sequence[index], i));
    }
    return is_good;
}

/* Triggers may be about what a refused statement did not make: then they are not judged. */
static void run_all(trial *of)
{
    bool is_good = create(of) == NULL, is_there = is_good;
    for (uint16_t i = 0; is_there && i < of->tables.table_count; i++) {
        is_good = run_all_of(of, i) && is_good;
        is_there = is_good || (scan_database_is_whole(&of->in->database) && find_loss(of) == NULL);
    }
    if (is_good || (is_there && !of->in->has_lost)) {
        scan_triggers_try(of->in, &of->triggers);
    }
}

/* False: they cannot be told, which has been said. */
static bool lower(trial *of)
{
    scan_inspection *in = of->in;
    orm_error error = { .status = ORM_OK };
    orm_status status = scan_tables_lower(in->context, in->schema, &of->tables, &error);
    if (status == ORM_OK) {
        status = orm__order_tables(in->schema, in->context->arena, &of->order, &error);
    }
    if (status == ORM_NO_MEMORY) {
        scan_diag_no_memory(in->context->diag);
    }
    return status == ORM_OK;
}

static void try_all(trial *of, bool is_bare)
{
    if (!has_statement(of->in->schema) || !lower(of)) {
        return;
    }
    for (uint16_t i = 0; is_bare && i < of->tables.table_count; i++) {
        make_bare(&of->tables.tables[i]);
    }
    run_all(of);
}

void scan_statements_try(scan_inspection *in, bool is_bare)
{
    trial of = { .in = in };
    try_all(&of, is_bare);
}

void scan_statements_try_beside(scan_inspection *in)
{
    trial of = { .in = in };
    in->is_beside = true;
    in->has_lost = in->model->has_lost;
    try_all(&of, true);
}
