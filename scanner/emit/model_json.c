/* Owns the model as JSON for other tools: docs/model-json.md says what its keys mean. A key that
 * goes, or means something else, makes another version; a new one does not. */
#include "emit/emit.h"
#include "emit/engines.h"
#include "emit/facts.h"
#include "emit/json.h"
#include "emit/model_json_relation.h"
#include "sql/relational.h"

#define VERSION 1

typedef struct document {
    scan_json json;
    const scan_emit *emit;
    scan_engines engines;
} document;

/* ---- columns ---- */

static void write_default(scan_json *json, const orm_default *value)
{
    static const char *const kinds[] = { NULL, "value", "now", "sql" };
    scan_json_text(json, "default", kinds[value->kind]);
}

/* Of a decimal. */
static void write_digits(scan_json *json, const orm_column *column)
{
    if (column->precision == 0) {
        scan_json_text(json, "precision", NULL);
        scan_json_text(json, "scale", NULL);
    } else {
        scan_json_number(json, "precision", column->precision);
        scan_json_number(json, "scale", column->scale);
    }
}

/* The program's functions that make a column of its type. */
static void write_converter(scan_json *json, const scan_converter *converter)
{
    if (converter == NULL) {
        scan_json_text(json, "converter", NULL);
        return;
    }
    scan_json_in_line(json);
    scan_json_open_object(json, "converter");
    scan_json_text(json, "name", converter->name);
    scan_json_text(json, "type", converter->c_type);
    scan_json_text(json, "encode", converter->encode.name);
    scan_json_text(json, "decode", converter->decode.name);
    scan_json_close_object(json);
}

static void write_column_of(document *d, const orm_entity *entity, uint16_t field)
{
    scan_json_open_object(&d->json, "engines");
    for (size_t i = 0; i < SCAN_ENGINE_COUNT; i++) {
        const orm_rel_column *column = &scan_engines_table(&d->engines, entity, i)->columns[field];
        scan_json_in_line(&d->json);
        scan_json_open_object(&d->json, scan_engine_names[i]);
        scan_json_text(&d->json, "name", column->name);
        scan_json_text(&d->json, "type", column->type);
        scan_json_text(&d->json, "default", column->default_value);
        scan_json_text(&d->json, "computed", column->computed);
        scan_json_close_object(&d->json);
    }
    scan_json_close_object(&d->json);
}

static void write_column(document *d, const orm_entity *entity, const scan_entity *source,
                         uint16_t index)
{
    const orm_field *field = &entity->fields[index];
    const orm_column *column = &field->column;
    scan_json_open_object(&d->json, NULL);
    scan_json_text(&d->json, "member", field->member);
    scan_json_text(&d->json, "name", column->name);
    scan_json_text(&d->json, "kind", orm_kind_name(column->kind));
    scan_json_text(&d->json, "element",
                   column->element == ORM_KIND_NONE ? NULL : orm_kind_name(column->element));
    scan_json_text(&d->json, "enum", column->labels == NULL ? NULL : column->labels->name);
    write_digits(&d->json, column);
    write_converter(&d->json, source->fields[index].converter);
    scan_json_text(&d->json, "validate", source->fields[index].validate);
    scan_json_boolean(&d->json, "nullable", column->nullable);
    scan_json_boolean(&d->json, "generated", column->generated);
    scan_json_boolean(&d->json, "readonly", column->readonly);
    scan_json_boolean(&d->json, "redact", column->redact);
    scan_json_text(&d->json, "renamed_from", column->renamed_from);
    write_default(&d->json, &column->default_value);
    write_column_of(d, entity, index);
    scan_json_close_object(&d->json);
}

/* ---- keys ---- */

static void write_by_engine(document *d, const char *key, const char *const *texts)
{
    scan_json_in_line(&d->json);
    scan_json_open_object(&d->json, key);
    for (size_t i = 0; i < SCAN_ENGINE_COUNT; i++) {
        scan_json_text(&d->json, scan_engine_names[i], texts[i]);
    }
    scan_json_close_object(&d->json);
}

