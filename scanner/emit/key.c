/* Owns the C side of keys: types and names of parameters. */
#include "emit/key.h"

#include <string.h>

#include "emit/writer.h"
#include "model/symbol.h"

/* A parameter is called after its member, but not like it: a member may have the name of a type
 * that stands behind it, and the program a variable of that name. */
static void write_name(orm_buffer *to, const scan_field *field)
{
    orm__buffer_text(to, "by_");
    scan_symbol_append(to, field->member);
}

static void write_size_name(orm_buffer *to, const scan_field *field)
{
    orm__buffer_text(to, "size_of_");
    scan_symbol_append(to, field->member);
}

/* "int32_t": the member's width and sign; of an enumeration without a name too. */
static void write_integer_type(orm_buffer *to, const scan_type *type, bool is_signed)
{
    orm__buffer_format(to, "%sint%zu_t ", is_signed ? "" : "u", 8 * type->size);
}

static void write_enum_type(orm_buffer *to, const scan_type *type)
{
    if (type->pointer_to == NULL) {
        write_integer_type(to, type, type->enum_is_signed);
        return;
    }
    size_t size = strlen(type->pointer_to) - 1; /* without the '*' */
    orm__buffer_append(to, type->pointer_to, size);
}

/* What a converter makes of its member: a key is given as that. */
static orm_storage converted_storage(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_BOOL:
        return ORM_STORAGE_BOOL;
    case ORM_KIND_UINT64:
        return ORM_STORAGE_UINT;
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return ORM_STORAGE_FLOAT;
    case ORM_KIND_TEXT:
    case ORM_KIND_JSON:
        return ORM_STORAGE_STRING;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
        return ORM_STORAGE_INT;
    case ORM_KIND_UUID:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL: /* is no key */
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return ORM_STORAGE_BLOB;
}

static orm_storage storage_of(const scan_field *field)
{
    bool is_converted = field->storage == ORM_STORAGE_CONVERTED;
    return is_converted ? converted_storage(field->kind) : field->storage;
}

static const char *value_function(orm_storage storage)
{
    switch (storage) {
    case ORM_STORAGE_BOOL:
        return "orm_value_bool";
    case ORM_STORAGE_INT:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return "orm_value_int";
    case ORM_STORAGE_UINT:
        return "orm_value_uint";
    case ORM_STORAGE_FLOAT:
        return "orm_value_real";
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_CHAR:
    case ORM_STORAGE_SPAN:
        return "orm_value_text";
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_BYTES:
    case ORM_STORAGE_ARRAY: /* is no key */
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED:
    case ORM_STORAGE_INTERVAL:
    case ORM_STORAGE_NONE:
        break;
    }
    return "orm_value_blob";
}

/* Bytes of one size; numbers have another count than their bytes. */
static bool is_fixed(const scan_field *field)
{
    return field->storage == ORM_STORAGE_BYTES && field->length == NULL &&
           field->type.type_class != SCAN_TYPE_ARRAY;
}

/* A text; bytes of one size, which the compiler then knows; or bytes with their size. */
static void write_bytes(orm_buffer *to, const scan_field *field)
{
    bool is_text = strcmp(value_function(storage_of(field)), "orm_value_text") == 0;
    bool has_size = is_fixed(field);
    const char *item = field->type.type_class == SCAN_TYPE_BYTE_ARRAY ? "uint8_t " : "char ";
    orm__buffer_format(to, "const %s", is_text ? "char *" : has_size ? item : "void *");
    write_name(to, field);
    if (has_size) {
        orm__buffer_format(to, "[%zu]", field->type.count);
    } else if (!is_text) {
        orm__buffer_text(to, ", size_t ");
        write_size_name(to, field);
    }
}

/* False: it has been written with its name. */
static bool write_converted(orm_buffer *to, const scan_field *field)
{
    orm_storage storage = storage_of(field);
    bool is_number = storage == ORM_STORAGE_BOOL || storage == ORM_STORAGE_FLOAT ||
                     storage == ORM_STORAGE_INT || storage == ORM_STORAGE_UINT;
    if (is_number) {
        orm__buffer_text(to, storage == ORM_STORAGE_BOOL    ? "bool "
                             : storage == ORM_STORAGE_FLOAT ? "double "
                             : storage == ORM_STORAGE_INT   ? "int64_t "
                                                            : "uint64_t ");
    } else {
        write_bytes(to, field);
    }
    return is_number;
}

void scan_key_parameter(orm_buffer *to, const scan_field *field)
{
    const scan_type *type = &field->type;
    switch (type->type_class) {
    case SCAN_TYPE_UNSUPPORTED:
    case SCAN_TYPE_INTERVAL:
    case SCAN_TYPE_STRUCT:
    case SCAN_TYPE_STRUCT_POINTER:
        return;
    case SCAN_TYPE_BOOL:
        orm__buffer_text(to, "bool ");
        break;
    case SCAN_TYPE_INT:
    case SCAN_TYPE_UINT:
        write_integer_type(to, type, type->type_class == SCAN_TYPE_INT);
        break;
    case SCAN_TYPE_FLOAT:
        orm__buffer_text(to, "double ");
        break;
    case SCAN_TYPE_TIMESPEC:
    case SCAN_TYPE_TIMEVAL: /* in microseconds, as in a comparison */
        orm__buffer_text(to, "int64_t ");
        break;
    case SCAN_TYPE_ENUM:
        write_enum_type(to, type);
        break;
    case SCAN_TYPE_CONVERTED:
        if (!write_converted(to, field)) {
            return;
        }
        break;
    case SCAN_TYPE_CHAR: /* as a text, like its column */
    case SCAN_TYPE_CHAR_POINTER:
    case SCAN_TYPE_CHAR_ARRAY:
    case SCAN_TYPE_BYTE_POINTER:
    case SCAN_TYPE_BYTE_ARRAY:
    case SCAN_TYPE_ARRAY:
    case SCAN_TYPE_TEXT_POINTER:
    case SCAN_TYPE_SCALAR_POINTER:
        write_bytes(to, field);
        return;
    }
    write_name(to, field);
}

static void write_size(orm_buffer *to, const scan_field *field)
{
    if (is_fixed(field)) {
        orm__buffer_format(to, ", %zu", field->type.count);
    } else {
        orm__buffer_text(to, ", ");
        write_size_name(to, field);
    }
}

void scan_key_value(orm_buffer *to, const scan_field *field)
{
    const char *function = value_function(storage_of(field));
    orm__buffer_format(to, "%s(", function);
    write_name(to, field);
    if (strcmp(function, "orm_value_blob") == 0) {
        write_size(to, field);
    }
    orm__buffer_char(to, ')');
}
