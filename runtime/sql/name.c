/* Owns the quoting of identifiers, the literals and the derived names of constraints. */
#include "sql/name.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "base/interval.h"
#include "base/real.h"
#include "sql/arena_text.h"

enum { HASH_DIGITS = 12 };

void orm__name_quote(orm_buffer *buffer, const char *name)
{
    orm__buffer_quoted(buffer, '"', name);
}

void orm__name_table(orm_buffer *buffer, const char *schema, const char *table)
{
    if (schema != NULL) {
        orm__name_quote(buffer, schema);
        orm__buffer_char(buffer, '.');
    }
    orm__name_quote(buffer, table);
}

void orm__name_fill(orm_buffer *buffer, const char *form, const char *name)
{
    for (const char *c = form; c != NULL && *c != '\0'; c++) {
        if (*c == '@') {
            orm__name_quote(buffer, name);
        } else {
            orm__buffer_char(buffer, *c);
        }
    }
}

/* ---- literals ---- */

/* The text of a value need not end with a NUL. */
static void append_text(orm_buffer *buffer, const char *text, size_t size)
{
    orm__buffer_char(buffer, '\'');
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\'') {
            orm__buffer_char(buffer, '\'');
        }
        orm__buffer_char(buffer, text[i]);
    }
    orm__buffer_char(buffer, '\'');
}

static void append_hex(orm_buffer *buffer, const orm_value *value)
{
    const unsigned char *bytes = value->as.data;
    for (size_t i = 0; i < value->size; i++) {
        orm__buffer_format(buffer, "%02x", bytes[i]);
    }
}

static void append_blob(orm_buffer *buffer, const orm_dialect *dialect, const orm_value *value)
{
    orm__buffer_text(buffer, dialect->blob_prefix);
    append_hex(buffer, value);
    orm__buffer_text(buffer, dialect->blob_suffix);
}

static void append_uuid(orm_buffer *buffer, const orm_dialect *dialect, const orm_value *value)
{
    if (dialect->uuid_is_blob) {
        append_blob(buffer, dialect, value);
        return;
    }
    orm__buffer_char(buffer, '\'');
    append_hex(buffer, value);
    orm__buffer_char(buffer, '\'');
}

static void append_date(orm_buffer *buffer, int64_t days)
{
    char text[ORM_CALENDAR_SIZE + 1];
    orm__calendar_write(days, text);
    orm__buffer_format(buffer, "'%s'", text);
}

static void append_interval(orm_buffer *buffer, orm_interval interval)
{
    char text[ORM_INTERVAL_SIZE + 1];
    (void)orm__interval_write(interval, text);
    orm__buffer_format(buffer, "'%s'", text);
}

static void append_decimal(orm_buffer *buffer, const orm_dialect *dialect, const orm_value *value)
{
    char text[ORM_DECIMAL_SIZE + 1];
    unsigned scale = dialect->decimal_is_integer ? 0 : (unsigned)value->size;
    (void)orm__decimal_write(value->as.integer, scale, text);
    orm__buffer_text(buffer, text);
}

static void append_real(orm_buffer *buffer, const orm_dialect *dialect, double real)
{
    if (isnan(real)) {
        orm__buffer_text(buffer, dialect->nan);
    } else if (isinf(real)) {
        orm__buffer_text(buffer, real < 0 ? "-" : "");
        orm__buffer_text(buffer, dialect->infinity);
    } else if (real == 0 && signbit(real) != 0 && dialect->minus_zero != NULL) {
        orm__buffer_text(buffer, dialect->minus_zero);
    } else {
        char text[ORM_REAL_SIZE + 1];
        orm__buffer_append(buffer, text, orm__real_write(real, text));
    }
}

/* Hours, not days, since a day of the session's time zone may have 23 of them. */
static void append_timestamp(orm_buffer *buffer, const orm_dialect *dialect, int64_t microseconds)
{
    if (dialect->timestamp_is_integer) {
        orm__buffer_format(buffer, "%" PRId64, microseconds);
        return;
    }
    const int64_t per_hour = INT64_C(3600000000);
    int64_t hours = microseconds / per_hour;
    int64_t rest = microseconds % per_hour;
    if (rest < 0) {
        hours--;
        rest += per_hour;
    }
    orm__buffer_format(buffer,
                       "(timestamptz 'epoch' + interval '%" PRId64 " hours %" PRId64 ".%06" PRId64
                       " seconds')",
                       hours, rest / 1000000, rest % 1000000);
}

