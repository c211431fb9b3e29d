/* Owns the text of CREATE and DROP. Names, types and conditions were decided by lowering. */
#include "sql/ddl.h"

#include <string.h>

#include "sql/name.h"

static void append_names(orm_buffer *buffer, const orm_rel_names *names)
{
    for (uint16_t i = 0; i < names->count; i++) {
        orm__buffer_text(buffer, i == 0 ? "(" : ", ");
        orm__name_quote(buffer, names->names[i]);
    }
    orm__buffer_text(buffer, ")");
}

static void append_table(orm_buffer *buffer, const orm_rel_table *table)
{
    orm__name_table(buffer, table->schema, table->name);
}

/* ---- what a table holds ---- */

static void append_column(orm_buffer *buffer, const orm_rel_column *column)
{
    orm__name_quote(buffer, column->name);
    orm__buffer_format(buffer, " %s", column->type);
    if (column->computed != NULL) {
        orm__buffer_format(buffer, " GENERATED ALWAYS AS (%s) STORED", column->computed);
    }
    if (column->not_null) {
        orm__buffer_text(buffer, " NOT NULL");
    }
    if (column->default_value != NULL) {
        orm__buffer_format(buffer, " DEFAULT %s", column->default_value);
    }
}

/* Begins the next line of a table with a constraint. */
static void append_constraint(orm_buffer *buffer, const char *name, const char *what)
{
    orm__buffer_text(buffer, ",\n    CONSTRAINT ");
    orm__name_quote(buffer, name);
    orm__buffer_format(buffer, " %s ", what);
}

static const char *action_text(orm_action action)
{
    switch (action) {
    case ORM_ACTION_NONE:
        break;
    case ORM_ACTION_RESTRICT:
        return "RESTRICT";
    case ORM_ACTION_CASCADE:
        return "CASCADE";
    case ORM_ACTION_SET_NULL:
        return "SET NULL";
    case ORM_ACTION_SET_DEFAULT:
        return "SET DEFAULT";
    }
    return NULL;
}

static void append_action(orm_buffer *buffer, const char *event, orm_action action)
{
    const char *text = action_text(action);
    if (text != NULL) {
        orm__buffer_format(buffer, " %s %s", event, text);
    }
}

/* Behind "FOREIGN KEY ". */
static void append_reference(orm_buffer *buffer, const orm_rel_foreign_key *key)
{
    append_names(buffer, &key->columns);
    orm__buffer_text(buffer, " REFERENCES ");
    orm__name_table(buffer, key->target_schema, key->target_table);
    orm__buffer_text(buffer, " ");
    append_names(buffer, &key->target_columns);
    append_action(buffer, "ON DELETE", key->on_delete);
    append_action(buffer, "ON UPDATE", key->on_update);
}

