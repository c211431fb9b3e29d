/* A property: in a type of one engine's own that orm-scan lets a column have, each value comes back as
 * it was stored and is found by itself, or the engine refuses it; in what orm-scan refuses, one that is
 * stored does not. So what orm-scan knows of the types is what the engine does. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <orm/sys/dialect.h>
#include "check/own_type.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

enum { MOST_ROWS = 20, LARGEST_ROW = 256, VALUE = 1 /* the index of the field */ };

/* ---- what is stored ---- */

typedef struct outfit {
    const orm_entity *entity;
    const void *rows;
    size_t count;
    unsigned places; /* behind the point, of a decimal or of an instant's second */
} outfit;

#define OUTFIT(name, digits, ...)                                                                 \
    {                                                                                             \
        .entity = &outfit_##name##_entity,                                                        \
        .rows = (const struct outfit_##name[]){ __VA_ARGS__ },                                    \
        .count =                                                                                  \
            sizeof((const struct outfit_##name[]){ __VA_ARGS__ }) / sizeof(struct outfit_##name), \
        .places = (digits),                                                                       \
    }
#define IS(...) { .value = __VA_ARGS__ }
#define MORE_THAN_63 "0123456789012345678901234567890123456789012345678901234567890123456789"

static const outfit outfits[] = {
    OUTFIT(bool, 0, IS(false), IS(true)),
    OUTFIT(int16, 0, IS(0), IS(1), IS(-7), IS(INT16_MIN), IS(INT16_MAX)),
    OUTFIT(int32, 0, IS(0), IS(1), IS(-7), IS(INT32_MIN), IS(INT32_MAX), IS(16777217)),
    OUTFIT(int64, 0, IS(0), IS(1), IS(-7), IS(INT64_MIN), IS(INT64_MAX), IS(9007199254740993)),
    OUTFIT(uint64, 0, IS(0), IS(1), IS(7), IS(INT64_MAX), IS(9007199254740993)),
    OUTFIT(enum, 0, IS(PLAIN), IS(STYLE_FORMAL),
           IS(STYLE_WHOSE_NAME_IS_LONGER_THAN_THE_63_BYTES_THAT_A_NAME_OF_POSTGRESQL_HAS)),
    OUTFIT(float, 0, IS(0), IS(1), IS(1.5F), IS(0.1F), IS(FLT_MAX), IS(-FLT_MIN), IS(1e-45F),
           IS(INFINITY), IS(16777216)),
    OUTFIT(double, 0, IS(0), IS(1), IS(1.5), IS(0.1), IS(DBL_MAX), IS(-DBL_MIN), IS(5e-324),
           IS(INFINITY), IS(16777217)),
    OUTFIT(blob, 0, IS({ 0 }), IS({ 1, 2 }), IS("0123456789abcde"), IS({ 255, 254, '\\', '\'' })),
    OUTFIT(uuid, 0, IS({ 0 }), IS({ 1, 2 }), IS("0123456789abcde"), IS({ 255, 254, '\\', '\'' })),
    OUTFIT(timestamp, 6, IS(0), IS(1), IS(1000001), IS(-1), IS(1700000000123456),
           IS(-210866803200000000), IS(9000000000000000000), IS(86400000000)),
    OUTFIT(milli, 3, IS(0), IS(1), IS(86400000), IS(-1), IS(1700000000123)),
    OUTFIT(second, 0, IS(0), IS(1), IS(86400), IS(-1), IS(1700000000)),
    OUTFIT(date, 0, IS(0), IS(1), IS(-1), IS(-719162), IS(2932896), IS(20000)),
    OUTFIT(day, 0, IS("1970-01-01"), IS("0001-01-01"), IS("9999-12-31"), IS("2024-02-29")),
    OUTFIT(decimal, 2, IS(0), IS(1), IS(150), IS(-999), IS(9999999999), IS(-9999999999), IS(100)),
    OUTFIT(whole, 0, IS("0"), IS("1"), IS("-9999999999"), IS("9999999999")),
    OUTFIT(json, 0, IS("{\"a\": 1}"), IS("[1, 2]"), IS("\"x\""), IS("12"), IS("true"), IS("\"<&\""),
           IS(MORE_THAN_63)),
    OUTFIT(bools, 0, IS({ true, false }), IS({ false, true })),
    OUTFIT(int16s, 0, IS({ 0, 1 }), IS({ INT16_MIN, INT16_MAX })),
    OUTFIT(int32s, 0, IS({ 0, 1 }), IS({ INT32_MIN, INT32_MAX }), IS({ 16777217, -16777217 })),
    OUTFIT(int64s, 0, IS({ 0, 1 }), IS({ INT64_MIN, INT64_MAX }), IS({ 9007199254740993, 5 })),
    OUTFIT(floats, 0, IS({ 0, 1 }), IS({ 1.5F, 0.1F }), IS({ FLT_MAX, FLT_MIN })),
    OUTFIT(doubles, 0, IS({ 0, 1 }), IS({ 1.5, 0.1 }), IS({ DBL_MAX, 5e-324 }),
           IS({ 16777217, 2 })),
    OUTFIT(texts, 0, IS({ "a", "b" }), IS({ "a  ", "" }), IS({ "1", "2" }),
           IS({ MORE_THAN_63, "" })),
    OUTFIT(timestamps, 6, IS({ 0, 1 }), IS({ 1000001, -1 }), IS({ 1700000000123456, 86400000000 })),
};

/* ---- where it is stored ---- */

static const char *const postgresql_types[] = {
    /* clang-format off */
    "smallint", "integer", "bigint", "int2", "INT4", "pg_catalog.int8", "\"int4\"", "serial", "oid",
    "numeric", "numeric(10,1)", "numeric(10, 2)", "DECIMAL ( 20 , 4 )", "numeric(12)", "dec(5,2)",
    "numeric(3,-2)", "real", "float4", "float(24)", "float(25)", "float", "double  precision", "float8",
    "boolean", "bool", "text", "text COLLATE \"C\"", "varchar", "varchar(5)", "character varying (40)",
    "char(5)", "character(40)", "bpchar", "name", "\"char\"", "bytea", "date", "time", "time(0)",
    "timetz", "timestamp", "timestamp(0)", "timestamp (3) with time zone", "timestamp(5)",
    "timestamp(6) without time zone", "timestamptz", "timestamptz(2)", "interval",
    "interval day to second(3)", "uuid", "json", "jsonb", "xml", "money", "inet", "cidr", "macaddr", "bit",
    "bit(8)", "varbit", "bit varying(8)", "point", "int4range", "tsvector", "tsquery", "pg_lsn",
    "regclass", "regproc", "regtype", "xid", "xid8", "cid", "tid", "oidvector", "jsonpath",
    "pg_catalog.\"char\"", "pg_catalog.char", "pg_catalog.varchar", "\"char\"[]", "xid[]",
    "smallint[]", "integer[]", "bigint[]", "integer[2]", "integer ARRAY", "int[][]", "oid[]", "numeric[]",
    "numeric(20,4)[]", "real[]", "double precision[]", "boolean[]", "text[]", "text[] COLLATE \"C\"",
    "varchar(5)[]", "char(5)[]", "bpchar[]", "name[]", "bytea[]", "date[]", "timestamp[]",
    "timestamptz[]", "timestamp(0)[]", "timestamptz(3)[]", "uuid[]", "jsonb[]", "interval[]", "money[]",
    /* clang-format on */
};

static const char *const sqlite_types[] = {
    "INTEGER", "int", "REAL", "TEXT", "BLOB", "ANY", "TEXT COLLATE NOCASE"
};

/* A table of one outfit whose column has a type of its own. The handle keeps statements by the schema's
 * hash, so each has one of its own, as it has a name. */
typedef struct wardrobe {
    orm_schema schema;
    const orm_entity *entities[1];
    orm_entity entity;
    orm_field fields[2];
    orm_dialect_name types[2];
    char table[32];
} wardrobe;

static void open_wardrobe(wardrobe *w, const outfit *kind, const char *type)
{
    static unsigned number;
    number++;
    (void)snprintf(w->table, sizeof w->table, "outfit%u", number);
    w->types[0] = (orm_dialect_name){ engine_is_sqlite() ? "sqlite" : "postgresql", type };
    w->types[1] = (orm_dialect_name){ NULL, NULL };
    memcpy(w->fields, kind->entity->fields, sizeof w->fields);
    w->fields[VALUE].column.types = w->types;
    w->entity = *kind->entity;
    w->entity.schema = &w->schema;
    w->entity.index = 0;
    w->entity.table = w->table;
    w->entity.fields = w->fields;
    w->entities[0] = &w->entity;
    w->schema = *kind->entity->schema;
    w->schema.hash = number;
    w->schema.entities = w->entities;
    w->schema.entity_count = 1;
}

/* ---- what becomes of it ---- */

typedef enum outcome { SAME, REFUSED, CHANGED, UNREADABLE, NOT_FOUND } outcome;

static bool is_same(const orm_field *field, const char *a, const char *b)
{
    a += field->layout.offset;
    b += field->layout.offset;
    return field->layout.storage == ORM_STORAGE_CHARS ? strcmp(a, b) == 0
                                                      : memcmp(a, b, field->layout.size) == 0;
}

static int64_t integer_of(const char *at, size_t size)
{
    int16_t i16;
    int32_t i32;
    int64_t i64;
    memcpy(&i16, at, sizeof i16);
    memcpy(&i32, at, size >= sizeof i32 ? sizeof i32 : sizeof i16);
    memcpy(&i64, at, size >= sizeof i64 ? sizeof i64 : sizeof i16);
    return size == sizeof i16 ? i16 : size == sizeof i32 ? i32 : i64;
}

/* The row's value as an operand; of type NULL where no condition takes it. */
static orm_operand operand_of(const orm_field *field, const char *row)
{
    const char *at = row + field->layout.offset;
    orm_operand operand = { .type = ORM_TYPE_NULL, .data = at, .size = field->layout.size };
    switch ((int)field->layout.storage) {
    case ORM_STORAGE_BOOL:
        operand.type = ORM_TYPE_BOOL;
        operand.integer = *at != 0;
        break;
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
        operand.type = ORM_TYPE_INT;
        operand.integer = integer_of(at, field->layout.size);
        break;
    case ORM_STORAGE_FLOAT:
        operand.type = ORM_TYPE_REAL;
        operand.real = field->layout.size == sizeof(float)
                           ? (double)*(const float *)(const void *)at
                           : *(const double *)(const void *)at;
        break;
    case ORM_STORAGE_CHARS:
        operand.type = field->column.kind == ORM_KIND_JSON ? ORM_TYPE_NULL : ORM_TYPE_TEXT;
        break;
    case ORM_STORAGE_BYTES:
        operand.type = ORM_TYPE_BLOB;
        break;
    default: /* arrays */
        break;
    }
    return operand;
}

static bool finds(orm_db *db, const orm_entity *entity, const char *row)
{
    const orm_path path = { .entity = entity };
    const orm_handle handle = { .path = &path, .field = VALUE };
    const orm_expr column = { .op = ORM_OP_COLUMN, .column = &handle };
    const orm_expr value = { .op = ORM_OP_VALUE,
                             .operand = operand_of(&entity->fields[VALUE], row) };
    const orm_expr equal = { .op = ORM_OP_EQ, .left = &column, .right = &value };
    int64_t count = 0;
    return value.operand.type == ORM_TYPE_NULL ||
           (orm_count(db, entity, &(orm_query){ .where = &equal }, &count) == ORM_OK && count > 0);
}

static outcome store(engine_fixture *fx, const orm_entity *entity, const void *row)
{
    _Alignas(max_align_t) char stored[LARGEST_ROW], found[LARGEST_ROW] = { 0 };
    assert_true(entity->size <= LARGEST_ROW);
    memcpy(stored, row, entity->size);
    if (orm_insert(fx->db, entity, stored) != ORM_OK) {
        return REFUSED;
    }
    const orm_value key[] = { orm_value_int(integer_of(stored, sizeof(int64_t))) };
    if (orm_find(fx->db, entity, key, found, fx->arena) != ORM_OK) {
        return UNREADABLE;
    }
    if (!is_same(&entity->fields[VALUE], stored, found)) {
        return CHANGED;
    }
    return finds(fx->db, entity, stored) ? SAME : NOT_FOUND;
}

/* ---- the property ---- */

/* As letters, for the message. */
typedef struct outcomes {
    char text[MOST_ROWS + 1];
    size_t same, refused;
    size_t count;
} outcomes;

static outcomes wear(engine_fixture *fx, const outfit *kind, const char *type)
{
    wardrobe w;
    outcomes all = { .count = kind->count };
    assert_true(all.count <= MOST_ROWS);
    open_wardrobe(&w, kind, type);
    bool is_made = orm_create_all(fx->db, &w.schema) == ORM_OK;
    for (size_t i = 0; i < kind->count; i++) {
        const char *row = (const char *)kind->rows + i * kind->entity->size;
        outcome one = is_made ? store(fx, &w.entity, row) : REFUSED;
        all.same += one == SAME;
        all.refused += one == REFUSED;
        all.text[i] = "=xDUN"[one];
    }
    assert_ok(fx->db, orm_drop_all(fx->db, &w.schema));
    return all;
}

static bool holds(const outcomes *all, scan_own_type_verdict verdict)
{
    switch (verdict) {
    case SCAN_OWN_TYPE_FITS:
        return all->same > 0 && all->same + all->refused == all->count;
    case SCAN_OWN_TYPE_CHANGES:
        return all->same + all->refused < all->count || all->refused == all->count;
    case SCAN_OWN_TYPE_UNREADABLE:
        return all->same == 0;
    case SCAN_OWN_TYPE_UNFIT:
        return all->same < all->count;
    }
    return false;
}

static size_t check(engine_fixture *fx, const outfit *kind, const char *type,
                    scan_own_type_verdict verdict)
{
    outcomes all = wear(fx, kind, type);
    bool is_so = holds(&all, verdict);
    if (!is_so) {
        print_error("%s as %s: verdict %d, but %s\n", kind->entity->name, type, (int)verdict,
                    all.text);
    }
    return is_so ? 0 : 1;
}

static void test_a_type_of_postgresql_is_judged_as_it_is(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof outfits / sizeof outfits[0]; i++) {
        const orm_column *column = &outfits[i].entity->fields[VALUE].column;
        const orm_layout *layout = &outfits[i].entity->fields[VALUE].layout;
        for (size_t j = 0; j < sizeof postgresql_types / sizeof postgresql_types[0]; j++) {
            const char *type = postgresql_types[j];
            wrong += check(fx, &outfits[i], type,
                           scan_own_type_postgresql(type, column->kind, column->element,
                                                    layout->storage, outfits[i].places));
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- texts, which come back as the type spells them ---- */

/* Two of each sort that a type without room for both takes for one; the last is too long for a name. */
static const outfit texts =
    OUTFIT(text, 0, IS("hello"), IS("hallo"), IS("4294967294"), IS("-2"), IS("(4294967295,1)"),
           IS("(-1,1)"), IS("pg_class"), IS("pg_catalog.pg_class"), IS("now"), IS("pg_catalog.now"),
           IS("int4"), IS("integer"), IS("{hello}"), IS("{hallo}"), IS("{4294967295}"), IS("{-1}"),
           IS(MORE_THAN_63));
static const outfit letters = OUTFIT(letter, 0, IS('a'), IS('c'), IS('-'), IS('\0'));

/* Whether two that differ come back as one. */
static bool makes_one_of_two(engine_fixture *fx, const outfit *kind, const char *type)
{
    wardrobe w;
    char found[MOST_ROWS][LARGEST_ROW] = { { 0 } };
    bool is_read[MOST_ROWS] = { false }, is_one = false;
    open_wardrobe(&w, kind, type);
    bool is_made = orm_create_all(fx->db, &w.schema) == ORM_OK;
    for (size_t i = 0; is_made && i < kind->count; i++) {
        char row[LARGEST_ROW];
        memcpy(row, (const char *)kind->rows + i * kind->entity->size, kind->entity->size);
        orm_status stored = orm_insert(fx->db, &w.entity, row);
        assert_true(stored == ORM_OK || stored == ORM_CONVERSION || stored == ORM_SCHEMA ||
                    stored == ORM_SQL);
        const orm_value key[] = { orm_value_int(integer_of(row, sizeof(int64_t))) };
        is_read[i] =
            stored == ORM_OK && orm_find(fx->db, &w.entity, key, found[i], fx->arena) == ORM_OK;
        for (size_t j = 0; is_read[i] && j < i; j++) {
            is_one = is_one || (is_read[j] && is_same(&w.fields[VALUE], found[i], found[j]));
        }
    }
    assert_ok(fx->db, orm_drop_all(fx->db, &w.schema));
    return is_one;
}

static size_t check_texts(engine_fixture *fx, const outfit *kind, const char *type)
{
    orm_storage storage = kind->entity->fields[VALUE].layout.storage;
    bool is_let = scan_own_type_postgresql(type, ORM_KIND_TEXT, ORM_KIND_NONE, storage, 0) ==
                  SCAN_OWN_TYPE_FITS;
    bool is_one = makes_one_of_two(fx, kind, type);
    bool is_so = is_let ? !is_one : is_one || kind == &letters;
    if (!is_so) {
        print_error("%s as %s: %s\n", kind->entity->name, type, is_let ? "let pass" : "refused");
    }
    return is_so ? 0 : 1;
}

static void test_no_type_makes_one_text_of_two(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof postgresql_types / sizeof postgresql_types[0]; i++) {
        wrong += check_texts(fx, &texts, postgresql_types[i]);
        wrong += check_texts(fx, &letters, postgresql_types[i]);
    }
    assert_int_equal(wrong, 0);
}

/* A `char` has room for what "char" has, and a name says what is too long for it. */
static void test_short_texts_fit_short_types(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_int_equal(wear(fx, &letters, "\"char\"").same, letters.count);
    outcomes named = wear(fx, &texts, "name");
    assert_int_equal(named.same, texts.count - 1);
    assert_int_equal(named.refused, 1);
}

/* What SQLite would keep in another type as well is refused nevertheless. */
static size_t check_sqlite(engine_fixture *fx, const outfit *kind, size_t *judged)
{
    const orm_dialect *dialect = orm_dialect_find("sqlite");
    const orm_column *column = &kind->entity->fields[VALUE].column;
    const char *own = column->kind == ORM_KIND_ARRAY ? dialect->array_of(column->element)
                                                     : dialect->type_of(column->kind);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof sqlite_types / sizeof sqlite_types[0]; i++) {
        if (scan_own_type_sqlite(sqlite_types[i], own)) {
            wrong += check(fx, kind, sqlite_types[i], SCAN_OWN_TYPE_FITS);
            *judged += 1;
        }
    }
    return wrong;
}

static void test_a_type_of_sqlite_keeps_what_it_is_let_hold(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    size_t wrong = 0, judged = 0;
    for (size_t i = 0; i < sizeof outfits / sizeof outfits[0]; i++) {
        wrong += check_sqlite(fx, &outfits[i], &judged);
    }
    assert_int_equal(wrong, 0);
    assert_in_range(judged, 2 * sizeof outfits / sizeof outfits[0], SIZE_MAX);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_type_of_postgresql_is_judged_as_it_is),
    ENGINE_TEST(test_no_type_makes_one_text_of_two),
    ENGINE_TEST(test_short_texts_fit_short_types),
    ENGINE_TEST(test_a_type_of_sqlite_keeps_what_it_is_let_hold),
};

ENGINE_MAIN(tests)
