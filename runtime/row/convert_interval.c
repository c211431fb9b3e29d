/* Owns the conversion of intervals: the same three parts on both sides, in their own type or in the
 * text of an engine that has none. */
#include "base/error.h"
#include "base/interval.h"
#include "row/convert_kind.h"

static orm_status refuse_text(const orm_value *text, orm_error *error)
{
    int shown = text->size < 64 ? (int)text->size : 64;
    return orm__error_set(error, ORM_CONVERSION, "'%.*s' is no interval such as P1Y2M3DT4H5M6S",
                          shown, text->size == 0 ? "" : text->as.text);
}

static orm_status read_interval(const orm_field *field, const orm_value *value, orm_value *out,
                                orm_error *error)
{
    orm_interval interval;
    if (value->type == ORM_TYPE_TEXT) {
        if (!orm__interval_read(value->as.text, value->size, &interval)) {
            return refuse_text(value, error);
        }
    } else if (value->type == ORM_TYPE_INTERVAL) {
        interval = orm_value_as_interval(value);
    } else {
        return orm__convert_refuse(field, value, error);
    }
    if (!orm__interval_holds(interval)) {
        return orm__error_set(error, ORM_CONVERSION, ORM_INTERVAL_INFINITE);
    }
    *out = orm_value_interval(interval);
    return ORM_OK;
}

orm_status orm__convert_interval_encode(const orm_field *field, const orm_value *raw,
                                        orm_value *out, orm_error *error)
{
    return read_interval(field, raw, out, error);
}

orm_status orm__convert_interval_decode(const orm_field *field, const orm_value *value,
                                        orm_value *raw_out, orm_error *error)
{
    return read_interval(field, value, raw_out, error);
}
