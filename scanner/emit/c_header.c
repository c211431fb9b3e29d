/* Owns the generated header: declarations and typed column handles. Its calls are c_calls.c. */
#include <string.h>

#include "emit/c_parts.h"
#include "emit/emit.h"
#include "emit/writer.h"
#include "model/symbol.h"

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
    case ORM_KIND_INTERVAL:
        return "orm_interval_handle";
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

static void write_entity(orm_buffer *to, const scan_emit *emit, uint16_t index)
{
    const scan_entity *entity = emit->model->entities[index];
    orm__buffer_format(to, "\n/* ---- %s ---- */\n\n", entity->name);
    write_handles(to, emit, entity);
    scan_parts_calls(to, entity, emit->schema->entities[index]);
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
