/* Owns the search for the argument whose SQL SQLite refuses. All tables are tried at once; only
 * where that fails each is tried without its texts, and then with one text after the other. */
#include "sqlcheck/sqlcheck.h"

#include <orm/db.h>
#include <sqlite3.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/gather.h"
#include "sql/name.h"
#include "sqlcheck/computed.h"
#include "sqlcheck/defaults.h"
#include "sqlcheck/inspection.h"
#include "sqlcheck/statements.h"
#include "sqlcheck/tables.h"

static bool has_type(const orm_column *column)
{
    return orm__entity_type(column, "sqlite") != NULL;
}

static void remove_type(orm_column *column)
{
    column->types = NULL;
}

static bool has_computed(const orm_column *column)
{
    return column->computed != NULL;
}

static void remove_computed(orm_column *column)
{
    column->computed = NULL;
}

static bool has_check(const orm_column *column)
{
    return column->check != NULL;
}

static void remove_check(orm_column *column)
{
    column->check = NULL;
}

/* The texts of a column that are tried in its table, one after the other. */
static const struct {
    const char *key;
    bool (*has)(const orm_column *column);
    void (*remove)(orm_column *column);
} texts[] = {
    { "sqlite_type", has_type, remove_type },
    { "computed", has_computed, remove_computed },
    { "check", has_check, remove_check },
};

enum { TEXTS = sizeof texts / sizeof texts[0] };

/* but: the index of one that stays. */
static void remove_texts_of(orm_column *column, size_t but)
{
    for (size_t i = 0; i < TEXTS; i++) {
        if (i != but) {
            texts[i].remove(column);
        }
    }
    column->default_value.engines = NULL;
    if (column->default_value.kind == ORM_DEFAULT_SQL) {
        column->default_value = (orm_default){ .kind = ORM_DEFAULT_NONE };
    }
}

static void remove_texts(scan_probe *from)
{
    for (uint16_t i = 0; i < from->entity.field_count; i++) {
        remove_texts_of(&from->fields[i].column, TEXTS);
    }
    for (uint16_t i = 0; i < from->entity.index_count; i++) {
        from->indexes[i].where = NULL;
    }
    from->entity.check_count = 0;
    from->entity.statement_count = 0;
}

/* ---- texts in their table ---- */

static void try_text(scan_inspection *in, uint16_t entity, uint16_t field, size_t which)
{
    const orm_column *column = &in->schema->entities[entity]->fields[field].column;
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    scan_probe *with_one = texts[which].has(column) ? scan_inspection_probe(in, entity) : NULL;
    if (with_one == NULL) {
        return;
    }
    remove_texts(with_one);
    with_one->fields[field].column = *column;
    remove_texts_of(&with_one->fields[field].column, which);
    const char *fault = scan_inspection_try(in, &with_one->schema, false);
    if (fault != NULL) {
        scan_inspection_report(in, &in->model->entities[entity]->fields[field], texts[which].key,
                               fault);
    }
    orm__arena_back_to(in->context->arena, mark);
}

static void try_texts(scan_inspection *in, uint16_t entity)
{
    const orm_entity *table = in->schema->entities[entity];
    for (uint16_t i = 0; i < table->field_count; i++) {
        for (size_t j = 0; j < TEXTS; j++) {
            try_text(in, entity, i, j);
        }
    }
}

/* ---- texts of the table itself ---- */

/* The probe without a text; NULL: no memory. */
static scan_probe *make_bare(const scan_inspection *in, uint16_t entity)
{
    scan_probe *bare = scan_inspection_probe(in, entity);
    if (bare != NULL) {
        remove_texts(bare);
    }
    return bare;
}

static void try_table_check(scan_inspection *in, uint16_t entity, uint16_t index)
{
    const scan_entity *source = in->model->entities[entity];
    scan_probe *with_one = make_bare(in, entity);
    if (with_one == NULL) {
        return;
    }
    with_one->entity.checks += index;
    with_one->entity.check_count = 1;
    const char *fault = scan_inspection_try(in, &with_one->schema, false);
    if (fault != NULL) {
        scan_inspection_report_at(
            in, scan_argument_value_place(&source->annotation, source->check_arguments[index]),
            "check", fault);
    }
}

/* key: the list that the index comes from. */
static void try_where(scan_inspection *in, uint16_t entity, uint16_t index,
                      const scan_table_key *key)
{
    scan_probe *with_one = make_bare(in, entity);
    if (with_one == NULL || key == NULL || key->where == NULL) {
        return;
    }
    with_one->indexes[index].where = key->where;
    const char *fault = scan_inspection_try(in, &with_one->schema, false);
    const scan_annotation items = { .place = key->list->key_place,
                                    .arguments = key->list->arguments,
                                    .argument_count = key->list->argument_count };
    if (fault != NULL) {
        scan_inspection_report_at(in, scan_argument_place_of(&items, "where"), "where", fault);
    }
}

static void try_table_texts(scan_inspection *in, uint16_t entity)
{
    const scan_entity *source = in->model->entities[entity];
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    uint16_t index_count = 0;
    const scan_gathered *indexes = scan_gather_indexes(source, in->context->arena, &index_count);
    for (uint16_t i = 0; i < source->check_count; i++) {
        try_table_check(in, entity, i);
    }
    for (uint16_t i = 0; indexes != NULL && i < index_count; i++) {
        try_where(in, entity, i, indexes[i].key);
    }
    orm__arena_back_to(in->context->arena, mark);
}

