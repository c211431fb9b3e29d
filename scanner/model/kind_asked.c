/* Owns the kinds that type = ... asks for: which C types can hold them. */
#include "model/kind_asked.h"

#include <string.h>

#include "annotation/argument.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/plural.h"
#include "base/uuid.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/find.h"
#include "model/kind.h"
#include "model/kind_array.h"
#include "model/model.h"
#include "model/naming.h"

static scan_place place_of(const scan_field *field, const char *key)
{
    return scan_argument_place_of(&field->annotation, key);
}

static bool is_time(const scan_type *type)
{
    return type->domain != NULL && strcmp(type->domain, "time_t") == 0;
}

/* NONE: reported. */
static orm_kind ask_timestamp(scan_context *context, scan_field *field)
{
    const scan_type *type = &field->type;
    if (scan_kind_is_time_struct(type)) {
        return ORM_KIND_TIMESTAMP;
    }
    bool fits = type->type_class == SCAN_TYPE_INT &&
                (type->size == 8 || (is_time(type) && scan_kind_is_integer_size(type->size)));
    if (!fits) {
        scan_diag_error(
            context->diag, place_of(field, "type"),
            "'%s' cannot hold a timestamp; make it int64_t, time_t or struct timespec%s",
            field->member,
            type->type_class == SCAN_TYPE_INT || type->type_class == SCAN_TYPE_UINT
                ? ", or leave out type = timestamp to store the number"
                : "");
        return ORM_KIND_NONE;
    }
    if (field->units_per_second == 0) {
        field->units_per_second = is_time(type) ? 1 : 1000000;
    }
    return ORM_KIND_TIMESTAMP;
}

/* NONE: reported. */
static orm_kind ask_blob(scan_context *context, const scan_field *field, orm_kind plain)
{
    bool is_char = field->type.type_class == SCAN_TYPE_CHAR;
    if (plain == ORM_KIND_ARRAY && scan_kind_has_bytes(&field->type)) {
        return ORM_KIND_BLOB;
    }
    if (is_char || (plain != ORM_KIND_TEXT && plain != ORM_KIND_BLOB)) {
        scan_diag_error(context->diag, place_of(field, "type"),
                        "'%s' cannot hold a blob; make it a pointer to bytes with "
                        "size = member, or an array of bytes",
                        field->member);
        return ORM_KIND_NONE;
    }
    return ORM_KIND_BLOB;
}

/* NONE: reported. */
static orm_kind ask_uuid(scan_context *context, const scan_field *field)
{
    const scan_type *type = &field->type;
    if (type->type_class == SCAN_TYPE_BYTE_ARRAY && type->count == ORM_UUID_SIZE) {
        return ORM_KIND_UUID;
    }
    scan_diag_error(context->diag, place_of(field, "type"),
                    "'%s' cannot hold a uuid; make it uint8_t[16]", field->member);
    return ORM_KIND_NONE;
}

/* Whether the member holds a text of at least so many bytes with its NUL. */
static bool holds_text(const scan_type *type, size_t size)
{
    return type->type_class == SCAN_TYPE_CHAR_POINTER ||
           (type->type_class == SCAN_TYPE_CHAR_ARRAY && type->count >= size);
}

/* NONE: reported. */
static orm_kind ask_date(scan_context *context, const scan_field *field)
{
    const scan_type *type = &field->type;
    bool is_count = type->type_class == SCAN_TYPE_INT && type->size >= 4 && type->size <= 8;
    if (scan_find_is_same(type->domain, "time_t")) {
        scan_diag_error(context->diag, place_of(field, "type"),
                        "'%s' is a time_t, which counts seconds, and a date counts days; write "
                        "type = timestamp, or make it int32_t",
                        field->member);
        return ORM_KIND_NONE;
    }
    if (is_count || holds_text(type, ORM_CALENDAR_SIZE + 1)) {
        return ORM_KIND_DATE;
    }
    scan_diag_error(context->diag, place_of(field, "type"),
                    "'%s' cannot hold a date; make it int32_t (days since 1970), char[11] or "
                    "char * (\"2026-02-28\")",
                    field->member);
    return ORM_KIND_NONE;
}

/* False: reported, maybe when it was read. */
static bool judge_digits(scan_context *context, const scan_field *field)
{
    bool is_said = scan_argument_says(&field->annotation, "precision");
    if (is_said && field->precision == 0) {
        return false;
    }
    bool is_good = field->precision >= 1 && field->precision <= ORM_DECIMAL_PRECISION &&
                   field->scale <= field->precision;
    if (!is_good) {
        const char *key = is_said ? "precision" : "type";
        scan_diag_error(context->diag, place_of(field, key),
                        "a decimal has 1 to 18 digits, of which at most all stand behind the "
                        "point; write precision = 12, scale = 2");
    }
    return is_good;
}

/* NONE: reported. */
static orm_kind ask_decimal(scan_context *context, const scan_field *field)
{
    const scan_type *type = &field->type;
    if (!judge_digits(context, field)) {
        return ORM_KIND_NONE;
    }
    size_t size = (size_t)field->precision + sizeof "-0."; /* with its NUL */
    if (type->type_class == SCAN_TYPE_INT || holds_text(type, size)) {
        return ORM_KIND_DECIMAL;
    }
    scan_diag_error(context->diag, place_of(field, "type"),
                    "'%s' cannot hold a decimal of %u digit%s; make it int64_t, which counts the "
                    "last place, or char[%zu] or char *, which hold its text",
                    field->member, (unsigned)field->precision, orm__plural(field->precision), size);
    return ORM_KIND_NONE;
}

/* What an array of characters holds must come back as it is: PostgreSQL's jsonb writes it anew,
 * with blanks and with numbers that may be longer, and then it does not fit. NONE: reported. */
static orm_kind ask_json(scan_context *context, scan_field *field)
{
    if (holds_text(&field->type, sizeof "{}")) {
        if (field->type.type_class == SCAN_TYPE_CHAR_ARRAY &&
            orm__entity_name(field->types, NULL, "postgresql") == NULL) {
            scan_naming_add(context, &field->types, "postgresql", "json");
        }
        return ORM_KIND_JSON;
    }
    scan_diag_error(context->diag, place_of(field, "type"), "'%s' cannot hold json; make it char *",
                    field->member);
    return ORM_KIND_NONE;
}

/* The kind that the annotation asks for, if the C type can hold it. NONE: reported. */
orm_kind scan_kind_asked(scan_context *context, scan_field *field, orm_kind plain)
{
    if (field->asked != ORM_KIND_NONE && field->type.bits != 0) {
        scan_diag_error(context->diag, place_of(field, "type"),
                        "'%s' is a bit-field, which holds a bool, an integer or an enum; remove "
                        "type, or make it a whole member",
                        field->member);
        return ORM_KIND_NONE;
    }
    switch (field->asked) {
    case ORM_KIND_TIMESTAMP:
        return ask_timestamp(context, field);
    case ORM_KIND_BLOB:
        return ask_blob(context, field, plain);
    case ORM_KIND_DATE:
        return ask_date(context, field);
    case ORM_KIND_UUID:
        return ask_uuid(context, field);
    case ORM_KIND_DECIMAL:
        return ask_decimal(context, field);
    case ORM_KIND_JSON:
        return ask_json(context, field);
    case ORM_KIND_NONE:
        return plain;
    case ORM_KIND_BOOL: /* from here on the C type says it */
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_ENUM:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_COUNT:
        break;
    }
    return plain;
}
