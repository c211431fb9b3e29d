/* Values in a statement's text: where a parameter is one, how each value is written, what a text
 * does. */
#include "sql/expand.h"

#include "base/buffer.h"
#include "sql/lexeme.h"
#include "sql/verb.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const orm_dialect *const engines[] = { &orm_dialect_sqlite, &orm_dialect_postgresql };

/* ---- lexemes ---- */

/* What the text is made of, a letter for each kind: ?, word, parameter, quoted, blank, sign. */
static const char *kinds_of(const orm_dialect *dialect, const char *sql, char kinds[32])
{
    const char *at = sql;
    size_t i = 0;
    orm_lexeme lexeme = orm__lexeme_next(dialect, &at);
    while (lexeme.kind != ORM_LEXEME_END && i < 31) {
        kinds[i++] = "?WPQ S"[lexeme.kind];
        lexeme = orm__lexeme_next(dialect, &at);
    }
    kinds[i] = '\0';
    assert_string_equal(at, ""); /* and all of it */
    return kinds;
}

static void assert_lexemes(const orm_dialect *dialect, const char *sql, const char *expected)
{
    char kinds[32];
    if (strcmp(kinds_of(dialect, sql, kinds), expected) != 0) {
        fail_msg("%s: %s: %s", dialect->name, sql, kinds);
    }
}

static void lexemes_of_both_engines(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "" },
        { "SELECT a.b", "W WSW" },
        { "'it''s' x", "Q W" },
        { "\"a\"\"$1\"=$12", "QSP" },
        { "-- $1\n$2", "  P" },
        { "-- $1", " " },
        { "/* $1 */$2", " P" },
        { "'open $1", "Q" },
        { "/* open", " " },
        { "$tag$ $1 ' $tag$ $2", "Q P" },
        { "$$ ' $1 $$", "Q" },
        { "$$ open", "Q" },
        { "a$1 $1", "W P" },
        { "-$1;", "SPS" },
        { "\xc3\xa4=1", "WSW" },
        { "$ $1", "S P" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_lexemes(engines[0], cases[i][0], cases[i][1]);
        assert_lexemes(engines[1], cases[i][0], cases[i][1]);
    }
}

static void lexemes_of_one_engine(void **state)
{
    (void)state;
    assert_lexemes(engines[0], "`$1` [$1 'x] ?3 ?", "Q Q P S");
    assert_lexemes(engines[0], "/* /* */ $1", "  P");
    assert_lexemes(engines[1], "/* /* */ */$1", " P");
    assert_lexemes(engines[1], "E'\\'$1' e'\\\\' $1", "Q Q P");
    assert_lexemes(engines[1], "a[$1] ?1", "WSPS SW");
}

/* Whatever the text is, reading it ends, and loses nothing. */
static void any_text_is_read(void **state)
{
    (void)state;
    static const char parts[] = "'\"`[]$1?-/*\\Ee \n;a\xc3(";
    uint64_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char sql[16];
        size_t size = 0;
        for (; size < sizeof sql - 1; size++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            sql[size] = parts[(seed >> 33) % (sizeof parts - 1)];
        }
        sql[size] = '\0';
        const char *at = sql;
        size_t sum = 0;
        orm_lexeme lexeme = orm__lexeme_next(engines[round % 2], &at);
        while (lexeme.kind != ORM_LEXEME_END) {
            sum += lexeme.size;
            assert_true(sum <= size);
            lexeme = orm__lexeme_next(engines[round % 2], &at);
        }
        assert_int_equal(sum, size);
    }
}

/* ---- what a text does ---- */

static void what_is_about_a_transaction(void **state)
{
    (void)state;
    static const char *const yes[] = { "BEGIN",
                                       " begin IMMEDIATE",
                                       "/* x */ COMMIT;",
                                       "START TRANSACTION READ ONLY",
                                       "ROLLBACK TO \"s1\"",
                                       "SAVEPOINT s1",
                                       "release s1",
                                       "END",
                                       "abort",
                                       "; -- x\n ROLLBACK" };
    static const char *const no[] = { "",
                                      ";",
                                      "SELECT 1",
                                      "'begin'",
                                      "\"begin\"",
                                      "beginning",
                                      "SET x = 1",
                                      "INSERT INTO begin VALUES (1)",
                                      "SELECT 1; COMMIT",
                                      "(1)" };
    for (size_t i = 0; i < 2 * COUNT_OF(yes); i++) {
        assert_true(orm__verb_borders(engines[i % 2], yes[i / 2]));
        assert_false(orm__verb_writes(engines[i % 2], yes[i / 2]));
        assert_false(orm__verb_borders(engines[i % 2], no[i / 2]));
    }
}

