/* Owns the conversion of timestamps: microseconds in the database, the member's unit in C. */
#include <stdint.h>

#include "base/error.h"
#include "meta/describe.h"
#include "row/convert_kind.h"

enum { MICROSECONDS = 1000000 };

/* value * factor, where it does not overflow. */
static bool multiply(int64_t value, int64_t factor, int64_t *product_out)
{
    if (value > INT64_MAX / factor || value < INT64_MIN / factor) {
        return false;
    }
    *product_out = value * factor;
    return true;
}

static const char *unit_name(uint32_t per_second)
{
    return per_second == 1              ? "seconds"
           : per_second == 1000         ? "milliseconds"
           : per_second == MICROSECONDS ? "microseconds"
           : per_second == 1000000000   ? "nanoseconds"
                                        : "the member's unit";
}

/* Units per second. */
typedef struct scale {
    uint32_t from, to;
} scale;

/* The integer of a value, in another unit. */
static orm_status rescale(const orm_field *field, const orm_value *value, scale units, int64_t *out,
                          orm_error *error)
{
    int64_t count = value->as.integer;
    if (units.from <= units.to) {
        return multiply(count, units.to / units.from, out)
                   ? ORM_OK
                   : orm__convert_refuse(field, value, error);
    }
    int64_t divisor = units.from / units.to;
    if (count % divisor != 0) {
        return orm__error_set(error, ORM_CONVERSION, "%s is not a whole number of %s",
                              orm__describe_value(value).text, unit_name(units.to));
    }
    *out = count / divisor;
    return ORM_OK;
}

orm_status orm__convert_time_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error)
{
    orm_value count = *raw;
    if (!orm__convert_integer(raw, &count.as.integer)) {
        return orm__convert_refuse(field, raw, error);
    }
    const scale units = { .from = field->layout.units_per_second, .to = MICROSECONDS };
    int64_t us = 0;
    orm_status status = rescale(field, &count, units, &us, error);
    if (status == ORM_OK) {
        *out = (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = us };
    }
    return status;
}

/* SQLite's columns hold microseconds as an integer. */
orm_status orm__convert_time_decode(const orm_field *field, const orm_value *value,
                                    orm_value *raw_out, orm_error *error)
{
    if (value->type != ORM_TYPE_TIMESTAMP && value->type != ORM_TYPE_INT) {
        return orm__convert_refuse(field, value, error);
    }
    const scale units = { .from = MICROSECONDS, .to = field->layout.units_per_second };
    const orm_value us = { .type = ORM_TYPE_TIMESTAMP, .as.integer = value->as.integer };
    int64_t count = 0;
    orm_status status = rescale(field, &us, units, &count, error);
    if (status == ORM_OK) {
        *raw_out = orm_value_int(count);
    }
    return status;
}
