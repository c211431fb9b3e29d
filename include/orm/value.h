/* A neutral tagged value: what stands between a struct's member and a database's column.
 *
 * A value borrows what it points to. The library reads a value that it was handed only during the
 * call; a value that it hands out is valid as long as the object that it came from says. */
#ifndef ORM_VALUE_H
#define ORM_VALUE_H

#include <orm/export.h>
#include <orm/interval.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

ORM_BEGIN_DECLS

/* What a value holds. */
typedef enum orm_type {
    ORM_TYPE_NULL = 0,
    ORM_TYPE_BOOL,      /* as.boolean */
    ORM_TYPE_INT,       /* as.integer */
    ORM_TYPE_UINT,      /* as.natural; only on the C side: it never reaches a driver */
    ORM_TYPE_REAL,      /* as.real */
    ORM_TYPE_TEXT,      /* as.text, size bytes of UTF-8; NUL-terminated only if it came from C */
    ORM_TYPE_BLOB,      /* as.data, size bytes */
    ORM_TYPE_TIMESTAMP, /* as.integer: microseconds since 1970-01-01 00:00 UTC */
    ORM_TYPE_DATE,      /* as.integer: days since 1970-01-01 */
    ORM_TYPE_DECIMAL,   /* as.integer: the number times ten to the power of size */
    ORM_TYPE_INTERVAL,  /* its parts: orm_value_as_interval */
    ORM_TYPE_LIST,      /* as.list, size values of one type, or NULLs among them */
    ORM_TYPE_OTHER      /* as.data: bytes of a column type that the driver does not know */
} orm_type;

typedef struct orm_value orm_value;

struct orm_value {
    orm_type type;
    int32_t months; /* of an INTERVAL, whose microseconds are as.integer; else 0 */
    size_t size; /* bytes of TEXT, BLOB and OTHER; values of a LIST; scale of a DECIMAL; days of an
                  * INTERVAL, as a uint32_t; else 0 */
    union {
        int64_t integer;
        uint64_t natural;
        double real;
        bool boolean;
        const char *text;
        const void *data;
        const orm_value *list;
    } as;
};

/* NaN and infinity as constants for tables (null_if): C's own need <math.h>, and gcc takes no 0.0 /
 * 0.0 there. */
#ifdef __GNUC__
#define ORM_NAN __builtin_nan("")
#define ORM_INFINITY __builtin_inf()
#else
#define ORM_NAN (0.0 / 0.0)
#define ORM_INFINITY (1.0 / 0.0)
#endif

/* What a column holds, in SQL's terms: X(name, text). A kind says nothing of the C member behind it
 * (that is orm_storage). To add one: a line here, then the switches that the compiler names. */
#define ORM_KIND_MAP(X)       \
    X(BOOL, "bool")           \
    X(INT16, "int16")         \
    X(INT32, "int32")         \
    X(INT64, "int64")         \
    X(UINT64, "uint64")       \
    X(FLOAT32, "float32")     \
    X(FLOAT64, "float64")     \
    X(TEXT, "text")           \
    X(BLOB, "blob")           \
    X(ENUM, "enum")           \
    X(TIMESTAMP, "timestamp") \
    X(DATE, "date")           \
    X(UUID, "uuid")           \
    X(DECIMAL, "decimal")     \
    X(JSON, "json")           \
    X(ARRAY, "array")         \
    X(INTERVAL, "interval")

/* clang-format off */
typedef enum orm_kind {
    ORM_KIND_NONE = 0,
#define ORM_KIND_ENUM_(name, text) ORM_KIND_##name,
    ORM_KIND_MAP(ORM_KIND_ENUM_)
#undef ORM_KIND_ENUM_
    ORM_KIND_COUNT
} orm_kind;
/* clang-format on */

/* The name of a kind ("int64"); "?" for a number that is none. Borrowed, static. Any thread. */
ORM_API const char *orm_kind_name(orm_kind kind);

static inline orm_value orm_value_null(void)
{
    orm_value value;
    memset(&value, 0, sizeof value);
    return value;
}

static inline orm_value orm_value_bool(bool boolean)
{
    orm_value value = orm_value_null();
    value.type = ORM_TYPE_BOOL;
    value.as.boolean = boolean;
    return value;
}

static inline orm_value orm_value_int(int64_t integer)
{
    orm_value value = orm_value_null();
    value.type = ORM_TYPE_INT;
    value.as.integer = integer;
    return value;
}

static inline orm_value orm_value_uint(uint64_t natural)
{
    orm_value value = orm_value_null();
    value.type = ORM_TYPE_UINT;
    value.as.natural = natural;
    return value;
}

static inline orm_value orm_value_real(double real)
{
    orm_value value = orm_value_null();
    value.type = ORM_TYPE_REAL;
    value.as.real = real;
    return value;
}

/* text: borrowed, NUL-terminated; NULL gives an SQL NULL. */
static inline orm_value orm_value_text(const char *text)
{
    orm_value value = orm_value_null();
    if (text != NULL) {
        value.type = ORM_TYPE_TEXT;
        value.size = strlen(text);
        value.as.text = text;
    }
    return value;
}

/* data: borrowed, size bytes; NULL gives an SQL NULL, also with size 0. */
static inline orm_value orm_value_blob(const void *data, size_t size)
{
    orm_value value = orm_value_null();
    if (data != NULL) {
        value.type = ORM_TYPE_BLOB;
        value.size = size;
        value.as.data = data;
    }
    return value;
}

/* An instant: microseconds since 1970-01-01 00:00 UTC. */
static inline orm_value orm_value_timestamp(int64_t microseconds)
{
    orm_value value = orm_value_int(microseconds);
    value.type = ORM_TYPE_TIMESTAMP;
    return value;
}

/* A day: days since 1970-01-01. */
static inline orm_value orm_value_date(int64_t days)
{
    orm_value value = orm_value_int(days);
    value.type = ORM_TYPE_DATE;
    return value;
}

/* An exact number: scaled counts the last of scale places, so that 1250 with 2 is 12.50. scale is
 * at most 18. */
static inline orm_value orm_value_decimal(int64_t scaled, unsigned scale)
{
    orm_value value = orm_value_int(scaled);
    value.type = ORM_TYPE_DECIMAL;
    value.size = scale;
    return value;
}

static inline orm_value orm_value_interval(orm_interval interval)
{
    orm_value value = orm_value_int(interval.microseconds);
    value.type = ORM_TYPE_INTERVAL;
    value.months = interval.months;
    value.size = (uint32_t)interval.days;
    return value;
}

/* The parts of an INTERVAL. */
static inline orm_interval orm_value_as_interval(const orm_value *value)
{
    orm_interval interval;
    uint32_t days = (uint32_t)value->size;
    memset(&interval, 0, sizeof interval);
    interval.months = value->months;
    memcpy(&interval.days, &days, sizeof days);
    interval.microseconds = value->as.integer;
    return interval;
}

ORM_END_DECLS

#endif
