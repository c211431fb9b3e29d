/* Owns what is known of the engines' types: which of them gives back what a kind stores there. */
#include "check/own_type.h"

#include <stddef.h>
#include <string.h>

#include "base/fold.h"
#include "check/type_family.h"

/* For sets that can be read. */
enum {
    INTEGER = SCAN_FAMILY_ANY_INTEGER,
    OID = SCAN_FAMILY_OID,
    NUMERIC = SCAN_FAMILY_NUMERIC,
    SINGLE = SCAN_FAMILY_SINGLE,
    DOUBLE = SCAN_FAMILY_DOUBLE,
    BOOLEAN = SCAN_FAMILY_BOOLEAN,
    TEXT = SCAN_FAMILY_TEXT,
    PADDED = SCAN_FAMILY_PADDED,
    ANY_TEXT = SCAN_FAMILY_ANY_TEXT,
    CHARACTER = SCAN_FAMILY_CHARACTER,
    BYTES = SCAN_FAMILY_BYTES,
    DATE = SCAN_FAMILY_DATE,
    TIMESTAMP = SCAN_FAMILY_TIMESTAMP,
    UUID = SCAN_FAMILY_UUID,
    JSON = SCAN_FAMILY_JSON,
    JSONB = SCAN_FAMILY_JSONB,
    XML = SCAN_FAMILY_XML,
    INTERVAL = SCAN_FAMILY_INTERVAL,
    PARTS = SCAN_FAMILY_PARTS,
    SPELLED = SCAN_FAMILY_SPELLED
};

/* ---- what a kind makes of them ---- */

/* What is in none of the sets has no room for the kind. Not of texts: see judge_text. */
typedef struct families {
    unsigned fits, changes, unreadable;
    const char *remedy;
} families;

#define INTEGERS "smallint, integer or bigint"

static const families kinds[ORM_KIND_COUNT] = {
    [ORM_KIND_BOOL] = { BOOLEAN, 0, 0, "boolean" },
    [ORM_KIND_INT16] = { INTEGER | OID | SINGLE | DOUBLE, 0, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_INT32] = { INTEGER | OID | DOUBLE, SINGLE, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_INT64] = { INTEGER | OID, SINGLE | DOUBLE, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_UINT64] = { INTEGER | OID, SINGLE | DOUBLE, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_FLOAT32] = { SINGLE | DOUBLE, INTEGER, NUMERIC | ANY_TEXT,
                           "real or double precision" },
    [ORM_KIND_FLOAT64] = { DOUBLE, INTEGER | SINGLE, NUMERIC | ANY_TEXT, "double precision" },
    [ORM_KIND_BLOB] = { BYTES, 0, ANY_TEXT, "bytea" },
    [ORM_KIND_ENUM] = { ANY_TEXT, 0, 0, "text, varchar(n) or an enum of the database" },
    [ORM_KIND_TIMESTAMP] = { TIMESTAMP, 0, DATE, "timestamptz or timestamp" },
    [ORM_KIND_DATE] = { DATE, 0, 0, "date" },
    [ORM_KIND_UUID] = { UUID | BYTES, 0, 0, "uuid or bytea" },
    [ORM_KIND_DECIMAL] = { NUMERIC, 0, 0, "numeric" },
    [ORM_KIND_JSON] = { JSON | JSONB | ANY_TEXT, 0, 0, "jsonb, json or text" },
    [ORM_KIND_INTERVAL] = { INTERVAL, 0, PARTS, "interval" },
};

/* The same of an array's items. */
static const families items[ORM_KIND_COUNT] = {
    [ORM_KIND_BOOL] = { BOOLEAN | ANY_TEXT, 0, 0, "boolean[]" },
    [ORM_KIND_INT16] = { INTEGER | SINGLE | DOUBLE, 0, OID | NUMERIC | ANY_TEXT,
                         "smallint[], integer[] or bigint[]" },
    [ORM_KIND_INT32] = { INTEGER | DOUBLE, SINGLE, OID | NUMERIC | ANY_TEXT,
                         "integer[] or bigint[]" },
    [ORM_KIND_INT64] = { INTEGER, SINGLE | DOUBLE, OID | NUMERIC | ANY_TEXT, "bigint[]" },
    [ORM_KIND_UINT64] = { INTEGER, SINGLE | DOUBLE, OID | NUMERIC | ANY_TEXT, "bigint[]" },
    [ORM_KIND_FLOAT32] = { SINGLE | DOUBLE, INTEGER, NUMERIC | ANY_TEXT,
                           "real[] or double precision[]" },
    [ORM_KIND_FLOAT64] = { DOUBLE, INTEGER | SINGLE, NUMERIC | ANY_TEXT, "double precision[]" },
    [ORM_KIND_TEXT] = { TEXT, PADDED, 0, "text[] or varchar(n)[]" },
    [ORM_KIND_TIMESTAMP] = { TIMESTAMP, 0, DATE, "timestamptz[] or timestamp[]" },
};

/* Whether the type rounds to fewer places than there are. */
static bool is_rounding(const scan_written_type *type, unsigned places)
{
    bool is_time = type->family == TIMESTAMP || type->family == INTERVAL;
    bool is_limited = (is_time || type->family == NUMERIC) && type->modifier_count > 0;
    return is_limited && type->modifiers[is_time ? 0 : 1] < (long)places;
}

