/* Owns what is known of the engines' types: which of them gives back what a kind stores there. */
#include "check/own_type.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "annotation/fold.h"

/* Types that are alike in what they store; a set of them is their sum. */
enum {
    INTEGER = 1 << 0,
    SERIAL = 1 << 1,
    OID = 1 << 2,
    NUMERIC = 1 << 3,
    SINGLE = 1 << 4,
    DOUBLE = 1 << 5,
    FLOAT = 1 << 6, /* by its modifier one of these two */
    BOOLEAN = 1 << 7,
    TEXT = 1 << 8,
    PADDED = 1 << 9, /* drops blanks at the end */
    BYTES = 1 << 10,
    DATE = 1 << 11,
    TIMESTAMP = 1 << 12,
    UUID = 1 << 13,
    JSON = 1 << 14,
    OTHER = 1 << 15,
    CHARACTER = 1 << 16, /* of one byte */
    SYSTEM =
        1 << 17, /* the server's own numbers and names: takes texts that it does not give back */
    ANY_INTEGER = INTEGER | SERIAL,
    ANY_TEXT = TEXT | PADDED
};

static const struct {
    const char *name;
    unsigned family;
} types[] = {
    { "smallint", INTEGER },
    { "int2", INTEGER },
    { "integer", INTEGER },
    { "int", INTEGER },
    { "int4", INTEGER },
    { "bigint", INTEGER },
    { "int8", INTEGER },
    { "smallserial", SERIAL },
    { "serial2", SERIAL },
    { "serial", SERIAL },
    { "serial4", SERIAL },
    { "bigserial", SERIAL },
    { "serial8", SERIAL },
    { "oid", OID },
    { "numeric", NUMERIC },
    { "decimal", NUMERIC },
    { "dec", NUMERIC },
    { "real", SINGLE },
    { "float4", SINGLE },
    { "double precision", DOUBLE },
    { "float8", DOUBLE },
    { "float", FLOAT },
    { "boolean", BOOLEAN },
    { "bool", BOOLEAN },
    { "text", TEXT },
    { "varchar", TEXT },
    { "character varying", TEXT },
    { "char varying", TEXT },
    { "national character varying", TEXT },
    { "national char varying", TEXT },
    { "nchar varying", TEXT },
    { "character", PADDED },
    { "char", PADDED },
    { "bpchar", PADDED },
    { "national character", PADDED },
    { "national char", PADDED },
    { "nchar", PADDED },
    { "name", TEXT },
    { "bytea", BYTES },
    { "date", DATE },
    { "timestamp", TIMESTAMP },
    { "timestamp without time zone", TIMESTAMP },
    { "timestamp with time zone", TIMESTAMP },
    { "timestamptz", TIMESTAMP },
    { "uuid", UUID },
    { "json", JSON },
    { "jsonb", JSON },
    { "\"char\"", CHARACTER },
    { "pg_catalog.char", CHARACTER },
    { "time", OTHER },
    { "time without time zone", OTHER },
    { "time with time zone", OTHER },
    { "timetz", OTHER },
    { "interval", OTHER },
    { "xml", OTHER },
    { "money", OTHER },
    { "inet", OTHER },
    { "cidr", OTHER },
    { "macaddr", OTHER },
    { "macaddr8", OTHER },
    { "bit", OTHER },
    { "bit varying", OTHER },
    { "varbit", OTHER },
    { "point", OTHER },
    { "line", OTHER },
    { "lseg", OTHER },
    { "box", OTHER },
    { "path", OTHER },
    { "polygon", OTHER },
    { "circle", OTHER },
    { "int4range", OTHER },
    { "int8range", OTHER },
    { "numrange", OTHER },
    { "tsrange", OTHER },
    { "tstzrange", OTHER },
    { "daterange", OTHER },
    { "tsvector", OTHER },
    { "tsquery", OTHER },
    { "jsonpath", OTHER },
    { "pg_lsn", OTHER },
    { "regclass", SYSTEM },
    { "regcollation", SYSTEM },
    { "regconfig", SYSTEM },
    { "regdictionary", SYSTEM },
    { "regnamespace", SYSTEM },
    { "regoper", SYSTEM },
    { "regoperator", SYSTEM },
    { "regproc", SYSTEM },
    { "regprocedure", SYSTEM },
    { "regrole", SYSTEM },
    { "regtype", SYSTEM },
    { "xid", SYSTEM },
    { "xid8", SYSTEM },
    { "cid", SYSTEM },
    { "tid", SYSTEM },
    { "oidvector", SYSTEM },
};

enum { TYPES = sizeof types / sizeof types[0], LONGEST = 48 };

/* ---- a type's text ---- */

