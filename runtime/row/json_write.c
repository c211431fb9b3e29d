/* Owns a row as a JSON object: what the codec binds, written as JSON. */
#include <orm/json.h>

#include "base/arena.h"
#include "base/error.h"
#include "row/codec.h"
#include "row/convert_json.h"

static orm_status write_field(const orm_codec *codec, uint16_t index, const void *row,
                              orm_buffer *out, orm_error *error)
{
    const orm_field *field = &codec->entity->fields[index];
    orm_arena_mark mark = orm__arena_mark(codec->scratch);
    orm_value value;
    orm__buffer_format(out, out->size == 1 ? "\"%s\":" : ",\"%s\":", field->member);
    orm_status status = orm__codec_bind(codec, index, row, &value, error);
    if (status == ORM_OK) {
        status = orm__convert_json_write(field, &value, out, error);
        status = orm__codec_located(status, codec, index, error);
    }
    orm__arena_back_to(codec->scratch, mark);
    return status;
}

static orm_status write_row(const orm_codec *codec, const void *row, bool with_redacted,
                            orm_buffer *out, orm_error *error)
{
    const orm_entity *entity = codec->entity;
    orm_status status = ORM_OK;
    orm__buffer_char(out, '{');
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if (with_redacted || !entity->fields[i].column.redact) {
            status = write_field(codec, i, row, out, error);
        }
    }
    orm__buffer_char(out, '}');
    return status;
}

orm_status orm_to_json(const orm_entity *entity, const void *row, const orm_json_options *options,
                       orm_json *json_out, orm_error *error)
{
    orm_buffer out;
    orm_json json = { .text = NULL };
    if (entity == NULL || row == NULL || options == NULL || options->arena == NULL ||
        json_out == NULL) {
        return orm__error_set(error, ORM_MISUSE, "entity, row, arena and json_out are needed");
    }
    const orm_codec codec = { .entity = entity, .scratch = options->arena };
    const orm_allocator allocator = orm__arena_allocator(options->arena);
    orm__buffer_init(&out, &allocator);
    orm_status status = write_row(&codec, row, options->with_redacted, &out, error);
    if (status == ORM_OK && orm__buffer_string(&out) != NULL) {
        json = (orm_json){ .text = orm_arena_copy(options->arena, out.text, out.size),
                           .size = out.size };
    }
    orm__buffer_fini(&out);
    if (status == ORM_OK && json.text == NULL) {
        return orm__error_no_memory(error);
    }
    if (status == ORM_OK) {
        *json_out = json;
    }
    return status;
}
