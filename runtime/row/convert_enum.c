/* Owns the conversion of enums: labels in the database, numbers in C. */
#include <stdint.h>

#include "base/error.h"
#include "meta/describe.h"
#include "row/convert_kind.h"

orm_status orm__convert_enum_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error)
{
    const orm_enum *labels = field->column.labels;
    int64_t number;
    bool is_number = orm__convert_integer(raw, &number);
    for (uint16_t i = 0; is_number && i < labels->label_count; i++) {
        if (labels->labels[i].value == number) {
            *out = orm_value_text(labels->labels[i].name);
            return ORM_OK;
        }
    }
    return orm__error_set(error, ORM_CONVERSION, "%s is no value of enum %s",
                          orm__describe_value(raw).text, labels->name);
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
    int shown = value->size < 64 ? (int)value->size : 64;
    return orm__error_set(error, ORM_CONVERSION, "'%.*s' is no label of enum %s", shown,
                          value->size == 0 ? "" : value->as.text, labels->name);
}
