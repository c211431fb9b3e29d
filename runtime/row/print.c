/* Owns how a row looks to people. What its members hold is the codec's answer, so that a row is
 * shown as a table would show it. */
#include <inttypes.h>
#include <math.h>
#include <orm/instance.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/instant.h"
#include "base/interval.h"
#include "base/real.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "meta/items.h"
#include "row/codec.h"
#include "row/convert_json.h"

/* What is shown of long values: bytes, and items. */
enum { TEXT_SHOWN = 256, BLOB_SHOWN = 32, ITEMS_SHOWN = 16 };

/* ---- texts -------------------------------------------------------------------------------- */

/* Controls of C0, DEL and C1, which terminals obey. */
static bool is_control(const char *text, size_t bytes)
{
    unsigned char byte = (unsigned char)text[0];
    return bytes == 1 ? byte < ' ' || byte == 0x7F
                      : bytes == 2 && byte == 0xC2 && (unsigned char)text[1] < 0xA0;
}

static void print_escaped(orm_buffer *out, unsigned char byte)
{
    switch (byte) {
    case '\n':
        orm__buffer_text(out, "\\n");
        break;
    case '\r':
        orm__buffer_text(out, "\\r");
        break;
    case '\t':
        orm__buffer_text(out, "\\t");
        break;
    case '"':
    case '\\':
        orm__buffer_format(out, "\\%c", byte);
        break;
    default:
        orm__buffer_format(out, "\\x%02x", (unsigned)byte);
        break;
    }
}

/* The character that text begins with, or a byte that is none; returns how many bytes it took. */
static size_t print_character(orm_buffer *out, const char *text, size_t size)
{
    size_t bytes = orm__utf8_size(text, size);
    bool is_plain = bytes != 0 && !is_control(text, bytes) && text[0] != '"' && text[0] != '\\';
    bytes = bytes == 0 ? 1 : bytes;
    for (size_t i = 0; !is_plain && i < bytes; i++) {
        print_escaped(out, (unsigned char)text[i]);
    }
    orm__buffer_append(out, text, is_plain ? bytes : 0);
    return bytes;
}

static void print_size(orm_buffer *out, size_t size, size_t shown)
{
    if (size > shown) {
        orm__buffer_format(out, "... (%zu bytes)", size);
    }
}

static void print_text(orm_buffer *out, const char *text, size_t size)
{
    orm__buffer_char(out, '"');
    for (size_t at = 0; at < size && at < TEXT_SHOWN;) {
        at += print_character(out, text + at, size - at);
    }
    orm__buffer_char(out, '"');
    print_size(out, size, TEXT_SHOWN);
}

/* ---- values ------------------------------------------------------------------------------- */

/* Of an enum that is kept as a number, too, the label. */
static void print_integer(orm_buffer *out, const orm_field *field, int64_t integer)
{
    const orm_enum *labels = field->column.labels;
    for (uint16_t i = 0; labels != NULL && i < labels->label_count; i++) {
        if (labels->labels[i].value == integer) {
            orm__buffer_text(out, labels->labels[i].name);
            return;
        }
    }
    orm__buffer_format(out, "%" PRId64, integer);
}

static void print_real(orm_buffer *out, const orm_field *field, double real)
{
    char text[ORM_REAL_SIZE + 1];
    if (isnan(real)) {
        orm__buffer_text(out, "NaN");
    } else if (isinf(real)) {
        orm__buffer_text(out, real > 0 ? "Infinity" : "-Infinity");
    } else {
        bool is_float = orm__convert_json_is_float(field);
        orm__buffer_append(out, text, orm__real_write_shortest(real, is_float, text));
    }
}

static void print_instant(orm_buffer *out, int64_t us)
{
    char text[ORM_INSTANT_SIZE + 1];
    if (orm__instant_holds(us)) {
        orm__buffer_append(out, text, orm__instant_write(us, text));
    } else {
        orm__buffer_format(out, "%" PRId64 " us", us);
    }
}

static void print_blob(orm_buffer *out, const orm_field *field, const orm_value *blob)
{
    const unsigned char *byte = blob->as.data;
    char text[ORM_UUID_TEXT + 1];
    if (field->column.kind == ORM_KIND_UUID) {
        orm__uuid_write(byte, text);
        orm__buffer_text(out, text);
        return;
    }
    orm__buffer_text(out, "x'");
    for (size_t i = 0; i < blob->size && i < BLOB_SHOWN; i++) {
        orm__buffer_format(out, "%02x", (unsigned)byte[i]);
    }
    orm__buffer_char(out, '\'');
    print_size(out, blob->size, BLOB_SHOWN);
}

