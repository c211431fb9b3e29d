/* Owns what is generated for a table beside its columns: keys, indexes, checks, statements. */
#include <stddef.h>
#include <string.h>

#include "emit/c_parts.h"
#include "emit/flat.h"
#include "emit/writer.h"

static void add_key(orm_buffer *flat, const char *name, const uint16_t *fields, uint16_t count)
{
    orm__buffer_text(flat, "{ ");
    scan_flat_text(flat, "name", name);
    scan_flat_label(flat, "fields");
    scan_writer_indexes(flat, fields, count);
    scan_flat_label(flat, "field_count");
    orm__buffer_format(flat, "%u", (unsigned)count);
}

static void write_uniques(orm_buffer *to, orm_buffer *flat, const orm_entity *table)
{
    if (table->unique_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_key %s_uniques[] = {\n", table->name);
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const orm_key *key = &table->uniques[i];
        add_key(flat, key->name, key->fields, key->field_count);
        orm__buffer_text(flat, " }");
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

static void write_indexes(orm_buffer *to, orm_buffer *flat, const orm_entity *table)
{
    if (table->index_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_index %s_indexes[] = {\n", table->name);
    for (uint16_t i = 0; i < table->index_count; i++) {
        const orm_index *index = &table->indexes[i];
        add_key(flat, index->name, index->fields, index->field_count);
        if (index->is_unique) {
            scan_flat_label(flat, "is_unique");
            orm__buffer_text(flat, "true");
        }
        scan_flat_text(flat, "where", index->where);
        orm__buffer_text(flat, " }");
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

static void add_action(orm_buffer *flat, const char *name, orm_action action)
{
    const char *symbol = NULL;
    switch (action) {
    case ORM_ACTION_NONE:
        break;
    case ORM_ACTION_RESTRICT:
        symbol = "ORM_ACTION_RESTRICT";
        break;
    case ORM_ACTION_CASCADE:
        symbol = "ORM_ACTION_CASCADE";
        break;
    case ORM_ACTION_SET_NULL:
        symbol = "ORM_ACTION_SET_NULL";
        break;
    case ORM_ACTION_SET_DEFAULT:
        symbol = "ORM_ACTION_SET_DEFAULT";
        break;
    }
    if (symbol != NULL) {
        scan_flat_label(flat, name);
        orm__buffer_text(flat, symbol);
    }
}

static void add_outside(orm_buffer *flat, const orm_foreign_key *key)
{
    scan_flat_label(flat, "outside");
    orm__buffer_text(flat, "&(const orm_foreign_table){ ");
    scan_flat_text(flat, "schema", key->outside->schema);
    scan_flat_text(flat, "name", key->outside->name);
    scan_flat_label(flat, "columns");
    orm__buffer_text(flat, "(const char *const[]){ ");
    for (uint16_t i = 0; i < key->field_count; i++) {
        orm__buffer_text(flat, i == 0 ? "" : ", ");
        scan_writer_string(flat, key->outside->columns[i], strlen(key->outside->columns[i]));
    }
    orm__buffer_text(flat, " } }");
}

static void add_target(orm_buffer *flat, const orm_foreign_key *key)
{
    if (key->outside != NULL) {
        add_outside(flat, key);
        return;
    }
    scan_flat_label(flat, "target");
    orm__buffer_format(flat, "&%s_entity", key->target->name);
    scan_flat_label(flat, "target_fields");
    scan_writer_indexes(flat, key->target_fields, key->field_count);
}

static void write_foreign_keys(orm_buffer *to, orm_buffer *flat, const orm_entity *table)
{
    if (table->foreign_key_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_foreign_key %s_foreign_keys[] = {\n", table->name);
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const orm_foreign_key *key = &table->foreign_keys[i];
        orm__buffer_text(flat, "{ ");
        scan_flat_text(flat, "name", key->name);
        scan_flat_label(flat, "fields");
        scan_writer_indexes(flat, key->fields, key->field_count);
        add_target(flat, key);
        scan_flat_number(flat, "field_count", key->field_count);
        add_action(flat, "on_delete", key->on_delete);
        add_action(flat, "on_update", key->on_update);
        orm__buffer_text(flat, " }");
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

static void write_checks(orm_buffer *to, const orm_entity *table)
{
    if (table->check_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const char *const %s_checks[] = {\n", table->name);
    for (uint16_t i = 0; i < table->check_count; i++) {
        orm__buffer_text(to, "    ");
        scan_writer_string(to, table->checks[i], strlen(table->checks[i]));
        orm__buffer_text(to, ",\n");
    }
    orm__buffer_text(to, "};\n");
}

static void write_statements(orm_buffer *to, orm_buffer *flat, const orm_entity *table)
{
    if (table->statement_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_table_statement %s_statements[] = {\n", table->name);
    for (uint16_t i = 0; i < table->statement_count; i++) {
        orm__buffer_text(flat, "{ ");
        scan_flat_text(flat, "dialect", table->statements[i].dialect);
        scan_flat_text(flat, "sql", table->statements[i].sql);
        orm__buffer_text(flat, " }");
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

void scan_parts_keys(orm_buffer *to, orm_buffer *flat, const orm_entity *table)
{
    write_uniques(to, flat, table);
    write_indexes(to, flat, table);
    write_foreign_keys(to, flat, table);
    write_checks(to, table);
    write_statements(to, flat, table);
}
