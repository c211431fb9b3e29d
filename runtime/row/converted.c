/* Owns the calls of converters, the only functions of the program's that stand between a struct and
 * the database. */
#include "row/converted.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

orm_status orm_converter_fail(orm_error *error, const char *format, ...)
{
    char message[sizeof error->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return orm__error_set(error, ORM_CONVERSION, "%s", message);
}

/* What a converter returned, as a failure of ours: it has no other cause than itself. own: what it
 * left; verb: "encode". */
static orm_status judge(orm_status status, const orm_field *field, const char *verb,
                        const orm_error *own, orm_error *error)
{
    if (status == ORM_OK) {
        return ORM_OK;
    }
    if (status == ORM_NO_MEMORY) {
        return orm__error_no_memory(error);
    }
    if (own->message[0] != '\0') {
        return orm__error_set(error, ORM_CONVERSION, "%s", own->message);
    }
    return orm__error_set(error, ORM_CONVERSION, "the %s of %s answers %s", verb,
                          field->layout.converter->name, orm_status_name(status));
}

static bool has_nul(const orm_value *value)
{
    return value->type == ORM_TYPE_TEXT && value->size > 0 &&
           memchr(value->as.text, '\0', value->size) != NULL;
}

orm_status orm__converted_get(const orm_codec *codec, const orm_field *field, const void *row,
                              orm_value *raw_out, orm_error *error)
{
    orm_slot slot;
    orm_value value = orm_value_null();
    orm_error own = { .status = ORM_OK };
    const orm_converter *converter = field->layout.converter;
    if (!orm__field_slot(codec->entity, field, row, &slot)) {
        *raw_out = value;
        return ORM_OK;
    }
    orm_status status =
        judge(converter->encode(&slot, &value, codec->scratch, &own), field, "encode", &own, error);
    if (status == ORM_OK && value.type == ORM_TYPE_NULL) {
        return orm__error_set(error, ORM_CONVERSION, "the encode of %s gives NULL",
                              converter->name);
    }
    if (status == ORM_OK && has_nul(&value)) {
        return orm__error_set(error, ORM_CONVERSION, "the text has an embedded NUL");
    }
    if (status == ORM_OK) {
        *raw_out = value;
    }
    return status;
}

orm_status orm__converted_set(const orm_instance *into, const orm_field *field,
                              const orm_value *raw, orm_error *error)
{
    orm_slot slot;
    orm_error own = { .status = ORM_OK };
    const orm_converter *converter = field->layout.converter;
    if (into->arena == NULL) {
        return orm__error_set(error, ORM_MISUSE, "a converter needs an arena");
    }
    orm_status status = orm__field_open(into, field, &slot, error);
    return status != ORM_OK ? status
                            : judge(converter->decode(raw, &slot, into->arena, &own), field,
                                    "decode", &own, error);
}
