/* A property: in a type of one engine's own that orm-scan lets a column have, each value comes back
 * as it was stored and is found by itself, or the engine refuses it; in what orm-scan refuses, one
 * that is stored does not. So what orm-scan knows of the types is what the engine does. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <orm/sys/dialect.h>
#include "check/own_type.h"
#include "support/engine.h"
#include "test_scanned.orm.h"
#include "wardrobe.h"

enum { MOST_ROWS = 20 };

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
    "timestamptz[]", "timestamp(0)[]", "timestamptz(3)[]", "uuid[]", "jsonb[]", "json[]", "xml[]", "interval[]",
    "money[]", "inet[]", "int4range[]", "tsvector[]", "bit(1)[]",
    /* clang-format on */
};

static const char *const sqlite_types[] = {
    "INTEGER", "int", "REAL", "TEXT", "BLOB", "ANY", "TEXT COLLATE NOCASE"
};

/* ---- what becomes of it ---- */

typedef enum outcome { SAME, REFUSED, CHANGED, UNREADABLE, NOT_FOUND } outcome;

static outcome store(engine_fixture *fx, const wardrobe *w, const void *row)
{
    _Alignas(max_align_t) char stored[WARDROBE_LARGEST_ROW], found[WARDROBE_LARGEST_ROW] = { 0 };
    bool is_found;
    assert_true(w->entity.size <= WARDROBE_LARGEST_ROW);
    memcpy(stored, row, w->entity.size);
    if (wardrobe_put(fx, w, stored) != ORM_OK) {
        return REFUSED;
    }
    if (wardrobe_get(fx, w, stored, found) != ORM_OK) {
        return UNREADABLE;
    }
    if (!wardrobe_is_same(&w->fields[WARDROBE_VALUE], stored, found)) {
        return CHANGED;
    }
    return wardrobe_ask(fx, w, stored, &is_found) == ORM_OK && is_found ? SAME : NOT_FOUND;
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
    wardrobe_open(&w, kind->entity, type);
    bool is_made = orm_create_all(fx->db, &w.schema) == ORM_OK;
    for (size_t i = 0; i < kind->count; i++) {
        const char *row = (const char *)kind->rows + i * kind->entity->size;
        outcome one = is_made ? store(fx, &w, row) : REFUSED;
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
        const orm_column *column = &outfits[i].entity->fields[WARDROBE_VALUE].column;
        const orm_layout *layout = &outfits[i].entity->fields[WARDROBE_VALUE].layout;
        for (size_t j = 0; j < sizeof postgresql_types / sizeof postgresql_types[0]; j++) {
            const char *type = postgresql_types[j];
            wrong += check(fx, &outfits[i], type,
                           scan_own_type_postgresql(type, column->kind, column->element,
                                                    layout->storage, outfits[i].places));
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- the same on SQLite ---- */

/* What SQLite would keep in another type as well is refused nevertheless. */
static size_t check_sqlite(engine_fixture *fx, const outfit *kind, size_t *judged)
{
    const orm_dialect *dialect = orm_dialect_find("sqlite");
    const orm_column *column = &kind->entity->fields[WARDROBE_VALUE].column;
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
    ENGINE_TEST(test_a_type_of_sqlite_keeps_what_it_is_let_hold),
};

ENGINE_MAIN(tests)