static void print_date(orm_buffer *out, int64_t days)
{
    char text[ORM_CALENDAR_SIZE + 1];
    orm__calendar_write(days, text);
    orm__buffer_text(out, text);
}

static void print_interval(orm_buffer *out, orm_interval interval)
{
    char text[ORM_INTERVAL_SIZE + 1];
    orm__buffer_append(out, text, orm__interval_write(interval, text));
}

static void print_decimal(orm_buffer *out, const orm_value *decimal)
{
    char text[ORM_DECIMAL_SIZE + 1];
    unsigned scale = (unsigned)decimal->size;
    orm__buffer_append(out, text, orm__decimal_write(decimal->as.integer, scale, text));
}

static void print_list(orm_buffer *out, const orm_field *field, const orm_value *list);

static void print_value(orm_buffer *out, const orm_field *field, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        orm__buffer_text(out, "NULL");
        break;
    case ORM_TYPE_BOOL:
        orm__buffer_text(out, value->as.boolean ? "true" : "false");
        break;
    case ORM_TYPE_INT:
        print_integer(out, field, value->as.integer);
        break;
    case ORM_TYPE_UINT:
        orm__buffer_format(out, "%" PRIu64, value->as.natural);
        break;
    case ORM_TYPE_REAL:
        print_real(out, field, value->as.real);
        break;
    case ORM_TYPE_TEXT:
        if (field->column.kind == ORM_KIND_ENUM) {
            orm__buffer_append(out, value->as.text, value->size);
        } else {
            print_text(out, value->as.text, value->size);
        }
        break;
    case ORM_TYPE_BLOB:
    case ORM_TYPE_OTHER:
        print_blob(out, field, value);
        break;
    case ORM_TYPE_TIMESTAMP:
        print_instant(out, value->as.integer);
        break;
    case ORM_TYPE_DATE:
        print_date(out, value->as.integer);
        break;
    case ORM_TYPE_INTERVAL:
        print_interval(out, orm_value_as_interval(value));
        break;
    case ORM_TYPE_DECIMAL:
        print_decimal(out, value);
        break;
    case ORM_TYPE_LIST:
        print_list(out, field, value);
        break;
    }
}

static void print_list(orm_buffer *out, const orm_field *field, const orm_value *list)
{
    const orm_field item = orm__items_item(field);
    orm__buffer_char(out, '[');
    for (size_t i = 0; i < list->size && i < ITEMS_SHOWN; i++) {
        orm__buffer_text(out, i == 0 ? "" : ", ");
        print_value(out, &item, &list->as.list[i]);
    }
    orm__buffer_char(out, ']');
    if (list->size > ITEMS_SHOWN) {
        orm__buffer_format(out, "... (%zu items)", list->size);
    }
}

/* ---- rows --------------------------------------------------------------------------------- */

static orm_status print_field(orm_buffer *out, const orm_codec *codec, uint16_t index,
                              const void *row)
{
    const orm_field *field = &codec->entity->fields[index];
    orm_arena_mark mark = orm__arena_mark(codec->scratch);
    orm_error error = { .status = ORM_OK };
    orm_value value;
    orm__buffer_format(out, "%s%s: ", index == 0 ? "" : ", ", field->member);
    if (field->column.redact) {
        orm__buffer_text(out, "(withheld)");
        return ORM_OK;
    }
    orm_status status = orm__codec_bind(codec, index, row, &value, &error);
    if (status == ORM_OK) {
        print_value(out, field, &value);
    } else {
        orm__buffer_format(out, "(%s)", error.message);
    }
    orm__arena_back_to(codec->scratch, mark);
    return status == ORM_NO_MEMORY ? status : ORM_OK;
}

orm_status orm_print(const orm_entity *entity, const void *row, orm_arena *arena,
                     const char **text_out)
{
    orm_buffer out;
    if (entity == NULL || row == NULL || arena == NULL || text_out == NULL) {
        return ORM_MISUSE;
    }
    const orm_codec codec = { .entity = entity, .scratch = arena };
    const orm_allocator allocator = orm__arena_allocator(arena);
    const char *text = NULL;
    orm__buffer_init(&out, &allocator);
    orm__buffer_format(&out, "%s{", entity->name);
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        status = print_field(&out, &codec, i, row);
    }
    orm__buffer_char(&out, '}');
    if (status == ORM_OK && orm__buffer_string(&out) != NULL) {
        text = orm_arena_copy(arena, out.text, out.size);
    }
    orm__buffer_fini(&out);
    if (text == NULL) {
        return ORM_NO_MEMORY;
    }
    *text_out = text;
    return ORM_OK;
}