static void append_bool(orm_buffer *buffer, const orm_dialect *dialect, bool boolean)
{
    if (dialect->bool_is_integer) {
        orm__buffer_char(buffer, boolean ? '1' : '0');
    } else {
        orm__buffer_text(buffer, boolean ? "TRUE" : "FALSE");
    }
}

static void append_number(orm_buffer *buffer, const orm_dialect *dialect, const orm_value *value)
{
    if (value->type == ORM_TYPE_REAL) {
        append_real(buffer, dialect, value->as.real);
    } else {
        orm__buffer_format(buffer, "%" PRId64, value->as.integer);
    }
}

void orm__name_literal(orm_buffer *buffer, const orm_dialect *dialect, orm_kind kind,
                       const orm_value *value)
{
    if (value->type == ORM_TYPE_NULL) {
        orm__buffer_text(buffer, "NULL");
        return;
    }
    switch (kind) {
    case ORM_KIND_BOOL:
        append_bool(buffer, dialect, value->as.boolean);
        break;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        append_number(buffer, dialect, value);
        break;
    case ORM_KIND_TEXT:
    case ORM_KIND_ENUM:
    case ORM_KIND_JSON:
        append_text(buffer, value->as.text, value->size);
        break;
    case ORM_KIND_BLOB:
        append_blob(buffer, dialect, value);
        break;
    case ORM_KIND_UUID:
        append_uuid(buffer, dialect, value);
        break;
    case ORM_KIND_DATE:
        append_date(buffer, value->as.integer);
        break;
    case ORM_KIND_DECIMAL:
        append_decimal(buffer, dialect, value);
        break;
    case ORM_KIND_TIMESTAMP:
        append_timestamp(buffer, dialect, value->as.integer);
        break;
    case ORM_KIND_INTERVAL:
        append_interval(buffer, orm_value_as_interval(value));
        break;
    case ORM_KIND_ARRAY: /* none: meta/check lets no default through */
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
}

/* ---- names of constraints ---- */

static uint64_t hash_parts(const char *table, const orm_rel_names *columns, const char *suffix)
{
    uint64_t hash = orm__hash_text(ORM_HASH_START, table);
    for (uint16_t i = 0; columns != NULL && i < columns->count; i++) {
        hash = orm__hash_text(hash, columns->names[i]);
    }
    return orm__hash_text(hash, suffix);
}

/* The largest size up to limit that cuts no UTF-8 character. */
static size_t cut_size(const char *text, size_t limit)
{
    size_t size = limit;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--;
    }
    return size;
}

/* Cuts the name and ends it with a hash of its parts, so that (a_b, c) and (a, b_c) differ too. */
static void shorten(orm_buffer *name, size_t limit, uint64_t hash, const char *suffix)
{
    size_t tail = 1 + HASH_DIGITS + 1 + strlen(suffix);
    name->size = cut_size(name->text, limit > tail ? limit - tail : 0);
    orm__buffer_format(name, "_%0*" PRIx64 "_%s", HASH_DIGITS, hash >> (64 - 4 * HASH_DIGITS),
                       suffix);
}

const char *orm__name_derive(const orm_dialect *dialect, orm_arena *arena, const char *table,
                             const orm_rel_names *columns, const char *suffix)
{
    orm_buffer name;
    orm__arena_text_init(&name, arena);
    orm__buffer_text(&name, table);
    for (uint16_t i = 0; columns != NULL && i < columns->count; i++) {
        orm__buffer_char(&name, '_');
        orm__buffer_text(&name, columns->names[i]);
    }
    orm__buffer_char(&name, '_');
    orm__buffer_text(&name, suffix);
    if (!name.failed && dialect->name_max != 0 && name.size > dialect->name_max) {
        shorten(&name, dialect->name_max, hash_parts(table, columns, suffix), suffix);
    }
    return orm__buffer_string(&name);
}
