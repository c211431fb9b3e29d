/* Owns the bytes of C storage: sizes, signs, terminators. What fits is meta/storage_fit. Bytes go
 * in and out by memcpy, so that no member has to be aligned or of an effective type of ours. */
#include "meta/storage.h"

#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "meta/describe.h"
#include "meta/storage_time.h"

/* ---- integers ----------------------------------------------------------------------------- */

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

static orm_status read_blob(const orm_layout *layout, orm_spot spot, orm_value *raw,
                            orm_error *error)
{
    const void *data = read_pointer(spot.at);
    uint64_t size = orm__storage_read_natural(spot.length, layout->length.size);
    if (data != NULL && size > orm__storage_largest_length(&layout->length)) {
        return orm__error_set(error, ORM_CONVERSION, "the size of the %s is negative",
                              layout->storage == ORM_STORAGE_SPAN ? "text" : "blob");
    }
    if (data != NULL && size > PTRDIFF_MAX / orm__storage_unit(layout)) {
        return orm__error_set(error, ORM_CONVERSION, "the blob is larger than memory can be");
    }
    *raw = orm_value_blob(data, (size_t)size * orm__storage_unit(layout));
    if (layout->storage == ORM_STORAGE_SPAN && data != NULL) {
        raw->type = ORM_TYPE_TEXT;
    }
    return ORM_OK;
}

/* The bytes at the start of an array, as many as its size member says. */
static orm_status read_bytes(const orm_layout *layout, orm_spot spot, orm_value *raw,
                             orm_error *error)
{
    size_t unit = orm__storage_unit(layout);
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
    if (*at > ORM_STORAGE_LAST_ASCII) {
        return orm__error_set(error, ORM_CONVERSION, "char 0x%02x is no ASCII character",
                              (unsigned)*at);
    }
    *raw = (orm_value){ .type = ORM_TYPE_TEXT, .size = *at != 0, .as.text = (const char *)at };
    return ORM_OK;
}

static orm_value read_interval(const unsigned char *at)
{
    orm_interval interval;
    memcpy(&interval, at, sizeof interval);
    return orm_value_interval(interval);
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
        return orm__storage_time_read(layout, at, raw_out, error);
    case ORM_STORAGE_INTERVAL:
        *raw_out = read_interval(at);
        return ORM_OK;
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED:
        break;
    }
    return orm__error_set(error, ORM_MISUSE, "the member is not kept as a single value");
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
        orm__storage_write_natural(spot.length, layout->length.size,
                                   raw->size / orm__storage_unit(layout));
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
        orm__storage_write_natural(spot.length, layout->length.size,
                                   raw->size / orm__storage_unit(layout));
    }
    return ORM_OK;
}

static void write_interval(unsigned char *at, const orm_value *raw)
{
    const orm_interval interval = orm_value_as_interval(raw);
    memcpy(at, &interval, sizeof interval);
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
        orm__storage_time_write(layout, at, raw->as.integer);
        break;
    case ORM_STORAGE_INTERVAL:
        write_interval(at, raw);
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
