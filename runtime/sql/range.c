/* Owns the ends of what columns hold, kind by kind; the conversion of what lies within is row's. */
#include "sql/range.h"

#include "base/calendar.h"
#include "base/decimal.h"

enum { MICROSECONDS = 1000000 };

int orm__range_compare(const orm_value *number, int64_t integer)
{
    if (number->type == ORM_TYPE_UINT && number->as.natural > INT64_MAX) {
        return 1;
    }
    int64_t own = number->as.integer; /* of a UINT the same bits */
    return own < integer ? -1 : own > integer;
}

static orm_range place_between(const orm_value *number, int64_t first, int64_t last)
{
    if (orm__range_compare(number, first) < 0) {
        return ORM_RANGE_BELOW;
    }
    return orm__range_compare(number, last) > 0 ? ORM_RANGE_ABOVE : ORM_RANGE_WITHIN;
}

static orm_range place_time(int64_t first_us, uint32_t units, const orm_value *number)
{
    if (units <= MICROSECONDS) {
        int64_t factor = MICROSECONDS / units;
        int64_t first = first_us / factor; /* towards zero: the first whole unit */
        return place_between(number, first, INT64_MAX / factor);
    }
    int64_t divisor = units / MICROSECONDS;
    int64_t first = first_us < INT64_MIN / divisor ? INT64_MIN : first_us * divisor;
    orm_range range = place_between(number, first, INT64_MAX);
    bool has_rest = range == ORM_RANGE_WITHIN && number->as.integer % divisor != 0;
    return has_rest ? ORM_RANGE_BETWEEN : range;
}

static orm_range place_decimal(unsigned precision, const orm_value *number)
{
    int64_t largest = orm__decimal_largest(precision);
    return place_between(number, -largest, largest);
}

/* An integer that no double is lies between two of them. */
static orm_range place_real(const orm_value *number)
{
    const double end = 18446744073709551616.0; /* 2^64 */
    double real;
    bool is_exact;
    if (number->type == ORM_TYPE_UINT) {
        real = (double)number->as.natural;
        is_exact = real < end && (uint64_t)real == number->as.natural;
    } else {
        real = (double)number->as.integer;
        is_exact = real < end / 2 && (int64_t)real == number->as.integer;
    }
    return is_exact ? ORM_RANGE_WITHIN : ORM_RANGE_BETWEEN;
}

orm_range orm__range_place(const orm_dialect *dialect, const orm_field *field,
                           const orm_value *operand)
{
    if (operand->type != ORM_TYPE_INT && operand->type != ORM_TYPE_UINT) {
        return ORM_RANGE_WITHIN;
    }
    switch (field->column.kind) {
    case ORM_KIND_BOOL:
        return place_between(operand, 0, 1);
    case ORM_KIND_INT16: /* every engine compares all integers with one another */
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return place_between(operand, INT64_MIN, INT64_MAX);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return place_real(operand);
    case ORM_KIND_TIMESTAMP:
        return place_time(dialect->first_timestamp, field->layout.units_per_second, operand);
    case ORM_KIND_DATE:
        return place_between(operand, ORM_CALENDAR_FIRST, ORM_CALENDAR_LAST);
    case ORM_KIND_DECIMAL:
        return place_decimal(field->column.precision, operand);
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_UUID:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_ENUM:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return ORM_RANGE_WITHIN;
}
