/* Owns the trial of computed columns. A table of SQLite's takes any expression, and what a row
 * makes of it may be what no row of the program's can hold. */
#include "sqlcheck/computed.h"

#include <orm/sys/dialect.h>
#include <stdio.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "diag.h"
#include "meta/entity.h"
#include "sql/name.h"

static const char *type_of(orm_kind kind)
{
    return orm_dialect_find("sqlite")->type_of(kind);
}

/* A value in a row that is like no other: what an expression makes of it says little but its
 * type. */
static void write_sample(orm_buffer *script, const orm_column *column)
{
    static const struct {
        const char *type, *value;
    } samples[] = {
        { "INTEGER", "0" }, { "REAL", "0.0" }, { "TEXT", "'0'" }, { "BLOB", "zeroblob(16)" }
    };
    enum { SAMPLES = sizeof samples / sizeof samples[0] };
    size_t i = 0;
    while (i < SAMPLES && strcmp(samples[i].type, type_of(column->kind)) != 0) {
        i++;
    }
    orm__buffer_text(script, i < SAMPLES ? samples[i].value : "NULL");
}

static void write_name(orm_buffer *script, const orm_column *column)
{
    orm__name_quote(script, orm__entity_name(column->names, column->name, "sqlite"));
}

/* Something of each column of the table that is not computed. */
static void write_list(orm_buffer *script, const orm_entity *table,
                       void (*write)(orm_buffer *script, const orm_column *column))
{
    const char *before = "";
    for (uint16_t i = 0; i < table->field_count; i++) {
        const orm_column *column = &table->fields[i].column;
        if (column->computed == NULL) {
            orm__buffer_text(script, before);
            write(script, column);
            before = ", ";
        }
    }
}

/* False: the row breaks a rule of the table, or cannot be computed. */
static bool insert_sample(scan_inspection *in, const orm_entity *table)
{
    orm_buffer script;
    scan_diag_buffer_init(in->context->diag, &script);
    orm__buffer_text(&script, "INSERT INTO ");
    orm__name_quote(&script, orm__entity_table(table, "sqlite"));
    orm__buffer_text(&script, " (");
    write_list(&script, table, write_name);
    orm__buffer_text(&script, ") VALUES (");
    write_list(&script, table, write_sample);
    orm__buffer_text(&script, ");");
    /* A column's own check is about values, which a sample has none of. */
    (void)scan_database_ask(&in->database, "PRAGMA ignore_check_constraints = ON", NULL, NULL);
    const char *fault = scan_database_add(&in->database, orm__buffer_string(&script));
    orm__buffer_fini(&script);
    bool is_good = fault == NULL;
    (void)scan_database_ask(&in->database, "PRAGMA ignore_check_constraints = OFF", NULL, NULL);
    return is_good;
}

/* What the sample row has in the column. */
typedef struct kept {
    orm_kind kind;
    char type[8]; /* as SQLite calls it */
} kept;

static int note_type(void *of, int count, char **texts, char **names)
{
    (void)count;
    (void)names;
    kept *found = of;
    (void)snprintf(found->type, sizeof found->type, "%s", texts[0]);
    return 0;
}

static void look_up_type(scan_inspection *in, const orm_entity *table, uint16_t field, kept *found)
{
    const orm_column *column = &table->fields[field].column;
    orm_buffer query;
    scan_diag_buffer_init(in->context->diag, &query);
    orm__buffer_text(&query, "SELECT typeof(");
    write_name(&query, column);
    orm__buffer_text(&query, ") FROM ");
    orm__name_quote(&query, orm__entity_table(table, "sqlite"));
    (void)scan_database_ask(&in->database, orm__buffer_string(&query), note_type, found);
    orm__buffer_fini(&query);
}

/* What no other row would make right: a blob is never converted, and nothing is to one. */
static bool is_wrong(const kept *found)
{
    bool wants_blob = strcmp(type_of(found->kind), "BLOB") == 0;
    bool is_blob = strcmp(found->type, "blob") == 0;
    return found->type[0] != '\0' && strcmp(found->type, "null") != 0 && is_blob != wants_blob;
}

/* The table with nothing but the expression that could refuse a row. */
static void leave_only(scan_probe *table, uint16_t field)
{
    static const orm_dialect_name any[] = { { "sqlite", "ANY" }, { NULL, NULL } };
    for (uint16_t i = 0; i < table->entity.field_count; i++) {
        table->fields[i].column.check = NULL;
        table->fields[i].column.default_value = (orm_default){ .kind = ORM_DEFAULT_NONE };
        if (i != field) {
            table->fields[i].column.computed = NULL;
        }
    }
    for (uint16_t i = 0; i < table->entity.index_count; i++) {
        table->indexes[i].where = NULL;
    }
    table->fields[field].column.types = any; /* not every SQLite refuses a value of another */
    table->entity.check_count = 0;
    table->entity.statement_count = 0;
}

static void try_one(scan_inspection *in, uint16_t entity, uint16_t field)
{
    orm_arena_mark mark = orm__arena_mark(in->context->arena);
    scan_probe *probe = scan_inspection_probe(in, entity);
    if (probe == NULL) {
        return;
    }
    leave_only(probe, field);
    kept found = { .kind = probe->fields[field].column.kind };
    if (scan_inspection_try(in, &probe->schema, false) == NULL &&
        insert_sample(in, &probe->entity)) {
        look_up_type(in, &probe->entity, field, &found);
    }
    if (is_wrong(&found)) {
        const scan_field *source = &in->model->entities[entity]->fields[field];
        scan_diag_error(in->context->diag, scan_argument_place_of(&source->annotation, "computed"),
                        "'%s' is %s, but this 'computed' makes a value of type %s; cast it",
                        source->member, orm_kind_name(found.kind), found.type);
    }
    orm__arena_back_to(in->context->arena, mark);
}

/* Whether it is known what a column holds, and all that its expression may read. */
static bool is_known(const scan_entity *entity, uint16_t index, const char *computed)
{
    bool is = !entity->fields[index].is_guess;
    for (uint16_t i = 0; is && i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        is = !field->is_guess ||
             (strstr(computed, field->member) == NULL && strstr(computed, field->column) == NULL);
    }
    return is;
}

void scan_computed_try(scan_inspection *in, uint16_t entity)
{
    const orm_entity *table = in->schema->entities[entity];
    for (uint16_t i = 0; i < table->field_count; i++) {
        const char *computed = table->fields[i].column.computed;
        if (computed != NULL && is_known(in->model->entities[entity], i, computed)) {
            try_one(in, entity, i);
        }
    }
}