static void write_uniques(document *d, const orm_entity *entity)
{
    scan_json_open_list(&d->json, "uniques");
    for (uint16_t i = 0; i < entity->unique_count; i++) {
        const orm_key *key = &entity->uniques[i];
        const char *names[SCAN_ENGINE_COUNT];
        for (size_t e = 0; e < SCAN_ENGINE_COUNT; e++) {
            const orm_rel_table *table = scan_engines_table(&d->engines, entity, e);
            names[e] = i < table->unique_count ? table->uniques[i].name : NULL; /* a part's */
        }
        scan_json_in_line(&d->json);
        scan_json_open_object(&d->json, NULL);
        scan_json_members(&d->json, "members", entity, key->fields, key->field_count);
        write_by_engine(d, "names", names);
        scan_json_close_object(&d->json);
    }
    scan_json_close_list(&d->json);
}

static void write_indexes(document *d, const orm_entity *entity)
{
    scan_json_open_list(&d->json, "indexes");
    for (uint16_t i = 0; i < entity->index_count; i++) {
        const orm_index *index = &entity->indexes[i];
        const char *names[SCAN_ENGINE_COUNT], *conditions[SCAN_ENGINE_COUNT];
        for (size_t e = 0; e < SCAN_ENGINE_COUNT; e++) {
            const orm_rel_index *made = &scan_engines_table(&d->engines, entity, e)->indexes[i];
            names[e] = made->name;
            conditions[e] = made->where;
        }
        scan_json_open_object(&d->json, NULL);
        scan_json_members(&d->json, "members", entity, index->fields, index->field_count);
        scan_json_boolean(&d->json, "unique", index->is_unique);
        write_by_engine(d, "where", conditions);
        write_by_engine(d, "names", names);
        scan_json_close_object(&d->json);
    }
    scan_json_close_list(&d->json);
}

/* A table that no struct maps; null = it is an entity's. */
static void write_outside(document *d, const orm_foreign_key *key)
{
    const orm_foreign_table *outside = key->outside;
    if (outside == NULL) {
        scan_json_text(&d->json, "table", NULL);
        return;
    }
    scan_json_in_line(&d->json);
    scan_json_open_object(&d->json, "table");
    scan_json_text(&d->json, "schema", outside->schema);
    scan_json_text(&d->json, "name", outside->name);
    scan_json_open_list(&d->json, "columns");
    for (uint16_t i = 0; i < key->field_count; i++) {
        scan_json_text(&d->json, NULL, outside->columns[i]);
    }
    scan_json_close_list(&d->json);
    scan_json_close_object(&d->json);
}

static void write_foreign_key(document *d, const orm_entity *entity, uint16_t index)
{
    const orm_foreign_key *key = &entity->foreign_keys[index];
    const char *names[SCAN_ENGINE_COUNT];
    for (size_t e = 0; e < SCAN_ENGINE_COUNT; e++) {
        names[e] = scan_engines_table(&d->engines, entity, e)->foreign_keys[index].name;
    }
    scan_json_open_object(&d->json, NULL);
    scan_json_members(&d->json, "members", entity, key->fields, key->field_count);
    scan_json_text(&d->json, "entity", key->target == NULL ? NULL : key->target->name);
    scan_json_members(&d->json, "target_members", key->target, key->target_fields,
                      key->target == NULL ? 0 : key->field_count);
    write_outside(d, key);
    scan_json_text(&d->json, "on_delete", scan_facts_action(key->on_delete));
    scan_json_text(&d->json, "on_update", scan_facts_action(key->on_update));
    write_by_engine(d, "names", names);
    scan_json_close_object(&d->json);
}

static void write_foreign_keys(document *d, const orm_entity *entity)
{
    scan_json_open_list(&d->json, "foreign_keys");
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        write_foreign_key(d, entity, i);
    }
    scan_json_close_list(&d->json);
}

static void write_checks(document *d, const orm_rel_table *table)
{
    scan_json_open_list(&d->json, "checks");
    for (uint16_t i = 0; i < table->check_count; i++) {
        scan_json_in_line(&d->json);
        scan_json_open_object(&d->json, NULL);
        scan_json_text(&d->json, "name", table->checks[i].name);
        scan_json_text(&d->json, "condition", table->checks[i].condition);
        scan_json_close_object(&d->json);
    }
    scan_json_close_list(&d->json);
}

/* ---- entities ---- */

static void write_statements(document *d, const orm_rel_table *table)
{
    scan_json_open_list(&d->json, "statements");
    for (uint16_t i = 0; i < table->statement_count; i++) {
        scan_json_text(&d->json, NULL, table->statements[i]);
    }
    scan_json_close_list(&d->json);
}

