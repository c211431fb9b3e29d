/* A table that Corm did not create: its types, its names, columns that no member maps. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "test_relics.orm.h"

#define TOKEN "\xa0\xee\xbc\x99\x9c\x0b\x4e\xf8\xbb\x6d\x6b\xb9\xbd\x38\x0a\x11"

/* Columns are in another order than the members, and others stand between. */
static const char sqlite_table[] =
    "CREATE TABLE \"Relics of \"\"old\"\"/1\" (owner TEXT NOT NULL DEFAULT 'nobody', tag CLOB,"
    " \"the \"\"name\"\"\" NVARCHAR(20) NOT NULL UNIQUE, \"Relic Id\" INTEGER PRIMARY KEY"
    " AUTOINCREMENT, [select] SMALLINT NOT NULL, [Price/1] BIGINT NOT NULL, weight NUMERIC(12, 3)"
    " NOT NULL, touched BLOB DEFAULT x'00FF', code CHAR(5) NOT NULL, data BLOB, made_at INT NOT"
    " NULL, seen_at INT, day DATE, token BLOB NOT NULL, extra JSON, hue VARCHAR(20) NOT NULL"
    " CHECK (hue IN ('Deep red', 'it''s \"blue\"')), counts TEXT, note TEXT)";
static const char postgresql_table[] =
    "CREATE SCHEMA \"The Attic\"; SET TimeZone = 'Asia/Tokyo';"
    "CREATE TYPE \"The Attic\".hue AS ENUM ('Deep red', 'it''s \"blue\"');"
    "CREATE DOMAIN label AS varchar(30) CHECK (value <> '');"
    "CREATE TABLE \"The Attic\".\"Relics of \"\"old\"\"/1\" (owner text NOT NULL DEFAULT 'nobody',"
    " tag label, \"the \"\"name\"\"\" varchar(20) NOT NULL UNIQUE, \"Relic Id\" serial PRIMARY KEY,"
    " \"select\" int2 NOT NULL, \"Price/1\" numeric(10, 2) NOT NULL, weight numeric(12, 3) NOT "
    "NULL,"
    " touched bytea DEFAULT '\\x00ff', code char(5) NOT NULL, data bytea, made_at timestamp NOT"
    " NULL, seen_at timestamptz, day date, token uuid NOT NULL, extra jsonb,"
    " hue \"The Attic\".hue NOT NULL, counts int4[], note text)";

static void create(engine_fixture *fx)
{
    engine_exec(fx->db, sqlite_table, postgresql_table);
}

static const char *table(void)
{
    return engine_is_sqlite() ? "\"Relics of \"\"old\"\"/1\""
                              : "\"The Attic\".\"Relics of \"\"old\"\"/1\"";
}

static const char *ask(engine_fixture *fx, const char *what)
{
    char sql[300];
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM %s", what, table());
    return engine_ask(fx, fx->db, sql);
}

static void run(engine_fixture *fx, const char *before, const char *after)
{
    char sql[600];
    (void)snprintf(sql, sizeof sql, "%s %s %s", before, table(), after);
    assert_ok(fx->db, orm_exec(fx->db, sql));
}

static struct relic new_relic(void)
{
    static int32_t counts[] = { 3, -1, 2 };
    struct relic row = { .small = -7,
                         .price = 123,
                         .weight = 0.1,
                         .name = (char *)"Amphora",
                         .code = "AB",
                         .data = (uint8_t *)(uintptr_t)"\0\xff",
                         .data_size = 2,
                         .made_at = 1709208245678901,
                         .day = (char *)"2024-02-29",
                         .extra = (char *)"{\"a\": 1}",
                         .hue = HUE_BLUE,
                         .counts = counts,
                         .count_count = 3,
                         .tag = (char *)"old" };
    memcpy(row.token, TOKEN, sizeof row.token);
    return row;
}

static void check_same(const struct relic *found, const struct relic *row)
{
    assert_true(found->id == row->id && found->small == row->small);
    assert_true(found->price == row->price && found->weight == row->weight);
    assert_string_equal(found->name, row->name);
    assert_string_equal(found->code, row->code);
    assert_int_equal(found->data_size, row->data_size);
    assert_memory_equal(found->data, row->data, row->data_size);
    assert_true(found->made_at == row->made_at && found->seen_at == row->seen_at);
    assert_string_equal(found->day, row->day);
    assert_memory_equal(found->token, row->token, sizeof row->token);
    assert_string_equal(found->extra, row->extra);
    assert_int_equal(found->hue, row->hue);
    assert_int_equal(found->count_count, row->count_count);
    assert_memory_equal(found->counts, row->counts, row->count_count * sizeof *row->counts);
    assert_string_equal(found->tag, row->tag);
}

