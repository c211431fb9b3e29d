/* Owns the reading of a type's text: which family of PostgreSQL's types it names. */
#include "check/type_family.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"

static const struct {
    const char *name;
    unsigned family;
} types[] = {
    { "smallint", SCAN_FAMILY_INTEGER },
    { "int2", SCAN_FAMILY_INTEGER },
    { "integer", SCAN_FAMILY_INTEGER },
    { "int", SCAN_FAMILY_INTEGER },
    { "int4", SCAN_FAMILY_INTEGER },
    { "bigint", SCAN_FAMILY_INTEGER },
    { "int8", SCAN_FAMILY_INTEGER },
    { "smallserial", SCAN_FAMILY_SERIAL },
    { "serial2", SCAN_FAMILY_SERIAL },
    { "serial", SCAN_FAMILY_SERIAL },
    { "serial4", SCAN_FAMILY_SERIAL },
    { "bigserial", SCAN_FAMILY_SERIAL },
    { "serial8", SCAN_FAMILY_SERIAL },
    { "oid", SCAN_FAMILY_OID },
    { "numeric", SCAN_FAMILY_NUMERIC },
    { "decimal", SCAN_FAMILY_NUMERIC },
    { "dec", SCAN_FAMILY_NUMERIC },
    { "real", SCAN_FAMILY_SINGLE },
    { "float4", SCAN_FAMILY_SINGLE },
    { "double precision", SCAN_FAMILY_DOUBLE },
    { "float8", SCAN_FAMILY_DOUBLE },
    { "float", SCAN_FAMILY_FLOAT },
    { "boolean", SCAN_FAMILY_BOOLEAN },
    { "bool", SCAN_FAMILY_BOOLEAN },
    { "text", SCAN_FAMILY_TEXT },
    { "varchar", SCAN_FAMILY_TEXT },
    { "character varying", SCAN_FAMILY_TEXT },
    { "char varying", SCAN_FAMILY_TEXT },
    { "national character varying", SCAN_FAMILY_TEXT },
    { "national char varying", SCAN_FAMILY_TEXT },
    { "nchar varying", SCAN_FAMILY_TEXT },
    { "character", SCAN_FAMILY_PADDED },
    { "char", SCAN_FAMILY_PADDED },
    { "bpchar", SCAN_FAMILY_PADDED },
    { "national character", SCAN_FAMILY_PADDED },
    { "national char", SCAN_FAMILY_PADDED },
    { "nchar", SCAN_FAMILY_PADDED },
    { "name", SCAN_FAMILY_TEXT },
    { "bytea", SCAN_FAMILY_BYTES },
    { "date", SCAN_FAMILY_DATE },
    { "timestamp", SCAN_FAMILY_TIMESTAMP },
    { "timestamp without time zone", SCAN_FAMILY_TIMESTAMP },
    { "timestamp with time zone", SCAN_FAMILY_TIMESTAMP },
    { "timestamptz", SCAN_FAMILY_TIMESTAMP },
    { "uuid", SCAN_FAMILY_UUID },
    { "json", SCAN_FAMILY_JSON },
    { "jsonb", SCAN_FAMILY_JSONB },
    { "\"char\"", SCAN_FAMILY_CHARACTER },
    { "pg_catalog.char", SCAN_FAMILY_CHARACTER },
    { "time", SCAN_FAMILY_LOSSY },
    { "time without time zone", SCAN_FAMILY_LOSSY },
    { "time with time zone", SCAN_FAMILY_LOSSY },
    { "timetz", SCAN_FAMILY_LOSSY },
    { "interval", SCAN_FAMILY_INTERVAL },
    { "xml", SCAN_FAMILY_XML },
    { "money", SCAN_FAMILY_LOSSY },
    { "inet", SCAN_FAMILY_SPELLED },
    { "cidr", SCAN_FAMILY_SPELLED },
    { "macaddr", SCAN_FAMILY_SPELLED },
    { "macaddr8", SCAN_FAMILY_SPELLED },
    { "bit", SCAN_FAMILY_SPELLED },
    { "bit varying", SCAN_FAMILY_SPELLED },
    { "varbit", SCAN_FAMILY_SPELLED },
    { "point", SCAN_FAMILY_LOSSY },
    { "line", SCAN_FAMILY_LOSSY },
    { "lseg", SCAN_FAMILY_LOSSY },
    { "box", SCAN_FAMILY_LOSSY },
    { "path", SCAN_FAMILY_LOSSY },
    { "polygon", SCAN_FAMILY_LOSSY },
    { "circle", SCAN_FAMILY_LOSSY },
    { "int4range", SCAN_FAMILY_SPELLED },
    { "int8range", SCAN_FAMILY_SPELLED },
    { "numrange", SCAN_FAMILY_SPELLED },
    { "int4multirange", SCAN_FAMILY_SPELLED },
    { "int8multirange", SCAN_FAMILY_SPELLED },
    { "nummultirange", SCAN_FAMILY_SPELLED },
    { "tsrange", SCAN_FAMILY_LOSSY },
    { "tstzrange", SCAN_FAMILY_LOSSY },
    { "daterange", SCAN_FAMILY_LOSSY },
    { "tsmultirange", SCAN_FAMILY_LOSSY },
    { "tstzmultirange", SCAN_FAMILY_LOSSY },
    { "datemultirange", SCAN_FAMILY_LOSSY },
    { "tsvector", SCAN_FAMILY_LOSSY },
    { "tsquery", SCAN_FAMILY_SPELLED },
    { "jsonpath", SCAN_FAMILY_SPELLED },
    { "pg_lsn", SCAN_FAMILY_SPELLED },
    { "pg_snapshot", SCAN_FAMILY_SPELLED },
    { "txid_snapshot", SCAN_FAMILY_SPELLED },
    { "regclass", SCAN_FAMILY_SYSTEM },
    { "regcollation", SCAN_FAMILY_SYSTEM },
    { "regconfig", SCAN_FAMILY_SYSTEM },
    { "regdictionary", SCAN_FAMILY_SYSTEM },
    { "regnamespace", SCAN_FAMILY_SYSTEM },
    { "regoper", SCAN_FAMILY_SYSTEM },
    { "regoperator", SCAN_FAMILY_SYSTEM },
    { "regproc", SCAN_FAMILY_SYSTEM },
    { "regprocedure", SCAN_FAMILY_SYSTEM },
    { "regrole", SCAN_FAMILY_SYSTEM },
    { "regtype", SCAN_FAMILY_SYSTEM },
    { "xid", SCAN_FAMILY_SYSTEM },
    { "xid8", SCAN_FAMILY_SYSTEM },
    { "cid", SCAN_FAMILY_SYSTEM },
    { "tid", SCAN_FAMILY_SYSTEM },
    { "oidvector", SCAN_FAMILY_SYSTEM },
    { "int2vector", SCAN_FAMILY_SYSTEM },
    { "aclitem", SCAN_FAMILY_SYSTEM },
};