static void write_tables(document *d, const orm_entity *entity)
{
    scan_json_open_object(&d->json, "engines");
    for (size_t i = 0; i < SCAN_ENGINE_COUNT; i++) {
        const orm_rel_table *table = scan_engines_table(&d->engines, entity, i);
        scan_json_open_object(&d->json, scan_engine_names[i]);
        scan_json_text(&d->json, "schema", table->schema);
        scan_json_text(&d->json, "table", table->name);
        write_checks(d, table);
        write_statements(d, table);
        scan_json_close_object(&d->json);
    }
    scan_json_close_object(&d->json);
}

static void write_hooks(scan_json *json, const scan_entity *source)
{
    scan_json_open_list(json, "hooks");
    for (uint16_t i = 0; i < source->hook_count; i++) {
        scan_json_in_line(json);
        scan_json_open_object(json, NULL);
        scan_json_text(json, "event", source->hooks[i].event);
        scan_json_text(json, "function", source->hooks[i].function);
        scan_json_close_object(json);
    }
    scan_json_close_list(json);
}

static void write_entity(document *d, uint16_t index)
{
    const orm_entity *entity = d->emit->schema->entities[index];
    const scan_entity *source = d->emit->model->entities[index];
    scan_json_open_object(&d->json, NULL);
    scan_json_text(&d->json, "name", entity->name);
    scan_json_text(&d->json, "type", source->c_type);
    scan_json_text(&d->json, "header", source->header);
    scan_json_text(&d->json, "kind", scan_facts_entity_kind(entity));
    scan_json_text(&d->json, "part_of", entity->part_of == NULL ? NULL : entity->part_of->name);
    scan_json_text(&d->json, "table", entity->table);
    scan_json_text(&d->json, "renamed_from", entity->renamed_from);
    write_tables(d, entity);
    scan_json_open_list(&d->json, "columns");
    for (uint16_t i = 0; i < entity->field_count; i++) {
        write_column(d, entity, source, i);
    }
    scan_json_close_list(&d->json);
    scan_json_members(&d->json, "primary_key", entity, entity->primary_key.fields,
                      entity->primary_key.field_count);
    scan_json_text(&d->json, "version",
                   entity->version == 0 ? NULL : entity->fields[entity->version - 1].member);
    write_uniques(d, entity);
    write_indexes(d, entity);
    write_foreign_keys(d, entity);
    scan_json_relations(&d->json, entity, source);
    write_hooks(&d->json, source);
    scan_json_close_object(&d->json);
}

static void write_enum(scan_json *json, const scan_enum *enumeration)
{
    scan_json_open_object(json, NULL);
    scan_json_text(json, "name", enumeration->name);
    scan_json_open_list(json, "labels");
    for (uint16_t i = 0; i < enumeration->label_count; i++) {
        scan_json_in_line(json);
        scan_json_open_object(json, NULL);
        scan_json_text(json, "name", enumeration->labels[i].name);
        scan_json_text(json, "enumerator", enumeration->enumerators[i]);
        scan_json_number(json, "value", enumeration->labels[i].value);
        scan_json_close_object(json);
    }
    scan_json_close_list(json);
    scan_json_close_object(json);
}

static void write_document(document *d)
{
    const scan_model *model = d->emit->model;
    scan_json_open_object(&d->json, NULL);
    scan_json_text(&d->json, "format", "corm-model");
    scan_json_number(&d->json, "version", VERSION);
    scan_json_text(&d->json, "name", model->name);
    scan_json_open_list(&d->json, "headers");
    for (size_t i = 0; i < model->header_count; i++) {
        scan_json_text(&d->json, NULL, model->headers[i]);
    }
    scan_json_close_list(&d->json);
    scan_json_open_list(&d->json, "enums");
    for (uint16_t i = 0; i < model->enum_count; i++) {
        write_enum(&d->json, model->enums[i]);
    }
    scan_json_close_list(&d->json);
    scan_json_open_list(&d->json, "entities");
    for (uint16_t i = 0; i < model->entity_count; i++) {
        write_entity(d, i);
    }
    scan_json_close_list(&d->json);
    scan_json_close_object(&d->json);
}

orm_status scan_emit_model_json(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    document d = { .json = { .to = to }, .emit = emit };
    orm_status status = scan_engines_open(&d.engines, emit->schema, &to->allocator, error);
    if (status == ORM_OK) {
        write_document(&d);
    }
    scan_engines_close(&d.engines);
    return status;
}
