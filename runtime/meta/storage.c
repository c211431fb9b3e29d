/* Owns what C storage holds: sizes, signs, terminators, what fits without loss. Bytes go in and out
 * by memcpy, so that no member has to be aligned or of an effective type of ours. */
#include "meta/storage.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "meta/describe.h"
#include "meta/storage_time.h"

enum { LAST_ASCII = 0x7F };

/* ---- integers ----------------------------------------------------------------------------- */

uint64_t orm__storage_read_natural(const unsigned char *at, size_t size)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (size) {
    case 1:
        memcpy(&one, at, sizeof one);
        return one;
    case 2:
        memcpy(&two, at, sizeof two);
        return two;
    case 4:
        memcpy(&four, at, sizeof four);
        return four;
    default:
        memcpy(&eight, at, sizeof eight);
        return eight;
    }
}

/* Writes the low bytes of value: of a negative number too, in two's complement. */
void orm__storage_write_natural(unsigned char *at, size_t size, uint64_t value)
{
    uint8_t one = (uint8_t)value;
    uint16_t two = (uint16_t)value;
    uint32_t four = (uint32_t)value;
    switch (size) {
    case 1:
        memcpy(at, &one, sizeof one);
        break;
    case 2:
        memcpy(at, &two, sizeof two);
        break;
    case 4:
        memcpy(at, &four, sizeof four);
        break;
    default:
        memcpy(at, &value, sizeof value);
        break;
    }
}

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

static uint64_t read_natural(const orm_layout *layout, const unsigned char *at)
{
    return layout->bits != 0 ? layout->access->get(at)
                             : orm__storage_read_natural(at, layout->size);
}

static int64_t read_integer(const orm_layout *layout, const unsigned char *at)
{
    uint64_t natural = read_natural(layout, at);
    uint64_t sign = layout->bits != 0 ? 0 : UINT64_C(1) << (8 * layout->size - 1);
    uint64_t extended = (natural ^ sign) - sign; /* a bit-field comes so */
    int64_t integer;
    memcpy(&integer, &extended, sizeof integer);
    return integer;
}

/* ---- reading ------------------------------------------------------------------------------ */

static const void *read_pointer(const unsigned char *at)
{
    const void *pointer;
    memcpy(&pointer, at, sizeof pointer);
    return pointer;
}

static double read_real(const unsigned char *at, size_t size)
{
    if (size == sizeof(float)) {
        float single;
        memcpy(&single, at, sizeof single);
        return single;
    }
    double real;
    memcpy(&real, at, sizeof real);
    return real;
}

static orm_status read_chars(const orm_layout *layout, const unsigned char *at, orm_value *raw,
                             orm_error *error)
{
    const unsigned char *stop = memchr(at, '\0', layout->size);
    if (stop == NULL) {
        return orm__error_set(error, ORM_CONVERSION, "char[%zu] has no terminating NUL",
                              layout->size);
    }
    *raw = (orm_value){ .type = ORM_TYPE_TEXT,
                        .size = (size_t)(stop - at),
                        .as.text = (const char *)at };
    return ORM_OK;
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

/* Bytes that the length of a blob or a text counts. */
static size_t unit_of(const orm_layout *layout)
{
    return layout->item_size == 0 ? 1 : layout->item_size;
}

static bool fits_length(const orm_layout *layout, size_t size)
{
    size_t unit = unit_of(layout);
    return size % unit == 0 && size / unit <= orm__storage_largest_length(&layout->length);
}

static orm_status read_blob(const orm_layout *layout, orm_spot spot, orm_value *raw,
                            orm_error *error)
{
    const void *data = read_pointer(spot.at);
    uint64_t size = orm__storage_read_natural(spot.length, layout->length.size);
    if (data != NULL && size > orm__storage_largest_length(&layout->length)) {
        return orm__error_set(error, ORM_CONVERSION, "the size of the %s is negative",
                              layout->storage == ORM_STORAGE_SPAN ? "text" : "blob");
    }
    if (data != NULL && size > PTRDIFF_MAX / unit_of(layout)) {
        return orm__error_set(error, ORM_CONVERSION, "the blob is larger than memory can be");
    }
    *raw = orm_value_blob(data, (size_t)size * unit_of(layout));
    if (layout->storage == ORM_STORAGE_SPAN && data != NULL) {
        raw->type = ORM_TYPE_TEXT;
    }
    return ORM_OK;
}

/* The bytes at the start of an array, as many as its size member says. */
static orm_status read_bytes(const orm_layout *layout, orm_spot spot, orm_value *raw,
                             orm_error *error)
{
    size_t unit = unit_of(layout);
    uint64_t size = layout->size / unit;
    if (layout->length.size != 0) {
        size = orm__storage_read_natural(spot.length, layout->length.size);
    }
    if (size > layout->size / unit) {
        return orm__error_set(error, ORM_CONVERSION, "the size is beyond that of %s",
                              orm__describe_member(layout).text);
    }
    *raw = orm_value_blob(spot.at, (size_t)size * unit);
    return ORM_OK;
}

/* A byte of more than seven bits is no text by itself. */
static orm_status read_char(const unsigned char *at, orm_value *raw, orm_error *error)
{
    if (*at > LAST_ASCII) {
        return orm__error_set(error, ORM_CONVERSION, "char 0x%02x is no ASCII character",
                              (unsigned)*at);
    }
    *raw = (orm_value){ .type = ORM_TYPE_TEXT, .size = *at != 0, .as.text = (const char *)at };
    return ORM_OK;
}

orm_status orm__storage_read(const orm_layout *layout, orm_spot spot, orm_value *raw_out,
                             orm_error *error)
{
    const unsigned char *at = spot.at;
    switch (layout->storage) {
    case ORM_STORAGE_NONE:
        break;
    case ORM_STORAGE_BOOL:
        *raw_out = orm_value_bool(read_natural(layout, at) != 0);
        return ORM_OK;
    case ORM_STORAGE_INT:
        *raw_out = orm_value_int(read_integer(layout, at));
        return ORM_OK;
    case ORM_STORAGE_UINT:
        *raw_out = orm_value_uint(read_natural(layout, at));
        return ORM_OK;
    case ORM_STORAGE_FLOAT:
        *raw_out = orm_value_real(read_real(at, layout->size));
        return ORM_OK;
    case ORM_STORAGE_STRING:
        *raw_out = orm_value_text(read_pointer(at));
        return ORM_OK;
    case ORM_STORAGE_CHARS:
        return read_chars(layout, at, raw_out, error);
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_SPAN:
        return read_blob(layout, spot, raw_out, error);
    case ORM_STORAGE_CHAR:
        return read_char(at, raw_out, error);
    case ORM_STORAGE_BYTES:
        return read_bytes(layout, spot, raw_out, error);
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return orm__storage_time_read(layout->storage, at, raw_out, error);
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED:
        break;
    }
    return orm__error_set(error, ORM_MISUSE, "the member is not kept as a single value");
}

/* ---- what fits ---------------------------------------------------------------------------- */

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
               (raw->size == 0 || (unsigned char)raw->as.text[0] <= LAST_ASCII);
    case ORM_STORAGE_BYTES:
        return raw->type == ORM_TYPE_BLOB && fits_bytes(layout, raw->size);
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return orm__storage_time_fits(layout->storage, raw);
    case ORM_STORAGE_CONVERTED:
        break;
    }
    return false;
}