enum { TYPES = sizeof types / sizeof types[0], LONGEST = 48 };

/* ---- a type's text ---- */

typedef struct type_text {
    char name[LONGEST]; /* its words in small letters, one blank between two */
    size_t size;
    bool is_odd; /* has what no type that is known has */
    scan_written_type type;
} type_text;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void add(type_text *text, char c)
{
    if (text->size + 1 < LONGEST) {
        text->name[text->size++] = c;
        text->name[text->size] = '\0';
    } else {
        text->is_odd = true;
    }
}

/* Behind the ')'. */
static const char *read_modifiers(type_text *text, const char *at)
{
    while (*at != '\0' && *at != ')') {
        char *end;
        long number = strtol(at, &end, 10);
        if (end != at && text->type.modifier_count < 2) {
            text->type.modifiers[text->type.modifier_count++] = number;
        }
        at = end == at ? at + 1 : end;
    }
    return *at == ')' ? at + 1 : at;
}

/* A name in quotes is what it says; only "char" is another one than char. */
static const char *read_quoted(type_text *text, const char *at)
{
    bool is_char = strncmp(at, "\"char\"", 6) == 0;
    const char *end = strchr(at + 1, '"');
    size_t size = end == NULL ? strlen(at) : (size_t)(end - at) + 1;
    for (size_t i = 0; i < size; i++) {
        if (is_char || at[i] != '"') {
            add(text, at[i]);
        }
    }
    return at + size;
}

static bool is_word_end(char c)
{
    return c == '\0' || is_space(c) || strchr("([\".", c) != NULL;
}

/* False: the word is not of the name, and ends it. */
static bool read_word(type_text *text, const char **at)
{
    size_t start = text->size;
    if (start > 0 && text->name[start - 1] != '.') {
        add(text, ' ');
    }
    size_t word = text->size;
    for (; !is_word_end(**at); (*at)++) {
        add(text, orm__fold(**at));
    }
    bool is_array = strcmp(text->name + word, "array") == 0;
    text->type.is_array = text->type.is_array || is_array;
    if (is_array || strcmp(text->name + word, "collate") == 0) {
        text->name[start] = '\0';
        return false;
    }
    return true;
}

static type_text read_text(const char *at)
{
    type_text text = { .size = 0 };
    bool going = true;
    while (going && *at != '\0' && *at != '[') {
        if (is_space(*at)) {
            at++;
        } else if (*at == '(') {
            at = read_modifiers(&text, at + 1);
        } else if (*at == '"') {
            at = read_quoted(&text, at);
        } else if (*at == '.') {
            add(&text, *at++);
        } else {
            going = read_word(&text, &at);
        }
    }
    text.type.is_array = text.type.is_array || *at == '[';
    return text;
}

/* Of a name that has no schema; 0: it is none that is known. */
static unsigned find_family(const char *name)
{
    size_t i = 0;
    while (i < TYPES && strcmp(types[i].name, name) != 0) {
        i++;
    }
    return i == TYPES ? 0 : types[i].family;
}

/* An array's other name is that of its items behind a low line: _text. */
static unsigned family_of(type_text *text)
{
    static const char catalog[] = "pg_catalog.";
    const char *name = text->name;
    bool is_in_catalog = strncmp(name, catalog, sizeof catalog - 1) == 0;
    if (is_in_catalog && strcmp(name, "pg_catalog.char") != 0) { /* which is "char" */
        name += sizeof catalog - 1;
    }
    if (strncmp(name, "interval ", 9) == 0) { /* and its fields */
        return SCAN_FAMILY_PARTS;
    }
    bool is_list = name[0] == '_' && find_family(name + 1) != 0;
    text->type.is_array = text->type.is_array || is_list;
    return text->is_odd ? 0 : find_family(is_list ? name + 1 : name);
}

scan_written_type scan_type_family_read(const char *type)
{
    type_text text = read_text(type);
    text.type.family = family_of(&text);
    if (text.type.family == SCAN_FAMILY_FLOAT) {
        bool is_single = text.type.modifier_count > 0 && text.type.modifiers[0] <= 24;
        text.type.family = is_single ? SCAN_FAMILY_SINGLE : SCAN_FAMILY_DOUBLE;
    }
    return text.type;
}