static void append_constraints(orm_buffer *buffer, const orm_rel_table *table)
{
    if (table->key.count > 0) {
        append_constraint(buffer, table->key_name, "PRIMARY KEY");
        append_names(buffer, &table->key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        append_constraint(buffer, table->uniques[i].name, "UNIQUE");
        append_names(buffer, &table->uniques[i].columns);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        append_constraint(buffer, table->checks[i].name, "CHECK");
        orm__buffer_format(buffer, "(%s)", table->checks[i].condition);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (!table->foreign_keys[i].deferred_creation) {
            append_constraint(buffer, table->foreign_keys[i].name, "FOREIGN KEY");
            append_reference(buffer, &table->foreign_keys[i]);
        }
    }
}

/* ---- CREATE ---- */

/* A block of PL/pgSQL. It is a string literal, so that no name in it can end it. */
static void do_block(orm_buffer *buffer, const orm_buffer *block)
{
    buffer->failed = buffer->failed || block->failed;
    orm__buffer_text(buffer, "DO ");
    orm__buffer_quoted(buffer, '\'', block->failed ? "" : block->text);
    orm__buffer_text(buffer, ";\n");
}

static void create_table(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_table *table)
{
    orm__buffer_text(buffer, table->is_missing ? "CREATE TABLE " : "CREATE TABLE IF NOT EXISTS ");
    append_table(buffer, table);
    for (uint16_t i = 0; i < table->column_count; i++) {
        orm__buffer_text(buffer, i == 0 ? " (\n    " : ",\n    ");
        append_column(buffer, &table->columns[i]);
    }
    append_constraints(buffer, table);
    orm__buffer_format(buffer, "\n)%s;\n", dialect->table_suffix);
}

static void create_indexes(orm_buffer *buffer, const orm_rel_table *table)
{
    for (uint16_t i = 0; i < table->index_count; i++) {
        const orm_rel_index *index = &table->indexes[i];
        orm__buffer_format(buffer, "CREATE %sINDEX IF NOT EXISTS ",
                           index->is_unique ? "UNIQUE " : "");
        orm__name_quote(buffer, index->name); /* it is made in the table's schema */
        orm__buffer_text(buffer, " ON ");
        append_table(buffer, table);
        orm__buffer_text(buffer, " ");
        append_names(buffer, &index->columns);
        if (index->where != NULL) {
            orm__buffer_format(buffer, " WHERE %s", index->where);
        }
        orm__buffer_text(buffer, ";\n");
    }
}

/* Whether no table before it is in the same schema. */
static bool is_first_in_schema(const orm_rel_schema *schema, uint16_t index)
{
    const char *own = schema->tables[index].schema;
    bool is_first = own != NULL;
    for (uint16_t i = 0; is_first && i < index; i++) {
        const char *other = schema->tables[i].schema;
        is_first = other == NULL || strcmp(other, own) != 0;
    }
    return is_first;
}

/* IF NOT EXISTS asks for the right to create schemas even where there is nothing to create. */
static void create_schema(orm_buffer *buffer, const char *schema)
{
    orm_buffer name, block;
    orm__buffer_init(&name, &buffer->allocator);
    orm__buffer_init(&block, &buffer->allocator);
    orm__name_quote(&name, schema);
    orm__buffer_text(&block, "BEGIN\n    IF to_regnamespace(");
    orm__buffer_quoted(&block, '\'', name.failed ? "" : name.text);
    orm__buffer_format(&block, ") IS NULL THEN\n        CREATE SCHEMA %s;\n    END IF;\nEND",
                       name.failed ? "" : name.text);
    do_block(buffer, &block);
    buffer->failed = buffer->failed || name.failed;
    orm__buffer_fini(&block);
    orm__buffer_fini(&name);
}

static void create_schemas(orm_buffer *buffer, const orm_rel_schema *schema)
{
    for (uint16_t i = 0; i < schema->table_count; i++) {
        if (is_first_in_schema(schema, i)) {
            create_schema(buffer, schema->tables[i].schema);
        }
    }
}

/* There is no ADD CONSTRAINT IF NOT EXISTS: a block that looks first. */
static void add_key(orm_buffer *buffer, const orm_rel_table *table, const orm_rel_foreign_key *key)
{
    orm_buffer name, block;
    orm__buffer_init(&name, &buffer->allocator);
    orm__buffer_init(&block, &buffer->allocator);
    append_table(&name, table);
    orm__buffer_text(&block, "BEGIN\n    IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint"
                             " WHERE conrelid = to_regclass(");
    orm__buffer_quoted(&block, '\'', name.failed ? "" : name.text);
    orm__buffer_text(&block, ") AND conname = ");
    orm__buffer_quoted(&block, '\'', key->name);
    orm__buffer_text(&block, ") THEN\n        ALTER TABLE ");
    append_table(&block, table);
    orm__buffer_text(&block, " ADD CONSTRAINT ");
    orm__name_quote(&block, key->name);
    orm__buffer_text(&block, " FOREIGN KEY ");
    append_reference(&block, key);
    orm__buffer_text(&block, ";\n    END IF;\nEND");
    do_block(buffer, &block);
    buffer->failed = buffer->failed || name.failed;
    orm__buffer_fini(&block);
    orm__buffer_fini(&name);
}

static void drop_key(orm_buffer *buffer, const orm_rel_table *table, const orm_rel_foreign_key *key)
{
    orm__buffer_text(buffer, "ALTER TABLE IF EXISTS ");
    append_table(buffer, table);
    orm__buffer_text(buffer, " DROP CONSTRAINT IF EXISTS ");
    orm__name_quote(buffer, key->name);
    orm__buffer_text(buffer, ";\n");
}

typedef void (*key_writer)(orm_buffer *buffer, const orm_rel_table *table,
                           const orm_rel_foreign_key *key);

static void closing_keys_of(orm_buffer *buffer, const orm_rel_table *table, key_writer write)
{
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (table->foreign_keys[i].deferred_creation) {
            write(buffer, table, &table->foreign_keys[i]);
        }
    }
}

/* For each foreign key that closes a cycle. */
static void each_closing_key(orm_buffer *buffer, const orm_rel_schema *schema, key_writer write)
{
    for (uint16_t i = 0; i < schema->table_count; i++) {
        closing_keys_of(buffer, &schema->tables[i], write);
    }
}

void orm__ddl_create(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_schema *schema)
{
    create_schemas(buffer, schema);
    for (uint16_t i = 0; i < schema->table_count; i++) {
        create_table(buffer, dialect, &schema->tables[i]);
    }
    each_closing_key(buffer, schema, add_key);
    for (uint16_t i = 0; i < schema->table_count; i++) {
        create_indexes(buffer, &schema->tables[i]);
    }
}

void orm__ddl_statements(orm_buffer *buffer, const orm_rel_table *table)
{
    for (uint16_t i = 0; i < table->statement_count; i++) {
        orm__buffer_format(buffer, "%s;\n", table->statements[i]);
    }
}

void orm__ddl_script(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_schema *schema)
{
    orm__ddl_create(buffer, dialect, schema);
    for (uint16_t i = 0; i < schema->table_count; i++) {
        orm__ddl_statements(buffer, &schema->tables[i]);
    }
}

/* ---- DROP ---- */

void orm__ddl_drop(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_schema *schema)
{
    if (dialect->before_drop != NULL) {
        orm__buffer_format(buffer, "%s;\n", dialect->before_drop);
    }
    each_closing_key(buffer, schema, drop_key);
    for (uint16_t i = schema->table_count; i > 0; i--) {
        orm__buffer_text(buffer, "DROP TABLE IF EXISTS ");
        append_table(buffer, &schema->tables[i - 1]);
        orm__buffer_text(buffer, ";\n");
    }
}
