/* Owns the conversion of enums: labels or numbers in the database, numbers in C. */
#include <stdint.h>

#include "base/error.h"
#include "meta/describe.h"
#include "row/convert_kind.h"

/* NULL: no label has the number. */
static const orm_enum_label *find_number(const orm_enum *labels, const orm_value *raw)
{
    int64_t number;
    bool is_number = orm__convert_integer(raw, &number);
    for (uint16_t i = 0; is_number && i < labels->label_count; i++) {
        if (labels->labels[i].value == number) {
            return &labels->labels[i];
        }
    }
    return NULL;
}

static orm_status refuse_number(const orm_enum *labels, const orm_value *raw, orm_error *error)
{
    return orm__error_set(error, ORM_CONVERSION, "%s is no value of enum %s",
                          orm__describe_value(raw).text, labels->name);
}

orm_status orm__convert_enum_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error)
{
    const orm_enum_label *label = find_number(field->column.labels, raw);
    if (label == NULL) {
        return refuse_number(field->column.labels, raw, error);
    }
    *out = orm_value_text(label->name);
    return ORM_OK;
}

orm_status orm__convert_enum_check(const orm_field *field, const orm_value *raw, orm_error *error)
{
    const orm_enum *labels = field->column.labels;
    const orm_enum_label *label = find_number(labels, raw);
    if (label == NULL) {
        return refuse_number(labels, raw, error);
    }
    const orm_value *unknown = field->layout.unknown;
    return unknown == NULL || label->value != unknown->as.integer
               ? ORM_OK
               : orm__error_set(error, ORM_CONVERSION,
                                "'%s' of enum %s stands for what is unknown and is never written",
                                label->name, labels->name);
}

orm_status orm__convert_enum_number(const orm_field *field, const orm_value *number,
                                    orm_value *raw_out, orm_error *error)
{
    bool is_known = find_number(field->column.labels, number) != NULL;
    if (!is_known && field->layout.unknown == NULL) {
        return refuse_number(field->column.labels, number, error);
    }
    *raw_out = is_known ? *number : *field->layout.unknown;
    return ORM_OK;
}

/* A native enum of PostgreSQL arrives as OTHER: the bytes of its label. */
orm_status orm__convert_enum_decode(const orm_field *field, const orm_value *value,
                                    orm_value *raw_out, orm_error *error)
{
    if (value->type != ORM_TYPE_TEXT && value->type != ORM_TYPE_OTHER) {
        return orm__convert_refuse(field, value, error);
    }
    const orm_enum *labels = field->column.labels;
    for (uint16_t i = 0; i < labels->label_count; i++) {
        if (orm__convert_is_text(value, labels->labels[i].name)) {
            *raw_out = orm_value_int(labels->labels[i].value);
            return ORM_OK;
        }
    }
    if (field->layout.unknown != NULL) {
        *raw_out = *field->layout.unknown;
        return ORM_OK;
    }
    int shown = value->size < 64 ? (int)value->size : 64;
    return orm__error_set(error, ORM_CONVERSION, "'%.*s' is no label of enum %s", shown,
                          value->size == 0 ? "" : value->as.text, labels->name);
}