typedef struct own_type {
    char name[LONGEST]; /* its words in small letters, one blank between two */
    size_t size;
    long modifiers[2];
    int modifier_count;
    bool is_array;
    bool is_odd; /* has what no type that is known has */
} own_type;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void add(own_type *type, char c)
{
    if (type->size + 1 < LONGEST) {
        type->name[type->size++] = c;
        type->name[type->size] = '\0';
    } else {
        type->is_odd = true;
    }
}

/* Behind the ')'. */
static const char *read_modifiers(own_type *type, const char *at)
{
    while (*at != '\0' && *at != ')') {
        char *end;
        long number = strtol(at, &end, 10);
        if (end != at && type->modifier_count < 2) {
            type->modifiers[type->modifier_count++] = number;
        }
        at = end == at ? at + 1 : end;
    }
    return *at == ')' ? at + 1 : at;
}

/* A name in quotes is what it says; only "char" is another one than char. */
static const char *read_quoted(own_type *type, const char *at)
{
    bool is_char = strncmp(at, "\"char\"", 6) == 0;
    const char *end = strchr(at + 1, '"');
    size_t size = end == NULL ? strlen(at) : (size_t)(end - at) + 1;
    for (size_t i = 0; i < size; i++) {
        if (is_char || at[i] != '"') {
            add(type, at[i]);
        }
    }
    return at + size;
}

static bool is_word_end(char c)
{
    return c == '\0' || is_space(c) || strchr("([\".", c) != NULL;
}

/* False: the word is not of the name, and ends it. */
static bool read_word(own_type *type, const char **at)
{
    size_t start = type->size;
    if (start > 0 && type->name[start - 1] != '.') {
        add(type, ' ');
    }
    size_t word = type->size;
    for (; !is_word_end(**at); (*at)++) {
        add(type, scan_fold(**at));
    }
    bool is_array = strcmp(type->name + word, "array") == 0;
    type->is_array = type->is_array || is_array;
    if (is_array || strcmp(type->name + word, "collate") == 0) {
        type->name[start] = '\0';
        return false;
    }
    return true;
}

static own_type read_type(const char *at)
{
    own_type type = { .is_array = strchr(at, '[') != NULL };
    bool going = true;
    while (going && *at != '\0' && *at != '[') {
        if (is_space(*at)) {
            at++;
        } else if (*at == '(') {
            at = read_modifiers(&type, at + 1);
        } else if (*at == '"') {
            at = read_quoted(&type, at);
        } else if (*at == '.') {
            add(&type, *at++);
        } else {
            going = read_word(&type, &at);
        }
    }
    return type;
}

/* 0: it is none that is known. */
static unsigned family_of(const own_type *type)
{
    static const char catalog[] = "pg_catalog.";
    const char *name = type->name;
    bool is_in_catalog = strncmp(name, catalog, sizeof catalog - 1) == 0;
    if (is_in_catalog && strcmp(name, "pg_catalog.char") != 0) { /* which is "char" */
        name += sizeof catalog - 1;
    }
    if (strncmp(name, "interval ", 9) == 0) { /* and its fields */
        return OTHER;
    }
    size_t i = 0;
    while (i < TYPES && strcmp(types[i].name, name) != 0) {
        i++;
    }
    if (type->is_odd || i == TYPES) {
        return 0;
    }
    bool is_single = type->modifier_count > 0 && type->modifiers[0] <= 24;
    return types[i].family != FLOAT ? types[i].family : is_single ? SINGLE : DOUBLE;
}

/* ---- what a kind makes of them ---- */

/* What is in none of the sets has no room for the kind. */
typedef struct families {
    unsigned fits, changes, unreadable;
    const char *remedy;
} families;

#define INTEGERS "smallint, integer or bigint"

static const families kinds[ORM_KIND_COUNT] = {
    [ORM_KIND_BOOL] = { BOOLEAN, 0, 0, "boolean" },
    [ORM_KIND_INT16] = { ANY_INTEGER | OID | SINGLE | DOUBLE, 0, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_INT32] = { ANY_INTEGER | OID | DOUBLE, SINGLE, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_INT64] = { ANY_INTEGER | OID, SINGLE | DOUBLE, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_UINT64] = { ANY_INTEGER | OID, SINGLE | DOUBLE, NUMERIC | ANY_TEXT, INTEGERS },
    [ORM_KIND_FLOAT32] = { SINGLE | DOUBLE, ANY_INTEGER, NUMERIC | ANY_TEXT,
                           "real or double precision" },
    [ORM_KIND_FLOAT64] = { DOUBLE, ANY_INTEGER | SINGLE, NUMERIC | ANY_TEXT, "double precision" },
    [ORM_KIND_TEXT] = { .remedy = "text or varchar(n)" }, /* see judge_text */
    [ORM_KIND_BLOB] = { BYTES, 0, ANY_TEXT, "bytea" },
    [ORM_KIND_ENUM] = { ANY_TEXT, 0, 0, "text, varchar(n) or an enum of the database" },
    [ORM_KIND_TIMESTAMP] = { TIMESTAMP, 0, DATE, "timestamptz or timestamp" },
    [ORM_KIND_DATE] = { DATE, 0, 0, "date" },
    [ORM_KIND_UUID] = { UUID | BYTES, 0, 0, "uuid or bytea" },
    [ORM_KIND_DECIMAL] = { NUMERIC, 0, 0, "numeric" },
    [ORM_KIND_JSON] = { JSON | ANY_TEXT, 0, 0, "jsonb, json or text" },
};