/* Where an engine's own functions may do anything, a SELECT may. */
static void what_a_session_keeps(void **state)
{
    (void)state;
    static const char *const both[] = { "SET x = 1",
                                        "PRAGMA foreign_keys",
                                        "ATTACH 'x' AS y",
                                        "BEGIN; PRAGMA x",
                                        ";;/* x */LISTEN a",
                                        "CREATE TEMP TABLE a (b)",
                                        "create temporary view a as select 1",
                                        "INSERT INTO temp.a VALUES (1)",
                                        "DELETE FROM \"TEMP\".a",
                                        "(SELECT 1)",
                                        "'x'" };
    static const char *const neither[] = {
        "",          " ; ",   "BEGIN",       "commit; -- SET x", "END;", "ROLLBACK", "savepoint a",
        "release b", "ABORT", "/* PRAGMA */"
    };
    static const char *const sqlite_only[] = {
        "SELECT 'PRAGMA x; SET y'", "INSERT INTO a VALUES ('temporary')", "DROP TABLE temperature",
        "with a as (select 1) select 1", "CREATE TABLE t (a); UPDATE t SET a = 1"
    };
    for (size_t i = 0; i < 2 * COUNT_OF(both); i++) {
        assert_true(orm__verb_changes_session(engines[i % 2], both[i / 2]));
    }
    for (size_t i = 0; i < 2 * COUNT_OF(neither); i++) {
        bool is_abort =
            strcmp(neither[i / 2], "ABORT") == 0 && i % 2 == 0; /* no word of SQLite's */
        assert_int_equal(orm__verb_changes_session(engines[i % 2], neither[i / 2]), is_abort);
    }
    for (size_t i = 0; i < COUNT_OF(sqlite_only); i++) {
        assert_false(orm__verb_changes_session(&orm_dialect_sqlite, sqlite_only[i]));
        assert_true(orm__verb_changes_session(&orm_dialect_postgresql, sqlite_only[i]));
    }
}

static const char *find_other_verb(const char *const *texts, size_t count, bool writes)
{
    for (size_t i = 0; i < 2 * count; i++) {
        if (orm__verb_writes(engines[i % 2], texts[i / 2]) != writes) {
            return texts[i / 2];
        }
    }
    return "none";
}

static void what_writes(void **state)
{
    (void)state;
    static const char *const writes[] = {
        "INSERT INTO t VALUES (1)",
        "  -- why\n update t set a = 1",
        "/* x */ (DELETE FROM t)",
        "CREATE TABLE t (a)",
        "SELECT 1; DROP TABLE t",
        "BEGIN; INSERT INTO t VALUES (1); COMMIT",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x",
        "SELECT 1 INTO t",
        "TRUNCATE t",
    };
    static const char *const reads[] = {
        "",
        ";",
        "SELECT 1",
        "select 'INSERT INTO t'",
        "SELECT \"update\" FROM t -- delete",
        "SELECT a FROM t FOR UPDATE",
        "SELECT a FROM t FOR NO KEY UPDATE SKIP LOCKED",
        "WITH x AS (SELECT replace(a, 'b', 'c') FROM t) SELECT * FROM x",
        "BEGIN IMMEDIATE",
        "BEGIN DEFERRED; PRAGMA query_only = ON",
        "ROLLBACK TO SAVEPOINT orm_2; RELEASE SAVEPOINT orm_2",
        "EXPLAIN DELETE FROM t",
        "SET x = 1",
    };
    assert_string_equal(find_other_verb(writes, COUNT_OF(writes), true), "none");
    assert_string_equal(find_other_verb(reads, COUNT_OF(reads), false), "none");
}

/* ---- values ---- */

static void assert_expands(const orm_expansion *expansion, const char *expected)
{
    orm_buffer out;
    orm__buffer_init(&out, NULL);
    orm__expand_write(&out, expansion);
    assert_string_equal(orm__buffer_string(&out), expected);
    orm__buffer_fini(&out);
}