static void test_b167_columns_of_no_member_stay_as_they_are(void **state)
{
    engine_fixture *fx = *state;
    create(fx);
    struct relic row = new_relic(), found;
    assert_ok(fx->db, relic_insert(fx->db, &row));
    assert_ok(fx->db, relic_find(fx->db, row.id, &found, fx->arena));
    check_same(&found, &row);
    assert_string_equal(ask(fx, "owner"), "nobody");
    assert_null(ask(fx, "note"));
    run(fx, "UPDATE", "SET owner = 'Ada', note = 'mine', touched = NULL");
    found.name = (char *)"Vase";
    found.seen_at = -1;
    found.weight = 12345678.125;
    found.hue = HUE_RED;
    assert_ok(fx->db, relic_update(fx->db, &found));
    row = found;
    assert_ok(fx->db, relic_find_by_name(fx->db, "Vase", &found, fx->arena));
    check_same(&found, &row);
    assert_string_equal(ask(fx, "owner"), "Ada");
    assert_string_equal(ask(fx, "note"), "mine");
    assert_null(ask(fx, "touched"));
    assert_ok(fx->db, relic_delete(fx->db, &row));
    assert_string_equal(ask(fx, "count(*)"), "0");
}

static void test_b057_the_schema_is_said(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    create(fx);
    engine_exec(fx->db, NULL,
                "CREATE TABLE \"Relics of \"\"old\"\"/1\" (\"Relic Id\" text); SET search_path ="
                " public, \"The Attic\"");
    struct relic row = new_relic();
    assert_ok(fx->db, relic_insert(fx->db, &row));
    assert_string_equal(ask(fx, "count(*)"), "1");
}

/* What verifying says of such a table: what may go wrong, and nothing that must. */
static void test_b168_what_differs_from_the_struct(void **state)
{
    engine_fixture *fx = *state;
    create(fx);
    const orm_difference *list = NULL;
    size_t count = 0, warnings = 0;
    assert_ok(fx->db, orm_verify(fx->db, &test_relics_schema, fx->arena, &list, &count));
    for (size_t i = 0; i < count; i++) {
        assert_true(list[i].severity < ORM_SEVERITY_ERROR);
        warnings += list[i].severity == ORM_SEVERITY_WARNING;
    }
    /* the narrower columns; what no check of the legacy table says of JSON, uuids and arrays */
    assert_int_equal(warnings, engine_is_sqlite() ? 4 : 3);
}

/* ---- numbers ---- */

static void test_b011_a_numeric_is_read_as_a_double_where_it_is_one(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    create(fx);
    run(fx, "ALTER TABLE", "ALTER weight TYPE numeric");
    struct relic row = new_relic(), found;
    assert_ok(fx->db, relic_insert(fx->db, &row));
    const struct {
        const char *text;
        double real; /* 0 = refused */
    } cases[] = { { "0.99", 0.99 },
                  { "-12345678901.2345", -12345678901.2345 },
                  { "100.500", 100.5 },
                  { "999999999999999", 999999999999999.0 },
                  { "0.1234567890123456", 0 },
                  { "12345678901234567", 0 },
                  { "'NaN'", 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char set[80];
        (void)snprintf(set, sizeof set, "SET weight = %s", cases[i].text);
        run(fx, "UPDATE", set);
        if (cases[i].real == 0) {
            assert_fails(fx->db, ORM_CONVERSION, relic_find(fx->db, row.id, &found, fx->arena));
            assert_string_equal(orm_db_error(fx->db)->column, "weight");
        } else {
            assert_ok(fx->db, relic_find(fx->db, row.id, &found, fx->arena));
            assert_true(found.weight == cases[i].real);
            assert_ok(fx->db, relic_update(fx->db, &found));
            assert_ok(fx->db, relic_find(fx->db, row.id, &found, fx->arena));
            assert_true(found.weight == cases[i].real);
        }
    }
}

/* ---- what other programs left in SQLite ---- */

static void test_b037_other_storage_classes_are_refused_by_name(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    create(fx);
    const struct {
        const char *column, *value;
    } cases[] = { { "select", "'abc'" },    { "the \"name\"", "x'00'" }, { "data", "'text'" },
                  { "made_at", "'noon'" },  { "day", "20240229" },       { "token", "x'00'" },
                  { "weight", "'heavy'" },  { "Price/1", "1.5" },        { "counts", "7" },
                  { "code", "'too long'" }, { "extra", "x'7b7d'" } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct relic row = new_relic(), found = { .small = 77 };
        assert_ok(fx->db, relic_insert(fx->db, &row));
        char set[120];
        (void)snprintf(set, sizeof set, "SET %s = %s",
                       strcmp(cases[i].column, "the \"name\"") == 0 ? "\"the \"\"name\"\"\""
                       : strchr(cases[i].column, '/') != NULL       ? "\"Price/1\""
                       : strcmp(cases[i].column, "select") == 0     ? "\"select\""
                                                                    : cases[i].column,
                       cases[i].value);
        run(fx, "UPDATE", set);
        assert_fails(fx->db, ORM_CONVERSION, relic_find(fx->db, row.id, &found, fx->arena));
        assert_string_equal(orm_db_error(fx->db)->column, cases[i].column);
        assert_string_equal(orm_db_error(fx->db)->table, "Relics of \"old\"/1");
        assert_ok(fx->db, relic_delete_key(fx->db, row.id));
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b167_columns_of_no_member_stay_as_they_are),
    ENGINE_TEST(test_b057_the_schema_is_said),
    ENGINE_TEST(test_b168_what_differs_from_the_struct),
    ENGINE_TEST(test_b011_a_numeric_is_read_as_a_double_where_it_is_one),
    ENGINE_TEST(test_b037_other_storage_classes_are_refused_by_name),
};

ENGINE_MAIN(tests)
