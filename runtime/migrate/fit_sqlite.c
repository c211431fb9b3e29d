/* Owns what becomes of a kind in a column of SQLite, by the affinity of the declared type. */
#include <string.h>

#include "migrate/fit.h"
#include "base/fold.h"

typedef enum affinity {
    AFFINITY_INTEGER,
    AFFINITY_TEXT,
    AFFINITY_NONE, /* BLOB, no type, ANY: values stay as they are */
    AFFINITY_REAL,
    AFFINITY_NUMERIC
} affinity;

static bool has_word(const char *type, const char *word)
{
    size_t size = strlen(word);
    for (; *type != '\0'; type++) {
        size_t i = 0;
        while (i < size && (type[i] & ~0x20) == word[i]) {
            i++;
        }
        if (i == size) {
            return true;
        }
    }
    return false;
}

/* The rules of "Determination Of Column Affinity", in their order. */
static affinity affinity_of(const char *type)
{
    static const struct rule {
        const char *word;
        affinity affinity;
    } rules[] = { { "INT", AFFINITY_INTEGER }, { "CHAR", AFFINITY_TEXT }, { "CLOB", AFFINITY_TEXT },
                  { "TEXT", AFFINITY_TEXT },   { "BLOB", AFFINITY_NONE }, { "REAL", AFFINITY_REAL },
                  { "FLOA", AFFINITY_REAL },   { "DOUB", AFFINITY_REAL } };
    if (type[0] == '\0') {
        return AFFINITY_NONE;
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (has_word(type, rules[i].word)) {
            return rules[i].affinity;
        }
    }
    return AFFINITY_NUMERIC;
}

static orm_fit fits(void)
{
    return (orm_fit){ .differs = false };
}

static orm_fit kept(void)
{
    return (orm_fit){ .differs = true,
                      .severity = ORM_SEVERITY_NOTE,
                      .why = "its values stay as they are" };
}

static orm_fit refused(void)
{
    return (orm_fit){ .differs = true,
                      .severity = ORM_SEVERITY_ERROR,
                      .when_written = true,
                      .why = "the table is STRICT and refuses its values" };
}

static orm_fit lossy(const char *why)
{
    return (orm_fit){ .differs = true, .severity = ORM_SEVERITY_ERROR, .why = why };
}

static orm_fit mixed(const char *why)
{
    return (orm_fit){ .differs = true, .severity = ORM_SEVERITY_WARNING, .why = why };
}

/* Numbers that are stored as INTEGER. narrow: all are exact as REAL. */
static orm_fit fit_integer(affinity found, bool narrow)
{
    switch (found) {
    case AFFINITY_INTEGER:
        return fits();
    case AFFINITY_NUMERIC:
    case AFFINITY_NONE:
        return kept();
    case AFFINITY_REAL:
        return narrow ? kept() : lossy("from 2^53 on it is rounded, and cannot be read");
    case AFFINITY_TEXT:
        break;
    }
    return lossy("what is written becomes a text, which cannot be read");
}

static orm_fit fit_bool(affinity found)
{
    return found == AFFINITY_TEXT
               ? mixed("what is written becomes a text, which no condition finds")
               : fit_integer(found, true);
}

static orm_fit fit_real(affinity found)
{
    switch (found) {
    case AFFINITY_REAL:
        return fits();
    case AFFINITY_NUMERIC:
    case AFFINITY_INTEGER:
    case AFFINITY_NONE:
        return kept();
    case AFFINITY_TEXT:
        break;
    }
    return lossy("what is written becomes a text, which cannot be read");
}

/* may_be_number: a text of the kind may look like a number. */
static orm_fit fit_text(affinity found, bool may_be_number)
{
    static const char becomes_number[] =
        "a text that looks like a number becomes one, and cannot be read";
    switch (found) {
    case AFFINITY_TEXT:
        return fits();
    case AFFINITY_NONE:
        return kept();
    case AFFINITY_NUMERIC: /* such as DATETIME, which holds texts as a rule */
        return may_be_number ? mixed(becomes_number) : kept();
    case AFFINITY_INTEGER:
    case AFFINITY_REAL:
        break;
    }
    return may_be_number ? lossy(becomes_number) : kept();
}

static orm_fit fit_decimal(affinity found)
{
    switch (found) {
    case AFFINITY_INTEGER:
        return fits();
    case AFFINITY_NONE:
        return kept();
    case AFFINITY_TEXT:
    case AFFINITY_REAL:
    case AFFINITY_NUMERIC:
        break;
    }
    return lossy("a decimal is an INTEGER that counts the last place; others are not read");
}

static orm_fit fit_bytes(affinity found, bool is_uuid)
{
    if (found == AFFINITY_NONE) {
        return fits();
    }
    return is_uuid && found == AFFINITY_TEXT
               ? mixed("uuids that are texts are read, but new ones are blobs: no condition finds "
                       "both")
               : kept();
}

static orm_fit fit_kind(orm_kind kind, affinity found)
{
    switch (kind) {
    case ORM_KIND_BOOL:
        return fit_bool(found);
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
        return fit_integer(found, true);
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_TIMESTAMP:
        return fit_integer(found, false);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return fit_real(found);
    case ORM_KIND_TEXT:
    case ORM_KIND_JSON:
        return fit_text(found, true);
    case ORM_KIND_ENUM:
    case ORM_KIND_DATE:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
        return fit_text(found, false);
    case ORM_KIND_BLOB:
        return fit_bytes(found, false);
    case ORM_KIND_UUID:
        return fit_bytes(found, true);
    case ORM_KIND_DECIMAL:
        return fit_decimal(found);
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return fits();
}

static bool is_text(orm_kind kind)
{
    return !fit_kind(kind, AFFINITY_TEXT).differs;
}

static bool is_blob(orm_kind kind)
{
    return !fit_kind(kind, AFFINITY_NONE).differs;
}

static bool is_real(orm_kind kind)
{
    return !fit_kind(kind, AFFINITY_REAL).differs;
}

/* A STRICT column keeps only what its type says. A number becomes a text where one is
 * asked for. */
static bool is_refused(orm_kind kind, const char *type)
{
    affinity found = affinity_of(type);
    if (is_blob(kind) || found == AFFINITY_NONE) {
        return is_blob(kind) != (found == AFFINITY_NONE);
    }
    bool wants_number = found == AFFINITY_INTEGER || found == AFFINITY_REAL;
    return (is_text(kind) && wants_number) || (is_real(kind) && found == AFFINITY_INTEGER);
}

orm_fit orm__fit_sqlite(const orm_field *field, const orm_live_table *live, uint16_t column)
{
    orm_kind kind = field->column.kind;
    const char *type = live->table.columns[column].type;
    if (live->is_strict && orm__fold_is_name(type, "ANY", true)) {
        return fit_kind(kind, AFFINITY_NONE);
    }
    orm_fit fit = fit_kind(kind, affinity_of(type));
    return fit.differs && live->is_strict && is_refused(kind, type) ? refused() : fit;
}