static void assert_value(int engine, orm_kind kind, orm_value value, const char *expected)
{
    const orm_parameter_type type = { .kind = kind };
    const orm_expansion expansion = { .dialect = engines[engine],
                                      .sql = engine == 0 ? "?1" : "$1",
                                      .types = &type,
                                      .values = &value,
                                      .count = 1,
                                      .most = 10 };
    assert_expands(&expansion, expected);
}

static orm_value typed(orm_type type, int64_t integer, size_t size)
{
    return (orm_value){ .type = type, .size = size, .as.integer = integer };
}

static void each_type_of_value(void **state)
{
    (void)state;
    static const uint8_t uuid[16] = { 0xA0, [15] = 1 };
    for (int engine = 0; engine < 2; engine++) {
        assert_value(engine, ORM_KIND_INT64, orm_value_null(), "NULL");
        assert_value(engine, ORM_KIND_INT64, orm_value_int(INT64_MIN), "-9223372036854775808");
        assert_value(engine, ORM_KIND_TEXT, orm_value_text("a'b"), "'a''b'");
        assert_value(engine, ORM_KIND_TEXT, orm_value_text("0123456789"), "'0123456789'");
        assert_value(engine, ORM_KIND_TEXT, orm_value_text("01234567890"),
                     "'0123456789'<11 bytes>");
        assert_value(engine, ORM_KIND_TEXT, orm_value_text("012345678\xc3\xa4"),
                     "'012345678'<11 bytes>");
        assert_value(engine, ORM_KIND_FLOAT64, orm_value_real(0.5), "0.5");
        assert_value(engine, ORM_KIND_INT64, orm_value_uint(1), "<no value>");
        assert_value(engine, ORM_KIND_DATE, typed(ORM_TYPE_DATE, 0, 0), "'1970-01-01'");
        assert_value(engine, ORM_KIND_DATE, typed(ORM_TYPE_DATE, INT64_MAX, 0), "<no value>");
    }
    assert_value(0, ORM_KIND_BOOL, orm_value_bool(true), "1");
    assert_value(1, ORM_KIND_BOOL, orm_value_bool(true), "TRUE");
    assert_value(0, ORM_KIND_BLOB, orm_value_blob("\x00\xff", 2), "X'00ff'");
    assert_value(1, ORM_KIND_BLOB, orm_value_blob("\x00\xff", 2), "'\\x00ff'::bytea");
    assert_value(0, ORM_KIND_UUID, orm_value_blob(uuid, 16), "X'a0000000000000000000000000000001'");
    assert_value(1, ORM_KIND_UUID, orm_value_blob(uuid, 16), "'a0000000000000000000000000000001'");
    assert_value(0, ORM_KIND_TEXT,
                 (orm_value){ .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" },
                 "CAST(X'610062' AS TEXT)");
    assert_value(0, ORM_KIND_TIMESTAMP, typed(ORM_TYPE_TIMESTAMP, -1, 0), "-1");
    assert_value(1, ORM_KIND_TIMESTAMP, typed(ORM_TYPE_TIMESTAMP, -1, 0),
                 "'1969-12-31 23:59:59.999999+00'");
    assert_value(0, ORM_KIND_DECIMAL, typed(ORM_TYPE_DECIMAL, -150, 2), "-150");
    assert_value(1, ORM_KIND_DECIMAL, typed(ORM_TYPE_DECIMAL, -150, 2), "-1.50");
    assert_value(1, ORM_KIND_DECIMAL, typed(ORM_TYPE_DECIMAL, INT64_MIN, 2), "<no value>");
    assert_value(1, ORM_KIND_DECIMAL, typed(ORM_TYPE_DECIMAL, 1, 19), "<no value>");
    const orm_value span = orm_value_interval((orm_interval){ 14, -3, 1500000 });
    assert_value(0, ORM_KIND_INTERVAL, span, "'P1Y2M-3DT1.5S'");
    assert_value(1, ORM_KIND_INTERVAL, span, "'P1Y2M-3DT1.5S'");
    assert_value(1, ORM_KIND_FLOAT64, orm_value_real(-INFINITY), "-'Infinity'::float8");
}

static void lists(void **state)
{
    (void)state;
    const orm_value items[] = { orm_value_int(1), orm_value_null(), orm_value_int(22),
                                orm_value_int(333) };
    const orm_value words[] = { orm_value_text("'\"\\"), orm_value_text("NULL") };
    for (size_t count = 0; count <= 4; count += 2) {
        const orm_value list = { .type = ORM_TYPE_LIST, .size = count, .as.list = items };
        const orm_parameter_type type = { .kind = ORM_KIND_INT64, .list = true };
        orm_expansion expansion = { .dialect = engines[0],
                                    .sql = "IN (SELECT value FROM orm_list(?1))",
                                    .types = &type,
                                    .values = &list,
                                    .count = 1,
                                    .most = 20 };
        static const char *const rows[] = {
            "IN (SELECT value FROM (SELECT NULL AS value WHERE 0))",
            "IN (SELECT value FROM (SELECT 1 AS value UNION ALL VALUES (NULL)))",
            "IN (SELECT value FROM (SELECT 1 AS value UNION ALL VALUES (NULL)<4 values>))",
        };
        assert_expands(&expansion, rows[count / 2]);
        expansion.dialect = engines[1];
        expansion.sql = "= ANY($1)";
        static const char *const arrays[] = { "= ANY('{}')", "= ANY('{\"1\",NULL}')",
                                              "= ANY('{\"1\",NULL,\"22\",\"333\"}')" };
        assert_expands(&expansion, arrays[count / 2]);
    }
    const orm_value list = { .type = ORM_TYPE_LIST, .size = 2, .as.list = words };
    const orm_parameter_type type = { .kind = ORM_KIND_ARRAY, .element = ORM_KIND_TEXT };
    orm_expansion expansion = {
        .dialect = engines[0], .sql = "?1", .types = &type, .values = &list, .count = 1, .most = 100
    };
    assert_expands(&expansion, "'[\"''\\\"\\\\\",\"NULL\"]'");
    expansion.dialect = engines[1];
    expansion.sql = "$1";
    assert_expands(&expansion, "'{\"''\\\"\\\\\",\"NULL\"}'");
}

static void the_text_around(void **state)
{
    (void)state;
    const orm_value values[] = { orm_value_int(-1), orm_value_text("secret") };
    const orm_parameter_type types[] = { { .kind = ORM_KIND_INT64 },
                                         { .kind = ORM_KIND_TEXT, .secret = true } };
    const orm_expansion expansion = {
        .dialect = engines[1],
        .sql = "a -$1, '$1', \"$1\", $2 /* $1 */ $3 $0 a$1 $tag$$1$tag$ $1",
        .types = types,
        .values = values,
        .count = 2,
        .most = 10
    };
    assert_expands(&expansion,
                   "a - -1, '$1', \"$1\", <withheld> /* $1 */ $3 $0 a$1 $tag$$1$tag$ -1");
}

static orm_status expand_with(void *ctx, const orm_allocator *allocator)
{
    const orm_value items[] = { orm_value_text("a"), orm_value_text("b") };
    const orm_value list = { .type = ORM_TYPE_LIST, .size = 2, .as.list = items };
    const orm_parameter_type type = { .kind = ORM_KIND_ARRAY, .element = ORM_KIND_TEXT };
    const orm_expansion expansion = { .dialect = ctx,
                                      .sql = "INSERT INTO t VALUES (?1, $1)",
                                      .types = &type,
                                      .values = &list,
                                      .count = 1,
                                      .most = 10 };
    orm_buffer out;
    orm__buffer_init(&out, allocator);
    orm__expand_write(&out, &expansion);
    bool failed = orm__buffer_string(&out) == NULL;
    orm__buffer_fini(&out);
    return failed ? ORM_NO_MEMORY : ORM_OK;
}

static void memory_that_runs_out(void **state)
{
    (void)state;
    for (int engine = 0; engine < 2; engine++) {
        assert_string_equal(chaos_each(expand_with, (void *)(uintptr_t)engines[engine]), "");
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lexemes_of_both_engines),
    cmocka_unit_test(lexemes_of_one_engine),
    cmocka_unit_test(any_text_is_read),
    cmocka_unit_test(what_writes),
    cmocka_unit_test(what_is_about_a_transaction),
    cmocka_unit_test(what_a_session_keeps),
    cmocka_unit_test(what_is_about_a_transaction),
    cmocka_unit_test(each_type_of_value),
    cmocka_unit_test(lists),
    cmocka_unit_test(the_text_around),
    cmocka_unit_test(memory_that_runs_out),
};

UNIT_MAIN(tests)
