/* Owns the conversion of dates: a day in the database, days since 1970 or ISO text in C. */
#include "base/calendar.h"
#include "base/error.h"
#include "row/convert_kind.h"

static orm_status refuse_text(const orm_value *text, orm_error *error)
{
    int shown = text->size < 64 ? (int)text->size : 64;
    return orm__error_set(error, ORM_CONVERSION, "'%.*s' is no date such as 2026-02-28", shown,
                          text->size == 0 ? "" : text->as.text);
}

/* A value from C or from a database as days. Some engines have no dates: they hold the text. */
static orm_status read_days(const orm_field *field, const orm_value *value, int64_t *days_out,
                            orm_error *error)
{
    int64_t days = 0;
    if (value->type == ORM_TYPE_TEXT) {
        return orm__calendar_read(value->as.text, value->size, days_out)
                   ? ORM_OK
                   : refuse_text(value, error);
    }
    if (value->type == ORM_TYPE_DATE) {
        days = value->as.integer;
    } else if (!orm__convert_integer(value, &days)) {
        return orm__convert_refuse(field, value, error);
    }
    if (!orm__calendar_holds(days)) {
        return orm__convert_refuse(field, value, error);
    }
    *days_out = days;
    return ORM_OK;
}

orm_status orm__convert_date_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error)
{
    int64_t days = 0;
    orm_status status = read_days(field, raw, &days, error);
    if (status == ORM_OK) {
        *out = (orm_value){ .type = ORM_TYPE_DATE, .as.integer = days };
    }
    return status;
}

orm_status orm__convert_date_decode(const orm_field *field, const orm_value *value,
                                    orm_convert_room *room, orm_value *raw_out, orm_error *error)
{
    int64_t days = 0;
    orm_status status = value->type == ORM_TYPE_INT ? orm__convert_refuse(field, value, error)
                                                    : read_days(field, value, &days, error);
    if (status != ORM_OK) {
        return status;
    }
    if (orm__convert_wants_text(field)) {
        orm__calendar_write(days, room->bytes);
        *raw_out = orm_value_text(room->bytes);
    } else {
        *raw_out = orm_value_int(days);
    }
    return ORM_OK;
}
