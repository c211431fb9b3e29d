/* Owns the generated header: declarations, typed column handles, typed one-liners. */
#include <string.h>

#include "emit/emit.h"
#include "emit/key.h"
#include "emit/writer.h"
#include "model/symbol.h"

/* The header of one entity: where it goes, and the parts of the one-liner being written. */
typedef struct header_writer {
    orm_buffer *to;
    const scan_entity *entity;
    const orm_entity *table;
    orm_buffer name, parameters, key, arguments; /* of the function that is being written */
    orm_buffer open;                             /* one to work in */
} header_writer;

static void write_guard(orm_buffer *to, const char *symbol, const char *suffix)
{
    for (const char *c = symbol; *c != '\0'; c++) {
        orm__buffer_char(to, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    }
    orm__buffer_text(to, suffix);
}

/* Corm's header comes first: macros of the program are no concern of its. But what the program's
 * headers want of the system's they must say before the first of those, some of which Corm's
 * includes. */
static void write_includes(orm_buffer *to, const scan_emit *emit)
{
    static const char own[] = "#include <orm.h>\n";
    const scan_model *model = emit->model;
    for (size_t i = 0; i < emit->include_count; i++) {
        orm__buffer_format(to, "#include \"%s\"\n", emit->includes[i]);
    }
    orm__buffer_text(to, model->wants_features ? "" : own);
    for (size_t i = 0; i < model->header_count; i++) {
        orm__buffer_format(to, "#include \"%s\"\n", model->headers[i]);
    }
    orm__buffer_text(to, model->wants_features ? own : "");
}

static void write_start(orm_buffer *to, const scan_emit *emit)
{
    const scan_model *model = emit->model;
    scan_emit_banner(to, emit, "/*", " */");
    orm__buffer_text(to, "#ifndef ");
    write_guard(to, emit->symbol, "_ORM_H\n#define ");
    write_guard(to, emit->symbol, "_ORM_H\n\n");
    write_includes(to, emit);
    orm__buffer_format(to,
                       "\n#if ORM_META_VERSION != %d\n"
                       "#error \"%s.orm.h was written for another version of Corm: run orm-scan "
                       "again\"\n#endif\n\n#ifndef ",
                       ORM_META_VERSION, model->name);
    write_guard(to, emit->symbol, "_ORM_API\n#define ");
    write_guard(to, emit->symbol, "_ORM_API ");
    orm__buffer_format(to, "%s\n#endif\n\nORM_BEGIN_DECLS\n\n",
                       emit->exports ? "ORM_API" : "ORM_HIDDEN");
}

static void write_extern(orm_buffer *to, const scan_emit *emit)
{
    orm__buffer_text(to, "extern ");
    write_guard(to, emit->symbol, "_ORM_API const ");
}

/* What a column may be compared with. */
static const char *handle_type(const scan_field *field)
{
    bool is_integer = field->storage == ORM_STORAGE_INT || field->storage == ORM_STORAGE_CONVERTED;
    if (field->storage == ORM_STORAGE_BOOL) {
        return "orm_bool_handle";
    }
    switch (field->kind) {
    case ORM_KIND_BOOL:
        return "orm_bool_handle";
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
        return "orm_int_handle";
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return "orm_real_handle";
    case ORM_KIND_TEXT:
        return "orm_text_handle";
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
        return is_integer ? "orm_int_handle" : "orm_written_handle";
    case ORM_KIND_ARRAY:
        return "orm_array_handle";
    case ORM_KIND_JSON:
        return "orm_json_handle";
    case ORM_KIND_UUID:
    case ORM_KIND_BLOB:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return "orm_blob_handle";
}

static void write_handles(orm_buffer *to, const scan_emit *emit, const scan_entity *entity)
{
    write_extern(to, emit);
    orm__buffer_format(to, "orm_entity %s_entity;\n\nstruct %s_columns {\n", entity->name,
                       entity->name);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm__buffer_format(to, "    %s ", handle_type(&entity->fields[i]));
        scan_symbol_append(to, entity->fields[i].member);
        orm__buffer_text(to, ";\n");
    }
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        orm__buffer_format(to, "    orm_relation_handle %s;\n", entity->relations[i].member);
    }
    orm__buffer_text(to, "};\n\n");
    write_extern(to, emit);
    orm__buffer_format(to, "struct %s_columns %s_;\n", entity->name, entity->name);
}

