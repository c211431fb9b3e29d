/* Owns what becomes of a kind in a column of PostgreSQL, by the type that the column has under its
 * domains. Parameters have the types of their kinds (driver/postgresql_type.c). */
#include <string.h>

#include "meta/entity.h"
#include "meta/kind.h"
#include "migrate/fit.h"

typedef enum family {
    FAMILY_OTHER,
    FAMILY_INTEGER,
    FAMILY_OID,
    FAMILY_REAL,
    FAMILY_NUMERIC,
    FAMILY_TEXT,
    FAMILY_PADDED,
    FAMILY_SHORT_TEXT, /* cut without a word */
    FAMILY_JSON,
    FAMILY_BOOL,
    FAMILY_BYTES,
    FAMILY_UUID,
    FAMILY_TIME,
    FAMILY_DATE,
    FAMILY_INTERVAL,
    FAMILY_ENUM
} family;

typedef struct type_row {
    const char *name;
    family family;
    size_t width;
} type_row;

/* A column that is looked at: of an array its items. */
typedef struct found {
    family family;
    size_t width;
    const orm_live_column *facts;
} found;

static found look(const orm_live_column *live, bool items)
{
    static const type_row rows[] = {
        { "int2", FAMILY_INTEGER, 2 },      { "int4", FAMILY_INTEGER, 4 },
        { "int8", FAMILY_INTEGER, 8 },      { "oid", FAMILY_OID, 4 },
        { "float4", FAMILY_REAL, 4 },       { "float8", FAMILY_REAL, 8 },
        { "numeric", FAMILY_NUMERIC, 0 },   { "text", FAMILY_TEXT, 0 },
        { "varchar", FAMILY_TEXT, 0 },      { "bpchar", FAMILY_PADDED, 0 },
        { "name", FAMILY_SHORT_TEXT, 0 },   { "char", FAMILY_SHORT_TEXT, 0 },
        { "json", FAMILY_JSON, 0 },         { "jsonb", FAMILY_JSON, 0 },
        { "bool", FAMILY_BOOL, 0 },         { "bytea", FAMILY_BYTES, 0 },
        { "uuid", FAMILY_UUID, 0 },         { "timestamp", FAMILY_TIME, 0 },
        { "timestamptz", FAMILY_TIME, 0 },  { "date", FAMILY_DATE, 0 },
        { "interval", FAMILY_INTERVAL, 0 },
    };
    const char *name = items ? live->element : live->base;
    bool is_scalar = items == (live->element != NULL);
    for (size_t i = 0; is_scalar && i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return (found){ rows[i].family, rows[i].width, live };
        }
    }
    return (found){ live->label_count > 0 ? FAMILY_ENUM : FAMILY_OTHER, 0, live };
}

/* ---- verdicts ---- */

static orm_fit fits(void)
{
    return (orm_fit){ .differs = false };
}

static orm_fit note(const char *why)
{
    return (orm_fit){ .differs = true, .severity = ORM_SEVERITY_NOTE, .why = why };
}

static orm_fit warning(bool when_written, const char *why)
{
    return (orm_fit){
        .differs = true, .severity = ORM_SEVERITY_WARNING, .when_written = when_written, .why = why
    };
}

static orm_fit error(bool when_written, const char *why)
{
    return (orm_fit){
        .differs = true, .severity = ORM_SEVERITY_ERROR, .when_written = when_written, .why = why
    };
}

static orm_fit narrower(void)
{
    return warning(true, "larger values are refused");
}

static orm_fit wider(void)
{
    return warning(false, "larger values in it cannot be read");
}

static orm_fit rounds(void)
{
    return error(true, "values are rounded when they are written");
}

static orm_fit never(void)
{
    return error(false, "its values are not read, or not written");
}

/* ---- by kind ---- */

static orm_fit fit_width(size_t wanted, size_t width)
{
    if (width == wanted) {
        return fits();
    }
    return width < wanted ? narrower() : wider();
}

/* Digits that every number of the column has room for, against those of all that the kind has. */
static orm_fit fit_whole(size_t wanted, const orm_live_column *facts)
{
    int64_t all = wanted == 2 ? 4 : wanted == 4 ? 9 : 18;
    if (facts->digits < 0 || facts->scale != 0) {
        return warning(false, "numbers with a fraction, and larger ones, cannot be read");
    }
    return facts->digits <= all ? narrower() : wider();
}

static orm_fit fit_integer(orm_kind kind, const found *f)
{
    size_t wanted = orm__kind_width(kind);
    if (f->family == FAMILY_NUMERIC) {
        return fit_whole(wanted, f->facts);
    }
    if (f->family == FAMILY_INTEGER) {
        return fit_width(wanted, f->width);
    }
    if (f->family == FAMILY_OID) {
        return wanted < sizeof(int64_t) ? wider() : narrower();
    }
    if (f->family == FAMILY_REAL && wanted * 2 <= f->width) {
        return note("its values are exact");
    }
    return f->family == FAMILY_REAL ? error(false, "values are rounded, and cannot be read then")
                                    : never();
}