orm_status orm__storage_check(const orm_layout *layout, const orm_value *raw, orm_error *error)
{
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

/* ---- writing ------------------------------------------------------------------------------ */

/* A bit-field that has become narrower since the scan would lose bits. */
static orm_status write_natural(const orm_layout *layout, unsigned char *at, uint64_t value,
                                orm_error *error)
{
    if (layout->bits == 0) {
        orm__storage_write_natural(at, layout->size, value);
        return ORM_OK;
    }
    return layout->access->set(at, value)
               ? ORM_OK
               : orm__error_set(error, ORM_CONVERSION,
                                "the bit-field is not %s, as it was scanned: run orm-scan",
                                orm__describe_member(layout).text);
}

static void write_real(unsigned char *at, size_t size, double real)
{
    if (size == sizeof(float)) {
        float single = (float)real;
        memcpy(at, &single, sizeof single);
    } else {
        memcpy(at, &real, sizeof real);
    }
}

static void write_chars(const orm_layout *layout, unsigned char *at, const orm_value *raw)
{
    if (raw->size > 0) {
        memcpy(at, raw->as.data, raw->size);
    }
    memset(at + raw->size, 0, layout->size - raw->size);
}

static void write_bytes(const orm_layout *layout, orm_spot spot, const orm_value *raw)
{
    write_chars(layout, spot.at, raw);
    if (layout->length.size != 0) {
        orm__storage_write_natural(spot.length, layout->length.size, raw->size / unit_of(layout));
    }
}

/* A text with a NUL behind it; bytes where anything may be that they are the bytes of. */
static void *copy_into(orm_arena *arena, const orm_value *raw)
{
    if (raw->type != ORM_TYPE_BLOB) {
        return orm_arena_copy(arena, raw->as.data, raw->size);
    }
    void *copy = orm_arena_alloc(arena, raw->size);
    if (copy != NULL && raw->size > 0) {
        memcpy(copy, raw->as.data, raw->size);
    }
    return copy;
}

static orm_status write_copy(const orm_layout *layout, orm_spot spot, const orm_value *raw,
                             orm_arena *arena, orm_error *error)
{
    if (arena == NULL) {
        return orm__error_set(error, ORM_MISUSE, "a pointer member needs an arena");
    }
    const void *copy = copy_into(arena, raw);
    if (copy == NULL) {
        return orm__error_no_memory(error);
    }
    memcpy(spot.at, &copy, sizeof copy);
    if (layout->storage != ORM_STORAGE_STRING) {
        orm__storage_write_natural(spot.length, layout->length.size, raw->size / unit_of(layout));
    }
    return ORM_OK;
}

orm_status orm__storage_write(const orm_layout *layout, orm_spot spot, const orm_value *raw,
                              orm_arena *arena, orm_error *error)
{
    unsigned char *at = spot.at;
    switch (layout->storage) {
    case ORM_STORAGE_NONE:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
        break;
    case ORM_STORAGE_BOOL:
        return write_natural(layout, at, raw->as.boolean, error);
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
        return write_natural(layout, at, raw->as.natural, error);
    case ORM_STORAGE_FLOAT:
        write_real(at, layout->size, raw->as.real);
        break;
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_SPAN:
        return write_copy(layout, spot, raw, arena, error);
    case ORM_STORAGE_CHAR:
        *at = raw->size == 0 ? '\0' : (unsigned char)raw->as.text[0];
        break;
    case ORM_STORAGE_CHARS:
        write_chars(layout, at, raw);
        break;
    case ORM_STORAGE_BYTES:
        write_bytes(layout, spot, raw);
        break;
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        orm__storage_time_write(layout->storage, at, raw->as.integer);
        break;
    case ORM_STORAGE_CONVERTED:
        break;
    }
    return ORM_OK;
}

void orm__storage_clear(const orm_layout *layout, orm_spot spot)
{
    if (layout->bits != 0) {
        (void)layout->access->set(spot.at, 0);
    }
    memset(spot.at, 0, layout->size);
    if (layout->length.size != 0) {
        orm__storage_write_natural(spot.length, layout->length.size, 0);
    }
}
