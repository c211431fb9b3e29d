/* Owns the data dictionary in Markdown: a section for each entity and each enumeration. */
#include <string.h>

#include "base/fold.h"
#include "emit/emit.h"
#include "emit/engines.h"
#include "emit/facts.h"

typedef struct dictionary {
    orm_buffer *to;
    const scan_emit *emit;
    scan_engines engines;
} dictionary;

static size_t longest_run(const char *text, char c)
{
    size_t longest = 0;
    for (size_t run = 0; *text != '\0'; text++) {
        run = *text == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Text as code: between more backticks than it holds, in one line. in_cell: of a table. */
static void write_span(orm_buffer *to, const char *text, bool in_cell)
{
    size_t fence = longest_run(text, '`') + 1;
    for (size_t i = 0; i < fence; i++) {
        orm__buffer_char(to, '`');
    }
    orm__buffer_text(to, fence > 1 ? " " : "");
    for (const char *c = text; *c != '\0'; c++) {
        orm__buffer_text(to, *c == '|' && in_cell ? "\\" : "");
        orm__buffer_char(to, *c == '\n' || *c == '\r' ? ' ' : *c);
    }
    orm__buffer_text(to, fence > 1 ? " " : "");
    for (size_t i = 0; i < fence; i++) {
        orm__buffer_char(to, '`');
    }
}

static void write_code(orm_buffer *to, const char *text)
{
    write_span(to, text, false);
}

static void write_cell_code(orm_buffer *to, const char *text)
{
    write_span(to, text, true);
}

static void write_fields(orm_buffer *to, const orm_entity *entity, const uint16_t *fields,
                         uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        orm__buffer_text(to, i == 0 ? "" : ", ");
        write_code(to, entity->fields[fields[i]].column.name);
    }
}

/* A link to the section of an entity: headings become anchors in lower case. */
static void write_link(orm_buffer *to, const char *name)
{
    orm__buffer_format(to, "[%s](#", name);
    for (const char *c = name; *c != '\0'; c++) {
        orm__buffer_char(to, orm__fold(*c));
    }
    orm__buffer_char(to, ')');
}

/* ---- columns ---- */

/* What an engine makes of a column; its name only where it differs. */
static void write_cell(orm_buffer *to, const orm_rel_column *column, const char *general)
{
    orm__buffer_text(to, " | ");
    if (strcmp(column->name, general) != 0) {
        write_cell_code(to, column->name);
        orm__buffer_text(to, ": ");
    }
    orm__buffer_text(to, column->type);
    if (column->default_value != NULL) {
        orm__buffer_text(to, ", default ");
        write_cell_code(to, column->default_value);
    }
    if (column->computed != NULL) {
        orm__buffer_text(to, ", computed ");
        write_cell_code(to, column->computed);
    }
}

static void write_column(const dictionary *d, const orm_entity *entity, uint16_t index)
{
    const orm_column *column = &entity->fields[index].column;
    orm__buffer_text(d->to, "| ");
    write_cell_code(d->to, column->name);
    if (column->renamed_from != NULL) {
        orm__buffer_text(d->to, ", before ");
        write_cell_code(d->to, column->renamed_from);
    }
    orm__buffer_text(d->to, " | ");
    write_cell_code(d->to, entity->fields[index].member);
    orm__buffer_text(d->to, " | ");
    if (column->labels != NULL) {
        orm__buffer_text(d->to, "enum ");
        write_link(d->to, column->labels->name);
    } else {
        orm__buffer_text(d->to, scan_facts_kind(column));
        orm__buffer_text(d->to, scan_facts_kind_mark(column));
    }
    orm__buffer_text(d->to, column->readonly ? ", readonly" : "");
    orm__buffer_text(d->to, column->redact ? ", redact" : "");
    orm__buffer_text(d->to, column->nullable ? " | yes" : " | no");
    for (size_t i = 0; i < SCAN_ENGINE_COUNT; i++) {
        write_cell(d->to, &scan_engines_table(&d->engines, entity, i)->columns[index],
                   column->name);
    }
    orm__buffer_text(d->to, " |\n");
}

/* ---- keys ---- */

static void write_table_name(orm_buffer *to, const char *schema, const char *name)
{
    if (schema != NULL) {
        write_code(to, schema);
        orm__buffer_char(to, '.');
    }
    write_code(to, name);
}

static void write_target(orm_buffer *to, const orm_foreign_key *key)
{
    const orm_foreign_table *outside = key->outside;
    if (outside == NULL) {
        write_link(to, key->target->name);
        orm__buffer_char(to, ' ');
        write_fields(to, key->target, key->target_fields, key->field_count);
        return;
    }
    orm__buffer_text(to, "table ");
    write_table_name(to, outside->schema, outside->name);
    for (uint16_t i = 0; i < key->field_count; i++) {
        orm__buffer_text(to, i == 0 ? " " : ", ");
        write_code(to, outside->columns[i]);
    }
}

static void write_foreign_keys(const dictionary *d, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        const orm_foreign_key *key = &entity->foreign_keys[i];
        orm__buffer_text(d->to, "- ");
        write_fields(d->to, entity, key->fields, key->field_count);
        orm__buffer_text(d->to, " references ");
        write_target(d->to, key);
        if (key->on_delete != ORM_ACTION_NONE) {
            orm__buffer_format(d->to, "; on delete: %s", scan_facts_action(key->on_delete));
        }
        if (key->on_update != ORM_ACTION_NONE) {
            orm__buffer_format(d->to, "; on update: %s", scan_facts_action(key->on_update));
        }
        orm__buffer_char(d->to, '\n');
    }
}

