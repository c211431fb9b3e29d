/* Owns the generated tables as a whole: enumerations, entities, handles, the schema. */
#include <inttypes.h>
#include <string.h>

#include "emit/c_parts.h"
#include "emit/emit.h"
#include "emit/facts.h"
#include "emit/flat.h"
#include "emit/writer.h"
#include "model/symbol.h"
#include "meta/entity.h"

static void write_enum(orm_buffer *to, orm_buffer *flat, const scan_enum *enumeration)
{
    orm__buffer_format(to, "\nstatic const orm_enum_label %s_labels[] = {\n", enumeration->name);
    for (uint16_t i = 0; i < enumeration->label_count; i++) {
        const char *label = enumeration->labels[i].name;
        orm__buffer_text(flat, "{ .name = ");
        scan_writer_string(flat, label, strlen(label));
        orm__buffer_format(flat, ", .value = %s }", enumeration->enumerators[i]);
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_format(to,
                       "};\n\nstatic const orm_enum %s_enum = {\n    .name = \"%s\",\n"
                       "    .labels = %s_labels,\n    .label_count = %u,\n};\n",
                       enumeration->name, enumeration->name, enumeration->name,
                       (unsigned)enumeration->label_count);
}

static void write_primary_key(orm_buffer *to, const orm_key *key)
{
    if (key->field_count == 0) {
        return;
    }
    orm__buffer_text(to, "    .primary_key = { ");
    if (key->name != NULL) {
        orm__buffer_text(to, ".name = ");
        scan_writer_string(to, key->name, strlen(key->name));
        orm__buffer_text(to, ", ");
    }
    orm__buffer_text(to, ".fields = ");
    scan_writer_indexes(to, key->fields, key->field_count);
    orm__buffer_format(to, ", .field_count = %u },\n", (unsigned)key->field_count);
}

static void write_list(orm_buffer *to, const char *entity, const char *plural, const char *singular,
                       uint16_t count)
{
    if (count > 0) {
        orm__buffer_format(to, "    .%s = %s_%s,\n    .%s_count = %u,\n", plural, entity, plural,
                           singular, (unsigned)count);
    }
}

static void write_text(orm_buffer *to, const char *key, const char *text)
{
    if (text != NULL) {
        orm__buffer_format(to, "    .%s = ", key);
        scan_writer_string(to, text, strlen(text));
        orm__buffer_text(to, ",\n");
    }
}

/* What the rows are, unless they are of a table. */
static void write_kind(orm_buffer *to, const orm_entity *table)
{
    switch (table->kind) {
    case ORM_ENTITY_TABLE:
        break;
    case ORM_ENTITY_PART:
        orm__buffer_format(to, "    .kind = ORM_ENTITY_PART,\n    .part_of = &%s_entity,\n",
                           table->part_of->name);
        break;
    case ORM_ENTITY_VIEW:
        orm__buffer_text(to, "    .kind = ORM_ENTITY_VIEW,\n");
        break;
    case ORM_ENTITY_RESULT:
        orm__buffer_text(to, "    .kind = ORM_ENTITY_RESULT,\n");
        break;
    }
}

/* "before_insert" to ORM_BEFORE_INSERT. */
static void write_event(orm_buffer *to, const char *event)
{
    orm__buffer_text(to, "ORM_");
    for (const char *c = event; *c != '\0'; c++) {
        orm__buffer_char(to, *c == '_' ? '_' : (char)(*c - 'a' + 'A'));
    }
}

static void write_hooks(orm_buffer *to, const scan_entity *entity)
{
    if (entity->hook_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_entity_hook %s_hooks[] = {\n", entity->name);
    for (uint16_t i = 0; i < entity->hook_count; i++) {
        const scan_hook *hook = &entity->hooks[i];
        orm__buffer_text(to, "    { .events = ");
        write_event(to, hook->event);
        orm__buffer_format(to, ", .fn = %s },\n", hook->function);
    }
    orm__buffer_text(to, "};\n");
}

static void write_entity_table(orm_buffer *to, orm_buffer *flat, const scan_emit *emit,
                               uint16_t index)
{
    const scan_entity *entity = emit->model->entities[index];
    const orm_entity *table = emit->schema->entities[index];
    const char *name = entity->name;
    orm__buffer_format(to,
                       "\nconst orm_entity %s_entity = {\n    .schema = &%s_schema,\n"
                       "    .index = %u,\n    .name = \"%s\",\n",
                       name, emit->symbol, (unsigned)index, name);
    write_kind(to, table);
    orm__buffer_text(to, "    .table = ");
    scan_writer_string(to, table->table, strlen(table->table));
    orm__buffer_text(to, ",\n");
    scan_parts_table_names(to, flat, table->tables);
    write_text(to, "table_schema", table->table_schema);
    write_text(to, "renamed_from", table->renamed_from);
    orm__buffer_format(to, "    .size = sizeof(%s),\n    .align = _Alignof(%s),\n", entity->c_type,
                       entity->c_type);
    orm__buffer_format(to, "    .fields = %s_fields,\n    .field_count = %u,\n", name,
                       (unsigned)entity->field_count);
    write_list(to, name, "groups", "group", table->group_count);
    write_primary_key(to, &table->primary_key);
    if (table->version != 0) {
        orm__buffer_format(to, "    .version = %u,\n", (unsigned)table->version);
    }
    write_list(to, name, "uniques", "unique", table->unique_count);
    write_list(to, name, "indexes", "index", table->index_count);
    write_list(to, name, "foreign_keys", "foreign_key", table->foreign_key_count);
    write_list(to, name, "checks", "check", table->check_count);
    write_list(to, name, "statements", "statement", table->statement_count);
    write_list(to, name, "relations", "relation", table->relation_count);
    write_list(to, name, "hooks", "hook", entity->hook_count);
    orm__buffer_text(to, "};\n");
}

static void write_handles(orm_buffer *to, orm_buffer *flat, const scan_entity *entity)
{
    const char *name = entity->name;
    orm__buffer_format(to,
                       "\nstatic const orm_path %s_path = { .entity = &%s_entity };\n\n"
                       "const struct %s_columns %s_ = {\n",
                       name, name, name, name);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm__buffer_char(flat, '.');
        scan_symbol_append(flat, entity->fields[i].member);
        orm__buffer_format(flat, " = { { .path = &%s_path, .field = %u } }", name, (unsigned)i);
        scan_flat_end(to, 4, flat);
    }
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        orm__buffer_format(flat, ".%s = { .path = &%s_path, .relation = %u }",
                           entity->relations[i].member, name, (unsigned)i);
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

static void write_entity(orm_buffer *to, orm_buffer *flat, const scan_emit *emit, uint16_t index)
{
    const scan_entity *entity = emit->model->entities[index];
    const orm_entity *table = emit->schema->entities[index];
    orm__buffer_format(to, "\n/* ---- %s ---- */\n\n", entity->name);
    scan_parts_assertions(to, flat, emit->model, entity);
    scan_parts_accesses(to, entity);
    scan_parts_groups(to, flat, entity);
    scan_parts_fields(to, flat, entity, table);
    scan_parts_keys(to, flat, table);
    scan_parts_relations(to, flat, entity, table);
    write_hooks(to, entity);
    write_entity_table(to, flat, emit, index);
    write_handles(to, flat, entity);
}

static void write_schema(orm_buffer *to, const scan_emit *emit)
{
    const char *symbol = emit->symbol;
    orm__buffer_format(to,
                       "\n/* ---- schema ---- */\n\n"
                       "static const orm_entity *const %s_entities[] = {\n",
                       symbol);
    for (uint16_t i = 0; i < emit->model->entity_count; i++) {
        orm__buffer_format(to, "    &%s_entity,\n", emit->model->entities[i]->name);
    }
    orm__buffer_format(to,
                       "};\n\nconst orm_schema %s_schema = {\n"
                       "    .meta_version = ORM_META_VERSION,\n    .lock = orm_meta_v1,\n"
                       "    .name = \"%s\",\n",
                       symbol, emit->model->name);
    orm__buffer_format(to, "    .hash = UINT64_C(0x%016" PRIx64 "),\n",
                       orm__entity_schema_hash(emit->schema));
    orm__buffer_format(to, "    .layout_hash = UINT64_C(0x%016" PRIx64 "),\n",
                       scan_emit_layout_hash(emit->model));
    orm__buffer_format(to, "    .entities = %s_entities,\n    .entity_count = %u,\n};\n", symbol,
                       (unsigned)emit->model->entity_count);
}

static void write_body(orm_buffer *to, const scan_emit *emit)
{
    orm_buffer flat;
    orm__buffer_init(&flat, &to->allocator);
    scan_emit_begin_deprecated(to, emit->model);
    scan_parts_converters(to, emit->model);
    for (uint16_t i = 0; i < emit->model->enum_count; i++) {
        write_enum(to, &flat, emit->model->enums[i]);
    }
    for (uint16_t i = 0; i < emit->model->entity_count; i++) {
        write_entity(to, &flat, emit, i);
    }
    write_schema(to, emit);
    scan_emit_end_deprecated(to, emit->model);
    orm__buffer_fini(&flat);
}

/* Whether a string in the text may be longer than compilers must take; each stands in one line. */
static bool may_be_overlong(const char *text, size_t size)
{
    enum { LONGEST = 4095 };
    const char *end = text + size, *line_end = NULL;
    while ((line_end = memchr(text, '\n', (size_t)(end - text))) != NULL &&
           line_end - text <= LONGEST) {
        text = line_end + 1;
    }
    return (line_end == NULL ? end : line_end) - text > LONGEST;
}

static void write_overlong_body(orm_buffer *to, const scan_emit *emit)
{
    static const char *const warnings[] = { "-Woverlength-strings", NULL };
    scan_emit_begin_quiet(to, "A text is longer than every compiler must take.", warnings);
    write_body(to, emit);
    scan_emit_end_quiet(to);
}

orm_status scan_emit_tables(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    (void)error;
    scan_emit_banner(to, emit, "/*", " */");
    orm__buffer_format(to, "#include \"%s.orm.h\"\n", emit->model->name);
    orm__buffer_text(to, "#include <orm/sys/names.h>\n");
    size_t head_size = to->size;
    write_body(to, emit);
    if (!to->failed && may_be_overlong(to->text + head_size, to->size - head_size)) {
        to->size = head_size;
        write_overlong_body(to, emit);
    }
    return ORM_OK;
}