/* The function whose parts have been written: NAME(PARAMETERS) calls orm_VERB(ARGUMENTS). */
static void end_one_liner(header_writer *writer, const char *verb)
{
    orm_buffer *parts[] = { &writer->name, &writer->parameters, &writer->key, &writer->arguments };
    const char *texts[4];
    for (size_t i = 0; i < 4; i++) {
        texts[i] = orm__buffer_string(parts[i]);
        if (texts[i] == NULL) {
            writer->to->failed = true;
            return;
        }
    }
    orm_buffer *open = &writer->open;
    orm__buffer_reset(open);
    orm__buffer_format(open, "\nORM_MUST_CHECK static inline orm_status %s(", texts[0]);
    scan_writer_fill(writer->to, orm__buffer_string(open), texts[1], ")");
    orm__buffer_text(writer->to, "{\n");
    if (texts[2][0] != '\0') {
        scan_writer_fill(writer->to, "    const orm_value key[] = { ", texts[2], " };");
    }
    orm__buffer_reset(open);
    orm__buffer_format(open, "    return orm_%s(", verb);
    scan_writer_fill(writer->to, orm__buffer_string(open), texts[3], ");");
    orm__buffer_text(writer->to, "}\n");
    for (size_t i = 0; i < 4; i++) {
        orm__buffer_reset(parts[i]);
    }
}

/* The key's columns behind the parameters so far, and as the values of the array "key". */
static void add_key(header_writer *writer, const orm_key *key)
{
    for (uint16_t i = 0; i < key->field_count; i++) {
        const scan_field *field = &writer->entity->fields[key->fields[i]];
        orm__buffer_text(&writer->parameters, ", ");
        scan_key_parameter(&writer->parameters, field);
        orm__buffer_text(&writer->key, i > 0 ? ", " : "");
        scan_key_value(&writer->key, field);
    }
}

static void write_find(header_writer *writer)
{
    const scan_entity *entity = writer->entity;
    orm__buffer_format(&writer->name, "%s_find", entity->name);
    orm__buffer_text(&writer->parameters, "orm_db *db");
    add_key(writer, &writer->table->primary_key);
    orm__buffer_format(&writer->parameters, ", %s *row_out, orm_arena *arena", entity->c_type);
    orm__buffer_format(&writer->arguments, "db, &%s_entity, key, row_out, arena", entity->name);
    end_one_liner(writer, "find");
}

static void write_find_by(header_writer *writer, uint16_t unique)
{
    const scan_entity *entity = writer->entity;
    const orm_key *key = &writer->table->uniques[unique];
    orm__buffer_format(&writer->name, "%s_find_by", entity->name);
    for (uint16_t i = 0; i < key->field_count; i++) {
        orm__buffer_text(&writer->name, i > 0 ? "_and_" : "_");
        scan_symbol_append(&writer->name, entity->fields[key->fields[i]].member);
    }
    orm__buffer_text(&writer->parameters, "orm_db *db");
    add_key(writer, key);
    orm__buffer_format(&writer->parameters, ", %s *row_out, orm_arena *arena", entity->c_type);
    orm__buffer_format(&writer->arguments, "db, &%s_entity, %u, key, row_out, arena", entity->name,
                       (unsigned)unique);
    end_one_liner(writer, "find_by");
}

/* NAME_VERB(db, row) for one row of the program's. */
static void write_row_call(header_writer *writer, const char *verb, const char *qualifier)
{
    const scan_entity *entity = writer->entity;
    orm__buffer_format(&writer->name, "%s_%s", entity->name, verb);
    orm__buffer_format(&writer->parameters, "orm_db *db, %s%s *row", qualifier, entity->c_type);
    orm__buffer_format(&writer->arguments, "db, &%s_entity, row", entity->name);
    end_one_liner(writer, verb);
}