static void write_keys(const dictionary *d, const orm_entity *entity)
{
    if (entity->primary_key.field_count > 0) {
        orm__buffer_text(d->to, "- primary key: ");
        write_fields(d->to, entity, entity->primary_key.fields, entity->primary_key.field_count);
        orm__buffer_char(d->to, '\n');
    }
    if (entity->version != 0) {
        const uint16_t version = (uint16_t)(entity->version - 1);
        orm__buffer_text(d->to, "- version: ");
        write_fields(d->to, entity, &version, 1);
        orm__buffer_char(d->to, '\n');
    }
    for (uint16_t i = 0; i < entity->unique_count; i++) {
        orm__buffer_text(d->to, "- unique: ");
        write_fields(d->to, entity, entity->uniques[i].fields, entity->uniques[i].field_count);
        orm__buffer_char(d->to, '\n');
    }
    for (uint16_t i = 0; i < entity->index_count; i++) {
        const orm_index *index = &entity->indexes[i];
        orm__buffer_text(d->to, index->is_unique ? "- unique: " : "- index: ");
        write_fields(d->to, entity, index->fields, index->field_count);
        if (index->where != NULL) {
            orm__buffer_text(d->to, " where ");
            write_code(d->to, index->where);
        }
        orm__buffer_char(d->to, '\n');
    }
    write_foreign_keys(d, entity);
}

/* "one [customer](#customer)" with the columns that are compared. */
static void write_relation(const dictionary *d, const orm_entity *entity,
                           const orm_relation *relation)
{
    bool is_one =
        relation->kind == ORM_RELATION_BELONGS_TO || relation->kind == ORM_RELATION_HAS_ONE;
    orm__buffer_text(d->to, "- ");
    write_code(d->to, relation->member);
    orm__buffer_text(d->to, is_one ? " leads to one " : " leads to many ");
    write_link(d->to, relation->target->name);
    if (relation->link.entity != NULL) {
        orm__buffer_text(d->to, " through ");
        write_link(d->to, relation->link.entity->name);
    } else {
        bool is_here = relation->kind == ORM_RELATION_BELONGS_TO;
        orm__buffer_text(d->to, is_here ? " by " : " by their ");
        write_fields(d->to, is_here ? entity : relation->target,
                     is_here ? relation->fields : relation->target_fields, relation->field_count);
    }
    orm__buffer_char(d->to, '\n');
}

static void write_relations(const dictionary *d, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        write_relation(d, entity, &entity->relations[i]);
    }
}

/* Those that a program wrote; what a kind implies follows from the kind. */
static void write_checks(const dictionary *d, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].column.check != NULL) {
            orm__buffer_text(d->to, "- check: ");
            write_code(d->to, entity->fields[i].column.check);
            orm__buffer_char(d->to, '\n');
        }
    }
    for (uint16_t i = 0; i < entity->check_count; i++) {
        orm__buffer_text(d->to, "- check: ");
        write_code(d->to, entity->checks[i]);
        orm__buffer_char(d->to, '\n');
    }
}

/* The program's own SQL, by engine. */
static void write_statements(const dictionary *d, const orm_entity *entity)
{
    for (size_t i = 0; i < SCAN_ENGINE_COUNT; i++) {
        const orm_rel_table *table = scan_engines_table(&d->engines, entity, i);
        for (uint16_t j = 0; j < table->statement_count; j++) {
            orm__buffer_format(d->to, "- when created on %s: ", scan_engine_titles[i]);
            write_code(d->to, table->statements[j]);
            orm__buffer_char(d->to, '\n');
        }
    }
}