static orm_fit fit_real(size_t wanted, const found *f)
{
    if (f->family == FAMILY_REAL) {
        return f->width < wanted ? rounds() : fit_width(wanted, f->width);
    }
    if (f->family == FAMILY_NUMERIC && wanted == sizeof(double)) {
        return warning(false, "numbers of more than its places, or than 15 digits, are rounded, or "
                              "cannot be read");
    }
    return f->family == FAMILY_INTEGER ? rounds() : never();
}

static orm_fit fit_text(const orm_field *field, const found *f)
{
    bool is_own = orm__entity_type(&field->column, "postgresql") != NULL;
    if (f->family == FAMILY_TEXT) {
        return fits();
    }
    if (f->family == FAMILY_PADDED) {
        return note("blanks at the end of a text are lost");
    }
    if (f->family == FAMILY_SHORT_TEXT) {
        return error(true, "longer texts are cut without a word");
    }
    return is_own ? warning(false, "the server reads and writes its texts as this type does")
                  : error(false, "its values are not read, or not written; postgresql_type = ... "
                                 "makes texts of most types");
}

static orm_fit fit_enum(const found *f)
{
    bool takes_labels = f->family == FAMILY_ENUM || f->family == FAMILY_TEXT;
    if (f->family == FAMILY_PADDED) {
        return note("labels come back without blanks at their end");
    }
    return takes_labels ? fits() : never();
}

/* Digits behind the second that a unit needs. */
static int64_t places_of(uint32_t units_per_second)
{
    int64_t places = 0;
    for (uint32_t unit = 1; unit < units_per_second && places < 6; unit *= 10) {
        places++;
    }
    return places;
}

static orm_fit fit_time(const orm_field *field, const found *f)
{
    if (f->family != FAMILY_TIME) {
        return never();
    }
    int64_t places = f->facts->modifier;
    if (places >= 0 && places < places_of(field->layout.units_per_second)) {
        return rounds();
    }
    return places >= 0 ? note("no finer than its places")
                       : note("the time of a type without zone is taken as UTC");
}

/* The modifier of a type has the parts that its values keep, and the places of the seconds. */
static orm_fit fit_interval(const found *f)
{
    enum { ALL_PARTS = 0x7FFF, MICROSECONDS = 6 };
    int64_t modifier = f->facts->modifier;
    if (f->family != FAMILY_INTERVAL) {
        return never();
    }
    if (modifier >= 0 && (modifier >> 16 & ALL_PARTS) != ALL_PARTS) {
        return error(true, "parts that its type has not are cut off without a word");
    }
    return modifier >= 0 && (modifier & 0xFFFF) < MICROSECONDS ? rounds() : fits();
}

static orm_fit fit_decimal(const orm_column *column, const found *f)
{
    if (f->family == FAMILY_TEXT) {
        return warning(false, "a text that is no such number cannot be read");
    }
    if (f->family != FAMILY_NUMERIC) {
        return never();
    }
    int64_t digits = f->facts->digits, scale = f->facts->scale;
    int64_t whole = (int64_t)column->precision - column->scale;
    if (digits < 0) {
        return wider();
    }
    if (scale < column->scale) {
        return rounds();
    }
    if (digits - scale < whole) {
        return narrower();
    }
    return digits - scale > whole || scale > column->scale ? wider() : fits();
}

static orm_fit fit_bytes(bool is_uuid, const found *f)
{
    if (f->family == (is_uuid ? FAMILY_UUID : FAMILY_BYTES)) {
        return fits();
    }
    bool is_other = is_uuid && f->family == FAMILY_BYTES;
    return is_other ? note("16 bytes are read and written") : never();
}

static orm_fit fit_json(const found *f)
{
    if (f->family == FAMILY_JSON) {
        return note("json keeps the text, jsonb its value");
    }
    return f->family == FAMILY_TEXT ? note("nothing tells that its texts are JSON") : never();
}

static orm_fit fit_bool(const found *f)
{
    return f->family == FAMILY_BOOL ? fits() : never();
}

static orm_fit fit_kind(const orm_field *field, orm_kind kind, const found *f)
{
    switch (kind) {
    case ORM_KIND_BOOL:
        return fit_bool(f);
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return fit_integer(kind, f);
    case ORM_KIND_FLOAT32:
        return fit_real(sizeof(float), f);
    case ORM_KIND_FLOAT64:
        return fit_real(sizeof(double), f);
    case ORM_KIND_TEXT:
        return fit_text(field, f);
    case ORM_KIND_ENUM:
        return fit_enum(f);
    case ORM_KIND_BLOB:
        return fit_bytes(false, f);
    case ORM_KIND_UUID:
        return fit_bytes(true, f);
    case ORM_KIND_TIMESTAMP:
        return fit_time(field, f);
    case ORM_KIND_DATE:
        return f->family == FAMILY_DATE ? fits() : never();
    case ORM_KIND_DECIMAL:
        return fit_decimal(&field->column, f);
    case ORM_KIND_JSON:
        return fit_json(f);
    case ORM_KIND_INTERVAL:
        return fit_interval(f);
    case ORM_KIND_ARRAY:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return never();
}

orm_fit orm__fit_postgresql(const orm_field *field, const orm_live_table *live, uint16_t column)
{
    bool is_array = field->column.kind == ORM_KIND_ARRAY;
    const found f = look(&live->columns[column], is_array);
    return fit_kind(field, is_array ? field->column.element : field->column.kind, &f);
}