static scan_own_type_verdict judge(const scan_written_type *type, const families *rule,
                                   unsigned places)
{
    if ((rule->fits & type->family) != 0) {
        return is_rounding(type, places) ? SCAN_OWN_TYPE_CHANGES : SCAN_OWN_TYPE_FITS;
    }
    return (rule->changes & type->family) != 0      ? SCAN_OWN_TYPE_CHANGES
           : (rule->unreadable & type->family) != 0 ? SCAN_OWN_TYPE_UNREADABLE
                                                    : SCAN_OWN_TYPE_UNFIT;
}

/* The server reads a text for any type, and each writes its values as texts. Most have a kind that
 * knows the value; of those without one are let which only write it in another way, as a char has
 * no room for. */
static scan_own_type_verdict judge_text(const scan_written_type *type, orm_storage storage)
{
    const unsigned exact = ANY_TEXT | JSON | XML;
    const unsigned fits = exact | (storage == ORM_STORAGE_CHAR ? CHARACTER : UUID | SPELLED);
    bool is_exact_number = type->family == NUMERIC && type->modifier_count == 0;
    bool is_let = type->family == 0 || (fits & type->family) != 0 || is_exact_number;
    return is_let && !type->is_array ? SCAN_OWN_TYPE_FITS : SCAN_OWN_TYPE_CHANGES;
}

scan_own_type_verdict scan_own_type_postgresql(const char *type, orm_kind kind, orm_kind element,
                                               orm_storage storage, unsigned places)
{
    const scan_written_type own = scan_type_family_read(type);
    const families *rule = kind == ORM_KIND_ARRAY ? &items[element] : &kinds[kind];
    if (kind == ORM_KIND_TEXT) {
        return judge_text(&own, storage);
    }
    if (own.family == 0 || rule->remedy == NULL) {
        return SCAN_OWN_TYPE_FITS;
    }
    return own.is_array == (kind == ORM_KIND_ARRAY) ? judge(&own, rule, places)
                                                    : SCAN_OWN_TYPE_UNFIT;
}

size_t scan_own_type_text_size(const char *type)
{
    const scan_written_type own = scan_type_family_read(type);
    return own.family == UUID && !own.is_array ? sizeof "00000000-0000-0000-0000-000000000000" - 1
                                               : 0;
}

bool scan_own_type_respells(const char *type)
{
    return (scan_type_family_read(type).family & (UUID | SPELLED | NUMERIC)) != 0;
}

static unsigned compared_as(const char *type, orm_kind kind)
{
    unsigned own = kind == ORM_KIND_TEXT ? TEXT : UUID;
    unsigned family = type == NULL ? own : scan_type_family_read(type).family;
    return (family & ANY_TEXT) != 0 ? TEXT : family;
}

bool scan_own_type_compares(const char *a, const char *b, orm_kind kind)
{
    unsigned one = compared_as(a, kind), other = compared_as(b, kind);
    bool is_judged = kind == ORM_KIND_TEXT || kind == ORM_KIND_UUID;
    return !is_judged || one == 0 || other == 0 || one == other;
}

bool scan_own_type_generates(const char *type)
{
    const scan_written_type own = scan_type_family_read(type);
    return own.family == 0 || (own.family == SCAN_FAMILY_INTEGER && !own.is_array);
}

/* ---- what to do instead ---- */

const char *scan_own_type_remedy(orm_kind kind, orm_kind element)
{
    return kind == ORM_KIND_ARRAY ? items[element].remedy : kinds[kind].remedy;
}

/* By the member that can have the type. */
static const struct {
    unsigned families;
    const char *remedy;
} members[] = {
    { INTEGER | OID, "make it an integer" },
    { NUMERIC,
      "write numeric, which keeps all digits, add type = decimal with precision and scale" },
    { SINGLE, "make it a float" },
    { DOUBLE, "make it a double" },
    { BOOLEAN, "make it a bool" },
    { BYTES, "make it bytes with type = blob" },
    { DATE, "add type = date" },
    { TIMESTAMP, "make it an int64_t with type = timestamp, in a unit that it does not round" },
    { JSONB, "add type = json" },
    { CHARACTER, "make it a char" },
    { INTERVAL | PARTS, "make it an orm_interval" },
};

const char *scan_own_type_text_remedy(const char *type)
{
    const unsigned has_items = INTEGER | SINGLE | DOUBLE | BOOLEAN | TEXT | TIMESTAMP;
    const scan_written_type own = scan_type_family_read(type);
    for (size_t i = 0; !own.is_array && i < sizeof members / sizeof members[0]; i++) {
        if ((members[i].families & own.family) != 0) {
            return members[i].remedy;
        }
    }
    return own.is_array && (has_items & own.family) != 0
               ? "make it an array with count = member"
               : "write text or varchar(n), add readonly if only the database writes it, use a "
                 "converter that writes what the type gives back";
}

/* ---- SQLite ---- */

bool scan_own_type_sqlite(const char *type, const char *own)
{
    size_t size = strcspn(type, " \t\n(");
    return orm__fold_is_word(type, size, own) || orm__fold_is_word(type, size, "ANY") ||
           (strcmp(own, "INTEGER") == 0 && orm__fold_is_word(type, size, "INT"));
}