static void write_delete_key(header_writer *writer)
{
    orm__buffer_format(&writer->name, "%s_delete_key", writer->entity->name);
    orm__buffer_text(&writer->parameters, "orm_db *db");
    add_key(writer, &writer->table->primary_key);
    orm__buffer_format(&writer->arguments, "db, &%s_entity, key", writer->entity->name);
    end_one_liner(writer, "delete_key");
}

static void write_next(header_writer *writer)
{
    const scan_entity *entity = writer->entity;
    orm__buffer_format(&writer->name, "\nstatic inline %s *%s_next(", entity->c_type, entity->name);
    orm__buffer_format(&writer->key, "    return (%s *)orm_rows_next(", entity->c_type);
    orm__buffer_format(&writer->arguments, "rows, &%s_entity", entity->name);
    const char *open = orm__buffer_string(&writer->name);
    const char *call = orm__buffer_string(&writer->key);
    const char *arguments = orm__buffer_string(&writer->arguments);
    if (open == NULL || call == NULL || arguments == NULL) {
        writer->to->failed = true;
        return;
    }
    scan_writer_fill(writer->to, open, "orm_rows *rows", ")");
    orm__buffer_text(writer->to, "{\n");
    scan_writer_fill(writer->to, call, arguments, ");");
    orm__buffer_text(writer->to, "}\n");
}

static void write_queries(header_writer *writer)
{
    const scan_entity *entity = writer->entity;
    orm__buffer_format(&writer->name, "%s_select", entity->name);
    orm__buffer_text(&writer->parameters,
                     "orm_db *db, const orm_query *query, orm_rows **rows_out");
    orm__buffer_format(&writer->arguments, "db, &%s_entity, query, rows_out", entity->name);
    end_one_liner(writer, "select");
    orm__buffer_format(&writer->name, "%s_count", entity->name);
    orm__buffer_text(&writer->parameters, "orm_db *db, const orm_query *query, int64_t *count_out");
    orm__buffer_format(&writer->arguments, "db, &%s_entity, query, count_out", entity->name);
    end_one_liner(writer, "count");
    write_next(writer);
}

static bool is_generated(const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].generated) {
            return true;
        }
    }
    return false;
}

/* What needs a key is there only where the entity has one. */
static void write_one_liners(header_writer *writer)
{
    bool has_key = writer->table->primary_key.field_count > 0;
    write_row_call(writer, "insert", "");
    if (is_generated(writer->entity)) {
        write_row_call(writer, "insert_with_key", "const ");
    }
    if (has_key) {
        write_find(writer);
    }
    for (uint16_t i = 0; i < writer->table->unique_count; i++) {
        write_find_by(writer, i);
    }
    if (has_key) {
        write_row_call(writer, "update", writer->table->version == 0 ? "const " : "");
        write_row_call(writer, "delete", "const ");
        write_delete_key(writer);
    }
    write_queries(writer);
}

static void write_entity(orm_buffer *to, const scan_emit *emit, uint16_t index)
{
    header_writer writer = { .to = to,
                             .entity = emit->model->entities[index],
                             .table = emit->schema->entities[index] };
    orm_buffer *parts[] = { &writer.name, &writer.parameters, &writer.key, &writer.arguments,
                            &writer.open };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        orm__buffer_init(parts[i], &to->allocator);
    }
    orm__buffer_format(to, "\n/* ---- %s ---- */\n\n", writer.entity->name);
    write_handles(to, emit, writer.entity);
    write_one_liners(&writer);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        orm__buffer_fini(parts[i]);
    }
}

orm_status scan_emit_header(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    (void)error;
    write_start(to, emit);
    write_extern(to, emit);
    orm__buffer_format(to, "orm_schema %s_schema;\n", emit->symbol);
    scan_emit_begin_deprecated(to, emit->model);
    scan_emit_begin_shadowed(to, emit->model);
    for (uint16_t i = 0; i < emit->model->entity_count; i++) {
        write_entity(to, emit, i);
    }
    scan_emit_end_shadowed(to, emit->model);
    scan_emit_end_deprecated(to, emit->model);
    orm__buffer_text(to, "\nORM_END_DECLS\n\n#endif\n");
    return ORM_OK;
}
