/* Owns what fits from one column into another, for every value that there may be. */
#include "sql/fit.h"

#include <string.h>

#include "base/decimal.h"
#include "meta/kind.h"
#include "meta/storage.h"

/* ---- integers ---- */

static bool is_integer(const orm_field *field)
{
    return orm__kind_width(field->column.kind) != 0;
}

orm_fit_range orm__fit_range(const orm_field *field)
{
    orm_fit_range range;
    orm__storage_range(&field->layout, &range.low, &range.high);
    size_t width = orm__kind_width(field->column.kind);
    int64_t high = INT64_MAX, low = INT64_MIN;
    if (field->column.kind == ORM_KIND_DECIMAL) {
        high = orm__decimal_largest(field->column.precision);
        low = -high;
    } else if (width != 0) {
        high = INT64_MAX >> (64 - 8 * width);
        low = field->column.kind == ORM_KIND_UINT64 ? 0 : -high - 1;
    }
    range.high = range.high > high ? high : range.high;
    range.low = range.low < low ? low : range.low;
    return range;
}

bool orm__fit_may_be_large(const orm_field *target, const orm_field *source)
{
    const orm_fit_range to = orm__fit_range(target), from = orm__fit_range(source);
    return is_integer(target) && (from.low < to.low || from.high > to.high);
}

/* ---- reals ---- */

static bool is_real(orm_kind kind)
{
    return kind == ORM_KIND_FLOAT32 || kind == ORM_KIND_FLOAT64;
}

static bool fits_real(const orm_field *target, const orm_field *source)
{
    return is_real(target->column.kind) && is_real(source->column.kind) &&
           source->column.kind <= target->column.kind;
}

/* ---- texts and blobs ---- */

/* The most bytes that the member holds. */
static size_t capacity_of(const orm_layout *layout)
{
    if (layout->storage == ORM_STORAGE_CHARS) {
        return layout->size - 1;
    }
    if (layout->storage == ORM_STORAGE_BYTES) {
        return layout->size;
    }
    if (layout->storage == ORM_STORAGE_CHAR) {
        return 1;
    }
    return layout->length.size == 0 ? SIZE_MAX : orm__storage_largest_length(&layout->length);
}

static bool is_bytes_or_text(const orm_field *field)
{
    orm_kind kind = field->column.kind;
    return kind == ORM_KIND_TEXT || kind == ORM_KIND_JSON || kind == ORM_KIND_BLOB;
}

/* A member of a fixed number of bytes; 0: of no fixed one. */
static size_t fixed_size(const orm_layout *layout)
{
    bool is_fixed = layout->storage == ORM_STORAGE_BYTES && layout->length.size == 0;
    return is_fixed ? layout->size : 0;
}

static bool fits_bytes(const orm_layout *target, const orm_layout *source)
{
    bool is_char = target->storage == ORM_STORAGE_CHAR; /* ASCII alone */
    size_t fixed = fixed_size(target);
    return capacity_of(source) <= capacity_of(target) &&
           orm__storage_unit(source) == orm__storage_unit(target) &&
           (fixed == 0 || fixed == fixed_size(source)) &&
           (!is_char || source->storage == ORM_STORAGE_CHAR);
}

/* ---- labels ---- */

static bool has_label(const orm_enum *labels, const orm_enum_label *label)
{
    uint16_t i = 0;
    while (i < labels->label_count && (labels->labels[i].value != label->value ||
                                       strcmp(labels->labels[i].name, label->name) != 0)) {
        i++;
    }
    return i < labels->label_count;
}

/* target: NULL = it takes any number. */
static bool fits_labels(const orm_enum *target, const orm_enum *source)
{
    if (target == NULL || target == source) {
        return true;
    }
    uint16_t i = 0;
    while (source != NULL && i < source->label_count && has_label(target, &source->labels[i])) {
        i++;
    }
    return source != NULL && i == source->label_count;
}

/* ---- all ---- */

static bool is_kept_alike(const orm_layout *target, const orm_layout *source)
{
    return target->storage == source->storage && target->size >= source->size &&
           target->units_per_second == source->units_per_second && target->item == source->item &&
           target->item_size == source->item_size &&
           (target->storage != ORM_STORAGE_ARRAY || target->size == source->size);
}

static bool fits_kind(const orm_column *target, const orm_column *source)
{
    return target->kind == source->kind && target->element == source->element &&
           target->scale == source->scale && target->precision >= source->precision;
}

const char *orm__fit_find_fault(const orm_field *target, const orm_field *source)
{
    bool both_integers = is_integer(target) && is_integer(source);
    bool both_reals = fits_real(target, source);
    if (target->layout.converter != source->layout.converter) {
        return "set to a column of another type";
    }
    if (!fits_labels(target->column.labels, source->column.labels)) {
        return "set to a column of another enum";
    }
    if (both_integers || both_reals) {
        return NULL;
    }
    if (!fits_kind(&target->column, &source->column)) {
        return "set to a column of another kind";
    }
    bool fits = is_bytes_or_text(target) && target->layout.converter == NULL
                    ? fits_bytes(&target->layout, &source->layout)
                    : is_kept_alike(&target->layout, &source->layout);
    return fits ? NULL : "set to a column that may hold more than this one's member";
}

/* ---- calculations ---- */

static bool is_same_decimal(const orm_field *target, const orm_field *source)
{
    return target->column.kind == ORM_KIND_DECIMAL && source->column.kind == ORM_KIND_DECIMAL &&
           target->column.scale == source->column.scale;
}

bool orm__fit_is_number(const orm_field *target, const orm_field *source)
{
    if (source->column.labels != NULL) {
        return false;
    }
    bool is_time = target->column.kind == ORM_KIND_TIMESTAMP;
    return (is_integer(target) && is_integer(source)) || fits_real(target, source) ||
           is_same_decimal(target, source) ||
           (is_time && orm__fit_find_fault(target, source) == NULL);
}
