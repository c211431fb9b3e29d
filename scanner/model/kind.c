/* Which column a C type makes: the one table from types to kinds. */
#include "model/kind.h"

#include <string.h>

#include "annotation/argument.h"
#include "base/uuid.h"
#include "diag.h"
#include "model/apply.h"
#include "model/kind_array.h"
#include "model/converter.h"
#include "model/kind_asked.h"
#include "model/model.h"

static scan_place place_of(const scan_field *field, const char *key)
{
    return scan_argument_place_of(&field->annotation, key);
}

bool scan_kind_is_integer_size(size_t size)
{
    return size == 1 || size == 2 || size == 4 || size == 8;
}

bool scan_kind_is_integer(const scan_type *type)
{
    bool is_integer = type->type_class == SCAN_TYPE_BOOL || type->type_class == SCAN_TYPE_INT ||
                      type->type_class == SCAN_TYPE_UINT;
    return is_integer && type->bits == 0 && scan_kind_is_integer_size(type->size);
}

bool scan_kind_is_bits(const scan_type *type)
{
    return type->bits != 0 && type->type_class != SCAN_TYPE_ENUM;
}

unsigned scan_kind_integer_bits(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_INT16:
        return 16;
    case ORM_KIND_INT32:
        return 32;
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return 64;
    case ORM_KIND_NONE:
    case ORM_KIND_BOOL:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_COUNT:
        break;
    }
    return 0;
}

/* The narrowest column that holds every value of the C type. */
static orm_kind integer_kind(bool is_signed, size_t size, unsigned bits)
{
    unsigned digits = (bits == 0 ? 8 * (unsigned)size : bits) - (is_signed ? 1 : 0);
    return !scan_kind_is_integer_size(size) ? ORM_KIND_NONE
           : digits <= 15                   ? ORM_KIND_INT16
           : digits <= 31                   ? ORM_KIND_INT32
           : digits <= 63                   ? ORM_KIND_INT64
                                            : ORM_KIND_UINT64;
}

static orm_kind float_kind(size_t size)
{
    return size == 4 ? ORM_KIND_FLOAT32 : size == 8 ? ORM_KIND_FLOAT64 : ORM_KIND_NONE;
}

/* The uuid_t of libuuid. */
static bool is_uuid(const scan_type *type)
{
    return type->type_class == SCAN_TYPE_BYTE_ARRAY && type->count == ORM_UUID_SIZE &&
           type->domain != NULL && strcmp(type->domain, "uuid_t") == 0;
}

/* The numbers of a bool that is stored as one. */
static const char *const bool_enumerators[] = { "false", "true" };
static const orm_enum_label bool_labels[] = { { .name = "false", .value = 0 },
                                              { .name = "true", .value = 1 } };
const scan_enum scan_kind_bool = {
    .name = "bool", .labels = bool_labels, .enumerators = bool_enumerators, .label_count = 2
};

bool scan_kind_is_numbered_bool(const scan_field *field)
{
    return field->type.type_class == SCAN_TYPE_BOOL && field->representation == SCAN_AS_NUMBER;
}

/* What the C type makes where the annotation does not ask for another kind. */
static orm_kind plain_kind(const scan_field *field)
{
    const scan_type *type = &field->type;
    switch (type->type_class) {
    case SCAN_TYPE_UNSUPPORTED:
    case SCAN_TYPE_STRUCT:
    case SCAN_TYPE_STRUCT_POINTER:
        return ORM_KIND_NONE;
    case SCAN_TYPE_ARRAY:
    case SCAN_TYPE_TEXT_POINTER:
    case SCAN_TYPE_SCALAR_POINTER:
        return ORM_KIND_ARRAY;
    case SCAN_TYPE_BOOL:
        return field->representation == SCAN_AS_NUMBER ? ORM_KIND_INT16 : ORM_KIND_BOOL;
    case SCAN_TYPE_INT:
        return integer_kind(true, type->size, type->bits);
    case SCAN_TYPE_UINT:
        return integer_kind(false, type->size, type->bits);
    case SCAN_TYPE_FLOAT:
        return float_kind(type->size);
    case SCAN_TYPE_ENUM:
        return field->representation == SCAN_AS_LABEL
                   ? ORM_KIND_ENUM
                   : integer_kind(type->enum_is_signed, type->size, 0);
    case SCAN_TYPE_CHAR:
    case SCAN_TYPE_CHAR_POINTER:
    case SCAN_TYPE_CHAR_ARRAY:
        return ORM_KIND_TEXT;
    case SCAN_TYPE_BYTE_ARRAY:
        return is_uuid(type) ? ORM_KIND_UUID : ORM_KIND_BLOB;
    case SCAN_TYPE_BYTE_POINTER:
        return ORM_KIND_BLOB;
    case SCAN_TYPE_TIMESPEC:
    case SCAN_TYPE_TIMEVAL:
        return field->representation == SCAN_AS_NUMBER ? ORM_KIND_INT64 : ORM_KIND_TIMESTAMP;
    case SCAN_TYPE_INTERVAL:
        return ORM_KIND_INTERVAL;
    case SCAN_TYPE_CONVERTED: /* its converter says it */
        break;
    }
    return ORM_KIND_NONE;
}

