/* Owns what C storage holds without loss. How it is written is meta/storage. */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "meta/describe.h"
#include "meta/storage.h"
#include "meta/storage_time.h"

/* ---- sizes -------------------------------------------------------------------------------- */

static uint64_t largest_natural(size_t size)
{
    return UINT64_MAX >> (64 - 8 * size);
}

static int64_t largest_integer(size_t size)
{
    return (int64_t)(largest_natural(size) >> 1);
}

/* The same of a member, which may be a bit-field. */
static uint64_t most_of(const orm_layout *layout)
{
    return layout->bits != 0 ? UINT64_MAX >> (64 - layout->bits) : largest_natural(layout->size);
}

/* The top bit of a size of 4 or 8 bytes is taken for a sign even if the member is unsigned: no
 * engine stores that much. */
size_t orm__storage_largest_length(const orm_auxiliary *length)
{
    bool is_signed = length->is_signed || length->size >= 4;
    uint64_t largest =
        is_signed ? (uint64_t)largest_integer(length->size) : largest_natural(length->size);
    return largest > PTRDIFF_MAX ? (size_t)PTRDIFF_MAX : (size_t)largest;
}

static bool fits_length(const orm_layout *layout, size_t size)
{
    size_t unit = orm__storage_unit(layout);
    return size % unit == 0 && size / unit <= orm__storage_largest_length(&layout->length);
}

/* ---- what fits ---------------------------------------------------------------------------- */

void orm__storage_range(const orm_layout *layout, int64_t *low_out, int64_t *high_out)
{
    *low_out = INT64_MIN;
    *high_out = INT64_MAX;
    if (layout->storage == ORM_STORAGE_INT) {
        *high_out = (int64_t)(most_of(layout) >> 1);
        *low_out = -*high_out - 1;
    } else if (layout->storage == ORM_STORAGE_UINT) {
        uint64_t most = most_of(layout);
        *high_out = most > INT64_MAX ? INT64_MAX : (int64_t)most;
        *low_out = 0;
    }
}

static bool fits_integer(const orm_layout *layout, const orm_value *raw)
{
    int64_t largest = (int64_t)(most_of(layout) >> 1);
    if (raw->type == ORM_TYPE_UINT) {
        return raw->as.natural <= (uint64_t)largest;
    }
    return raw->type == ORM_TYPE_INT && raw->as.integer <= largest &&
           raw->as.integer >= -largest - 1;
}

static bool fits_natural(const orm_layout *layout, const orm_value *raw)
{
    if (raw->type == ORM_TYPE_INT) {
        return raw->as.integer >= 0 && (uint64_t)raw->as.integer <= most_of(layout);
    }
    return raw->type == ORM_TYPE_UINT && raw->as.natural <= most_of(layout);
}

bool orm__storage_is_float(double real)
{
    if (isnan(real) || isinf(real)) {
        return true;
    }
    return real <= FLT_MAX && real >= -FLT_MAX && (double)(float)real == real;
}

static bool fits_real(const orm_layout *layout, const orm_value *raw)
{
    if (raw->type != ORM_TYPE_REAL) {
        return false;
    }
    return layout->size == sizeof(double) || orm__storage_is_float(raw->as.real);
}

static bool fits_bytes(const orm_layout *layout, size_t size)
{
    return layout->length.size == 0 ? size == layout->size
                                    : size <= layout->size && fits_length(layout, size);
}

static bool fits(const orm_layout *layout, const orm_value *raw)
{
    switch (layout->storage) {
    case ORM_STORAGE_NONE:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
        break;
    case ORM_STORAGE_BOOL:
        return raw->type == ORM_TYPE_BOOL;
    case ORM_STORAGE_INT:
        return fits_integer(layout, raw);
    case ORM_STORAGE_UINT:
        return fits_natural(layout, raw);
    case ORM_STORAGE_FLOAT:
        return fits_real(layout, raw);
    case ORM_STORAGE_STRING:
        return raw->type == ORM_TYPE_TEXT;
    case ORM_STORAGE_CHARS:
        return raw->type == ORM_TYPE_TEXT && raw->size < layout->size;
    case ORM_STORAGE_BLOB:
        return raw->type == ORM_TYPE_BLOB && fits_length(layout, raw->size);
    case ORM_STORAGE_SPAN:
        return raw->type == ORM_TYPE_TEXT && fits_length(layout, raw->size);
    case ORM_STORAGE_CHAR:
        return raw->type == ORM_TYPE_TEXT && raw->size <= 1 &&
               (raw->size == 0 || (unsigned char)raw->as.text[0] <= ORM_STORAGE_LAST_ASCII);
    case ORM_STORAGE_BYTES:
        return raw->type == ORM_TYPE_BLOB && fits_bytes(layout, raw->size);
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return orm__storage_time_fits(layout, raw);
    case ORM_STORAGE_INTERVAL:
        return raw->type == ORM_TYPE_INTERVAL;
    case ORM_STORAGE_CONVERTED:
        break;
    }
    return false;
}

/* Bytes that end within an item of an array that they are to be. */
static bool is_broken(const orm_layout *layout, const orm_value *raw)
{
    bool is_bytes = layout->storage == ORM_STORAGE_BLOB || layout->storage == ORM_STORAGE_BYTES;
    return is_bytes && raw->type == ORM_TYPE_BLOB && raw->size % orm__storage_unit(layout) != 0;
}

orm_status orm__storage_check(const orm_layout *layout, const orm_value *raw, orm_error *error)
{
    if (is_broken(layout, raw)) {
        return orm__error_set(error, ORM_CONVERSION, "%s is no whole number of items of %zu bytes",
                              orm__describe_value(raw).text, orm__storage_unit(layout));
    }
    if (!fits(layout, raw)) {
        return orm__error_set(error, ORM_CONVERSION, "%s does not fit %s",
                              orm__describe_value(raw).text, orm__describe_member(layout).text);
    }
    if (raw->type == ORM_TYPE_TEXT && raw->size > 0 &&
        memchr(raw->as.text, '\0', raw->size) != NULL) {
        return orm__error_set(error, ORM_CONVERSION, "text with an embedded NUL does not fit %s",
                              orm__describe_member(layout).text);
    }
    return ORM_OK;
}
