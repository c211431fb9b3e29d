/* Owns the generated unique constraints, indexes and foreign keys. */
#include <stddef.h>

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
    orm__buffer_format(flat, "%u }", (unsigned)count);
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
        scan_flat_label(flat, "target");
        orm__buffer_format(flat, "&%s_entity", key->target->name);
        scan_flat_label(flat, "target_fields");
        scan_writer_indexes(flat, key->target_fields, key->field_count);
        scan_flat_number(flat, "field_count", key->field_count);
        add_action(flat, "on_delete", key->on_delete);
        add_action(flat, "on_update", key->on_update);
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
}
