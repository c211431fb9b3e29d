/* Owns the conversion of exact decimals: a number of the column's scale in the database; in C the
 * same as an integer that counts its last place, or as text. */
#include "base/decimal.h"
#include "base/error.h"
#include "base/plural.h"
#include "base/real.h"
#include "meta/describe.h"
#include "row/convert_kind.h"

static const char *problem_text(orm_decimal_problem problem)
{
    switch (problem) {
    case ORM_DECIMAL_GOOD:
        break;
    case ORM_DECIMAL_NO_NUMBER:
        return "is no decimal number";
    case ORM_DECIMAL_TOO_FINE:
        return "has more places than the column";
    case ORM_DECIMAL_TOO_LARGE:
        return "has more digits before the point than the column";
    }
    return "does not fit";
}

static orm_status refuse_text(const orm_field *field, const orm_value *text,
                              orm_decimal_problem problem, orm_error *error)
{
    int shown = text->size < 64 ? (int)text->size : 64;
    return orm__error_set(error, ORM_CONVERSION, "'%.*s' %s of kind decimal(%u, %u)", shown,
                          text->size == 0 ? "" : text->as.text, problem_text(problem),
                          (unsigned)field->column.precision, (unsigned)field->column.scale);
}

static orm_status refuse_large(const orm_field *field, const orm_value *value, orm_error *error)
{
    if (value->type == ORM_TYPE_TEXT) {
        return refuse_text(field, value, ORM_DECIMAL_TOO_LARGE, error);
    }
    return orm__error_set(error, ORM_CONVERSION, "a number of more than %u digit%s",
                          (unsigned)field->column.precision, orm__plural(field->column.precision));
}

/* A value as a number that the column holds. */
static orm_status read_scaled(const orm_field *field, const orm_value *value, int64_t *scaled_out,
                              orm_error *error)
{
    int64_t scaled = 0, largest = orm__decimal_largest(field->column.precision);
    if (value->type == ORM_TYPE_TEXT) {
        orm_decimal_problem problem = orm__decimal_read(value->size == 0 ? "" : value->as.text,
                                                        value->size, field->column.scale, &scaled);
        if (problem != ORM_DECIMAL_GOOD) {
            return refuse_text(field, value, problem, error);
        }
    } else if (!orm__convert_integer(value, &scaled)) {
        return orm__convert_refuse(field, value, error);
    }
    if (scaled < -largest || scaled > largest) {
        return refuse_large(field, value, error);
    }
    *scaled_out = scaled;
    return ORM_OK;
}

orm_status orm__convert_decimal_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                       orm_error *error)
{
    int64_t scaled = 0;
    orm_status status = read_scaled(field, raw, &scaled, error);
    if (status == ORM_OK) {
        *out = (orm_value){ .type = ORM_TYPE_DECIMAL,
                            .size = field->column.scale,
                            .as.integer = scaled };
    }
    return status;
}

orm_status orm__convert_decimal_check(const orm_value *value, bool counts, orm_error *error)
{
    if (value->type == (counts ? ORM_TYPE_INT : ORM_TYPE_TEXT)) {
        return ORM_OK;
    }
    return orm__error_set(error, ORM_CONVERSION,
                          counts ? "%s is no decimal: here one is an INTEGER that counts the last "
                                   "place, in a column declared as such"
                                 : "%s is no decimal: here one is a numeric",
                          orm__describe_value(value).text);
}

bool orm__convert_decimal_real(const orm_value *text, orm_value *real_out)
{
    enum { DIGITS = 15 };
    int64_t scaled = 0;
    double real = 0;
    unsigned places = 0;
    bool is_point = false;
    for (size_t i = 0; i < text->size; i++) {
        places += is_point;
        is_point = is_point || text->as.text[i] == '.';
    }
    if (places > ORM_DECIMAL_PRECISION ||
        orm__decimal_read(text->as.text, text->size, places, &scaled) != ORM_DECIMAL_GOOD) {
        return false;
    }
    int64_t limit = orm__decimal_largest(DIGITS);
    if (scaled < -limit || scaled > limit || !orm__real_read(text->as.text, text->size, &real)) {
        return false;
    }
    *real_out = orm_value_real(real);
    return true;
}

/* Below zero there is one more of them. */
static bool read_digits(const char **at, const char *end, int64_t *negative_out)
{
    int64_t sum = 0;
    bool fits = *at < end && **at >= '0' && **at <= '9';
    for (; fits && *at < end && **at >= '0' && **at <= '9'; (*at)++) {
        int digit = **at - '0';
        fits = sum >= (INT64_MIN + digit) / 10;
        sum = fits ? sum * 10 - digit : 0;
    }
    *negative_out = sum;
    return fits;
}

bool orm__convert_decimal_integer(const orm_value *text, orm_value *integer_out)
{
    int64_t negative = 0;
    const char *at = text->as.text, *end = at + text->size;
    bool is_negative = text->size > 0 && *at == '-';
    at += is_negative;
    if (!read_digits(&at, end, &negative) || (!is_negative && negative == INT64_MIN)) {
        return false;
    }
    at += at < end && *at == '.';
    while (at < end && *at == '0') {
        at++;
    }
    if (at < end) {
        return false;
    }
    *integer_out = orm_value_int(is_negative ? negative : -negative);
    return true;
}

/* An engine without decimals counts the last place, as C does; another one tells every digit. */
orm_status orm__convert_decimal_decode(const orm_field *field, const orm_value *value,
                                       orm_convert_room *room, orm_value *raw_out, orm_error *error)
{
    int64_t scaled = 0;
    orm_status status = read_scaled(field, value, &scaled, error);
    if (status != ORM_OK) {
        return status;
    }
    if (orm__convert_wants_text(field)) {
        size_t size = orm__decimal_write(scaled, field->column.scale, room->bytes);
        *raw_out = (orm_value){ .type = ORM_TYPE_TEXT, .size = size, .as.text = room->bytes };
    } else {
        *raw_out = orm_value_int(scaled);
    }
    return ORM_OK;
}