/* Whether chars that hold such a column end with a NUL. */
static bool is_text(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_TEXT:
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
        return true;
    case ORM_KIND_NONE:
    case ORM_KIND_BOOL:
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_UUID:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

/* A text whose length stands in a member beside it needs no NUL. */
static orm_storage pointer_storage(const scan_field *field)
{
    bool is_whole = field->kind == ORM_KIND_TEXT || field->kind == ORM_KIND_JSON;
    return !is_text(field->kind)               ? ORM_STORAGE_BLOB
           : is_whole && field->length != NULL ? ORM_STORAGE_SPAN
                                               : ORM_STORAGE_STRING;
}

static orm_storage storage_of(const scan_field *field)
{
    const scan_type *type = &field->type;
    switch (type->type_class) {
    case SCAN_TYPE_UNSUPPORTED:
    case SCAN_TYPE_STRUCT:
    case SCAN_TYPE_STRUCT_POINTER:
        return ORM_STORAGE_NONE;
    case SCAN_TYPE_ARRAY:
        return field->kind == ORM_KIND_BLOB ? ORM_STORAGE_BYTES : ORM_STORAGE_ARRAY;
    case SCAN_TYPE_TEXT_POINTER:
    case SCAN_TYPE_SCALAR_POINTER:
        return field->kind == ORM_KIND_BLOB ? ORM_STORAGE_BLOB : ORM_STORAGE_ITEMS;
    case SCAN_TYPE_BOOL:
        return ORM_STORAGE_BOOL;
    case SCAN_TYPE_INT:
        return ORM_STORAGE_INT;
    case SCAN_TYPE_UINT:
        return ORM_STORAGE_UINT;
    case SCAN_TYPE_FLOAT:
        return ORM_STORAGE_FLOAT;
    case SCAN_TYPE_ENUM:
        return type->enum_is_signed ? ORM_STORAGE_INT : ORM_STORAGE_UINT;
    case SCAN_TYPE_CHAR_POINTER:
        return pointer_storage(field);
    case SCAN_TYPE_CHAR_ARRAY:
        return is_text(field->kind) ? ORM_STORAGE_CHARS : ORM_STORAGE_BYTES;
    case SCAN_TYPE_CHAR:
        return ORM_STORAGE_CHAR;
    case SCAN_TYPE_BYTE_POINTER:
        return ORM_STORAGE_BLOB;
    case SCAN_TYPE_BYTE_ARRAY:
        return ORM_STORAGE_BYTES;
    case SCAN_TYPE_TIMESPEC:
        return ORM_STORAGE_TIMESPEC;
    case SCAN_TYPE_TIMEVAL:
        return ORM_STORAGE_TIMEVAL;
    case SCAN_TYPE_INTERVAL:
        return ORM_STORAGE_INTERVAL;
    case SCAN_TYPE_CONVERTED:
        return ORM_STORAGE_CONVERTED;
    }
    return ORM_STORAGE_NONE;
}

/* False: reported. */
static bool judge_labels(scan_context *context, const scan_field *field)
{
    const scan_enum *enumeration = field->type.enumeration;
    if (enumeration == NULL || enumeration->label_count == 0) {
        scan_diag_error(context->diag, field->place,
                        "the enum of '%s' has no enumerators here; include its definition",
                        field->member);
        return false;
    }
    uint16_t i = 0;
    while (i < enumeration->label_count &&
           (field->type.enum_is_signed || enumeration->labels[i].value >= 0)) {
        i++;
    }
    if (i < enumeration->label_count) {
        scan_diag_error(context->diag, field->place,
                        "'%s' of enum %s is above 9223372036854775807, the largest number that "
                        "can be stored",
                        enumeration->enumerators[i], enumeration->name);
    }
    return i == enumeration->label_count;
}

bool scan_kind_has_labels(const scan_field *field)
{
    return scan_kind_is_numbered_bool(field) ||
           (field->type.type_class == SCAN_TYPE_ENUM && field->representation != SCAN_AS_FLAGS);
}

/* What has such a representation. */
static const char *represented(scan_representation representation)
{
    switch (representation) {
    case SCAN_AS_NUMBER:
        return "enum, bool, char, struct timespec or struct timeval";
    case SCAN_AS_BYTES:
        return "struct";
    case SCAN_AS_LABEL:
    case SCAN_AS_FLAGS:
        break;
    }
    return "enum";
}

/* False: reported. */
static bool judge_type(scan_context *context, const scan_field *field)
{
    const scan_type *type = &field->type;
    if (type->type_class == SCAN_TYPE_UNSUPPORTED) {
        scan_diag_error(context->diag, field->place, "'%s' cannot be a column: %s", field->member,
                        type->reason == NULL ? "its type has no SQL type" : type->reason);
        return false;
    }
    bool is_enum = type->type_class == SCAN_TYPE_ENUM;
    const scan_argument *as = scan_argument_find(&field->annotation, "as");
    bool is_count = field->representation == SCAN_AS_NUMBER && scan_kind_is_time_struct(type);
    bool has_number = is_enum || is_count || scan_kind_is_numbered_bool(field) ||
                      (type->is_char && field->representation == SCAN_AS_NUMBER);
    if (is_count && field->units_per_second == 0) {
        scan_diag_error(context->diag, place_of(field, "as"),
                        "the number of '%s' must count something: add unit = ns, us, ms or s",
                        field->member);
        return false;
    }
    if (field->representation == SCAN_AS_NUMBER && scan_kind_single(type) != type) {
        scan_diag_error(context->diag, place_of(field, "as"),
                        "'%s' is an array, and as = number is for single values; remove it",
                        field->member);
        return false;
    }
    if (field->representation == SCAN_AS_BYTES ||
        (field->representation != SCAN_AS_LABEL && !has_number)) {
        scan_diag_error(context->diag, place_of(field, "as"), "'%s' is no %s; remove as = %s",
                        field->member, represented(field->representation), as->text);
        return false;
    }
    return !is_enum || field->representation == SCAN_AS_FLAGS || judge_labels(context, field);
}

bool scan_kind_is_pointer(const scan_field *field)
{
    return field->storage == ORM_STORAGE_STRING || field->storage == ORM_STORAGE_BLOB ||
           field->storage == ORM_STORAGE_SPAN || field->storage == ORM_STORAGE_ITEMS ||
           (field->converter != NULL && field->converter->by_pointer);
}

bool scan_kind_is_time_struct(const scan_type *type)
{
    return type->type_class == SCAN_TYPE_TIMESPEC || type->type_class == SCAN_TYPE_TIMEVAL;
}

void scan_kind_resolve(scan_context *context, scan_field *field)
{
    field->kind = ORM_KIND_NONE;
    if (field->converter != NULL) {
        scan_converter_resolve(context, field);
        return;
    }
    if (!judge_type(context, field) || !scan_converter_judge_items(context, field)) {
        return;
    }
    if (scan_kind_is_numbered_bool(field)) {
        field->type.enumeration = &scan_kind_bool;
    }
    if (field->type.type_class == SCAN_TYPE_CHAR && field->representation == SCAN_AS_NUMBER) {
        field->type.type_class = field->type.char_is_signed ? SCAN_TYPE_INT : SCAN_TYPE_UINT;
    }
    orm_kind plain = plain_kind(field);
    if (plain == ORM_KIND_NONE) {
        scan_diag_error(context->diag, field->place,
                        "'%s' is a number of %zu bytes, for which there is no column; "
                        "use one of at most 8",
                        field->member, field->type.size);
        return;
    }
    field->kind = plain == ORM_KIND_ARRAY && field->asked != ORM_KIND_BLOB
                      ? scan_kind_array(context, field)
                      : scan_kind_asked(context, field, plain);
    if (scan_kind_is_time_struct(&field->type) && field->units_per_second == 0) {
        field->units_per_second = 1000000;
    }
    field->storage = storage_of(field);
}