/* The same of an array's items. */
static const families items[ORM_KIND_COUNT] = {
    [ORM_KIND_BOOL] = { BOOLEAN | ANY_TEXT, 0, 0, "boolean[]" },
    [ORM_KIND_INT16] = { ANY_INTEGER | SINGLE | DOUBLE, 0, OID | NUMERIC | ANY_TEXT,
                         "smallint[], integer[] or bigint[]" },
    [ORM_KIND_INT32] = { ANY_INTEGER | DOUBLE, SINGLE, OID | NUMERIC | ANY_TEXT,
                         "integer[] or bigint[]" },
    [ORM_KIND_INT64] = { ANY_INTEGER, SINGLE | DOUBLE, OID | NUMERIC | ANY_TEXT, "bigint[]" },
    [ORM_KIND_UINT64] = { ANY_INTEGER, SINGLE | DOUBLE, OID | NUMERIC | ANY_TEXT, "bigint[]" },
    [ORM_KIND_FLOAT32] = { SINGLE | DOUBLE, ANY_INTEGER, NUMERIC | ANY_TEXT,
                           "real[] or double precision[]" },
    [ORM_KIND_FLOAT64] = { DOUBLE, ANY_INTEGER | SINGLE, NUMERIC | ANY_TEXT, "double precision[]" },
    [ORM_KIND_TEXT] = { TEXT, PADDED, 0, "text[] or varchar(n)[]" },
    [ORM_KIND_TIMESTAMP] = { TIMESTAMP, 0, DATE, "timestamptz[] or timestamp[]" },
};

/* Whether the type rounds to fewer places than there are. */
static bool is_rounding(const own_type *type, unsigned family, unsigned places)
{
    bool is_limited = (family == TIMESTAMP || family == NUMERIC) && type->modifier_count > 0;
    return is_limited && type->modifiers[family == TIMESTAMP ? 0 : 1] < (long)places;
}

/* The server reads a text, whatever the type is, and most types say what is none of their texts. */
static scan_own_type_verdict judge_text(const own_type *type, unsigned family, orm_storage storage)
{
    bool is_one = storage == ORM_STORAGE_CHAR && !type->is_array;
    bool is_cut = family == CHARACTER && !is_one;
    return is_cut || family == SYSTEM || family == OID ? SCAN_OWN_TYPE_CHANGES : SCAN_OWN_TYPE_FITS;
}

scan_own_type_verdict scan_own_type_postgresql(const char *type, orm_kind kind, orm_kind element,
                                               orm_storage storage, unsigned places)
{
    const own_type own = read_type(type);
    const unsigned family = family_of(&own);
    const families *rule = kind == ORM_KIND_ARRAY ? &items[element] : &kinds[kind];
    if (family == 0 || rule->remedy == NULL) {
        return SCAN_OWN_TYPE_FITS;
    }
    if (kind == ORM_KIND_TEXT) {
        return judge_text(&own, family, storage);
    }
    if (own.is_array != (kind == ORM_KIND_ARRAY)) {
        return SCAN_OWN_TYPE_UNFIT;
    }
    if ((rule->fits & family) != 0) {
        return is_rounding(&own, family, places) ? SCAN_OWN_TYPE_CHANGES : SCAN_OWN_TYPE_FITS;
    }
    return (rule->changes & family) != 0      ? SCAN_OWN_TYPE_CHANGES
           : (rule->unreadable & family) != 0 ? SCAN_OWN_TYPE_UNREADABLE
                                              : SCAN_OWN_TYPE_UNFIT;
}

const char *scan_own_type_remedy(orm_kind kind, orm_kind element)
{
    return kind == ORM_KIND_ARRAY ? items[element].remedy : kinds[kind].remedy;
}

bool scan_own_type_generates(const char *type)
{
    const own_type own = read_type(type);
    const unsigned family = family_of(&own);
    return family == 0 || (family == INTEGER && !own.is_array);
}

/* ---- SQLite ---- */

bool scan_own_type_sqlite(const char *type, const char *own)
{
    size_t size = strcspn(type, " \t\n(");
    return scan_fold_is_word(type, size, own) || scan_fold_is_word(type, size, "ANY") ||
           (strcmp(own, "INTEGER") == 0 && scan_fold_is_word(type, size, "INT"));
}