/* The foreign keys of other that lead to entity; *before goes before the next of them. */
static void write_references(orm_buffer *to, const orm_entity *other, const orm_entity *entity,
                             const char **before)
{
    for (uint16_t i = 0; i < other->foreign_key_count; i++) {
        const orm_foreign_key *key = &other->foreign_keys[i];
        if (key->target == entity) {
            orm__buffer_text(to, *before);
            write_link(to, other->name);
            orm__buffer_char(to, ' ');
            write_fields(to, other, key->fields, key->field_count);
            *before = ", ";
        }
    }
}

static void write_referrers(const dictionary *d, const orm_entity *entity)
{
    const orm_schema *schema = d->emit->schema;
    const char *before = "- referenced by: ";
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        write_references(d->to, schema->entities[i], entity, &before);
    }
    orm__buffer_text(d->to, before[0] == ',' ? "\n" : "");
}

/* ---- sections ---- */

static void write_names(const dictionary *d, const orm_entity *entity)
{
    write_code(d->to, entity->table);
    for (size_t i = 0; i < SCAN_ENGINE_COUNT; i++) {
        const orm_rel_table *table = scan_engines_table(&d->engines, entity, i);
        if (strcmp(table->name, entity->table) != 0 || table->schema != NULL) {
            orm__buffer_format(d->to, ", on %s ", scan_engine_titles[i]);
            write_table_name(d->to, table->schema, table->name);
        }
    }
    if (entity->renamed_from != NULL) {
        orm__buffer_text(d->to, ", before ");
        write_code(d->to, entity->renamed_from);
    }
}

/* What its rows are. */
static void write_source(const dictionary *d, const orm_entity *entity)
{
    switch (entity->kind) {
    case ORM_ENTITY_TABLE:
        orm__buffer_text(d->to, "Table ");
        write_names(d, entity);
        break;
    case ORM_ENTITY_PART:
        orm__buffer_text(d->to, "A part of ");
        write_link(d->to, entity->part_of->name);
        break;
    case ORM_ENTITY_VIEW:
        orm__buffer_text(d->to, "View ");
        write_names(d, entity);
        break;
    case ORM_ENTITY_RESULT:
        orm__buffer_text(d->to, "The result of SQL");
        break;
    }
}

static void write_entity(const dictionary *d, uint16_t index)
{
    const orm_entity *entity = d->emit->schema->entities[index];
    const scan_entity *source = d->emit->model->entities[index];
    orm__buffer_format(d->to, "\n## %s\n\n", entity->name);
    write_source(d, entity);
    orm__buffer_format(d->to, "; `%s` in ", source->c_type);
    write_code(d->to, source->header);
    orm__buffer_text(d->to, ".\n\n| Column | Member | Kind | NULL | SQLite | PostgreSQL |\n"
                            "|---|---|---|---|---|---|\n");
    for (uint16_t i = 0; i < entity->field_count; i++) {
        write_column(d, entity, i);
    }
    orm__buffer_char(d->to, '\n');
    write_keys(d, entity);
    write_checks(d, entity);
    write_statements(d, entity);
    write_referrers(d, entity);
    write_relations(d, entity);
}

/* With the enumerator where it is not called like it. */
static void write_label(const dictionary *d, const scan_enum *enumeration, uint16_t index)
{
    const char *label = enumeration->labels[index].name;
    write_code(d->to, label);
    if (strcmp(label, enumeration->enumerators[index]) != 0) {
        orm__buffer_text(d->to, " (");
        write_code(d->to, enumeration->enumerators[index]);
        orm__buffer_char(d->to, ')');
    }
}

static void write_enum(const dictionary *d, const scan_enum *enumeration)
{
    orm__buffer_format(d->to, "\n## %s\n\nAn enumeration: ", enumeration->name);
    for (uint16_t i = 0; i < enumeration->label_count; i++) {
        orm__buffer_text(d->to, i == 0 ? "" : ", ");
        write_label(d, enumeration, i);
    }
    orm__buffer_text(d->to, ".\n");
}

orm_status scan_emit_markdown(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    dictionary d = { .to = to, .emit = emit };
    orm_status status = scan_engines_open(&d.engines, emit->schema, &to->allocator, error);
    if (status == ORM_OK) {
        scan_emit_banner(to, emit, "<!--", " -->");
        orm__buffer_format(to, "# The tables of %s\n", emit->model->name);
        for (uint16_t i = 0; i < emit->model->entity_count; i++) {
            write_entity(&d, i);
        }
        for (uint16_t i = 0; i < emit->model->enum_count; i++) {
            write_enum(&d, emit->model->enums[i]);
        }
    }
    scan_engines_close(&d.engines);
    return status;
}