/* ---- tables ---- */

/* What no text is to blame for. */
static void try_table(scan_inspection *in, uint16_t entity)
{
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    scan_probe *alone = scan_inspection_probe(in, entity);
    const char *fault = NULL;
    if (alone != NULL) {
        alone->entity.statement_count = 0;
        fault = scan_inspection_try(in, &alone->schema, false);
    }
    if (fault != NULL) {
        const scan_entity *source = in->model->entities[entity];
        scan_diag_error(in->context->diag, source->place, "SQLite refuses the table of %s: %.*s",
                        source->c_type, scan_inspection_first_line(fault), fault);
    }
    orm__arena_back_to(in->context->arena, mark);
}

static bool says_collation(const char *text)
{
    return text != NULL && sqlite3_strlike("%collate%", text, 0) == 0;
}

static bool has_collation(const orm_entity *table)
{
    bool has = false;
    for (uint16_t i = 0; !has && i < table->check_count; i++) {
        has = says_collation(table->checks[i]);
    }
    for (uint16_t i = 0; !has && i < table->field_count; i++) {
        const orm_column *column = &table->fields[i].column;
        has = says_collation(column->check) || says_collation(column->computed) ||
              says_collation(orm__entity_type(column, "sqlite"));
    }
    return has;
}

/* Collations are all that SQLite looks up only when a row is written. */
static bool can_be_written(scan_inspection *in, uint16_t entity)
{
    if (!has_collation(in->schema->entities[entity])) {
        return true;
    }
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    scan_probe *alone = scan_inspection_probe(in, entity);
    bool can = true;
    if (alone != NULL) {
        alone->entity.statement_count = 0;
        can = scan_inspection_try(in, &alone->schema, false) == NULL;
    }
    orm__arena_back_to(in->context->arena, mark);
    return can;
}

/* As try_schema. */
static const char *try_whole(scan_inspection *in)
{
    return scan_tables_try(in->context, &in->database, in->schema);
}

/* All texts of a table, each without the others. */
static void try_each(scan_inspection *in, uint16_t entity)
{
    try_texts(in, entity);
    try_table_texts(in, entity);
}

static void try_values(scan_inspection *in, uint16_t entity)
{
    scan_defaults_try(in, entity);
    scan_computed_try(in, entity);
}

/* False: SQLite refuses it, a value of it or some other table, reported. */
static bool try_entity(scan_inspection *in, uint16_t entity, bool is_good)
{
    size_t errors = scan_diag_error_count(in->context->diag);
    try_values(in, entity);
    is_good = is_good && can_be_written(in, entity);
    if (!is_good) {
        try_each(in, entity);
    }
    if (!is_good && scan_diag_error_count(in->context->diag) == errors) {
        try_table(in, entity);
    }
    return is_good && scan_diag_error_count(in->context->diag) == errors;
}

/* False: SQLite refuses some, reported. */
static bool try_tables(scan_inspection *in)
{
    scan_diag *diag = in->context->diag;
    size_t errors_at_first = scan_diag_error_count(diag);
    const char *fault = try_whole(in);
    bool are_good = fault == NULL;
    for (uint16_t i = 0; i < in->schema->entity_count; i++) {
        bool is_table = in->schema->entities[i]->kind == ORM_ENTITY_TABLE;
        are_good = (!is_table || try_entity(in, i, fault == NULL)) && are_good;
    }
    if (fault != NULL && scan_diag_error_count(diag) == errors_at_first) {
        fault = try_whole(in); /* its text is the database's: say it again */
        scan_diag_error(diag, (scan_place){ .line = 0 }, "SQLite refuses the tables of %s: %s",
                        in->model->name, fault == NULL ? "?" : fault);
    }
    return are_good;
}

static void try_model(scan_inspection *in)
{
    bool are_good = try_tables(in);
    scan_statements_try(in, !are_good);
}

/* Whether it can be made without its texts, so that what is refused is one of them. */
static bool is_possible(scan_inspection *in, uint16_t entity)
{
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    scan_probe *bare = make_bare(in, entity);
    bool is = bare != NULL && scan_inspection_try(in, &bare->schema, false) == NULL;
    orm__arena_back_to(in->context->arena, mark);
    return is;
}

static void try_alone(scan_inspection *in)
{
    for (uint16_t i = 0; i < in->schema->entity_count; i++) {
        const scan_entity *source = in->model->entities[i];
        in->stand_in = source->is_wrong ? source : NULL;
        if (in->stand_in == NULL || is_possible(in, i)) {
            try_values(in, i);
            try_each(in, i);
        }
    }
    in->stand_in = NULL;
    scan_statements_try_beside(in);
}

static void run(scan_inspection *in, void (*try)(scan_inspection *in))
{
    bool is_open = scan_database_open(&in->database);
    if (is_open) {
        try(in);
    }
    if (!is_open || in->database.no_memory) {
        scan_diag_no_memory(in->context->diag);
    }
    scan_database_close(&in->database);
}

void scan_sqlcheck_run(scan_context *context, const scan_model *model, const orm_schema *schema)
{
    scan_inspection in = { .context = context, .model = model, .schema = schema };
    run(&in, try_model);
}

void scan_sqlcheck_run_alone(scan_context *context, const scan_model *model,
                             const orm_schema *schema)
{
    scan_inspection in = { .context = context, .model = model, .schema = schema };
    run(&in, try_alone);
}
