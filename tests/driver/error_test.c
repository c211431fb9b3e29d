/* Errors: each cause has its status on both engines, and names what the engine knows. */
#include "driver/engine.h"

#include <stdio.h>

static void make_tables(fixture *f)
{
    run(f,
        engine_pick(
            "CREATE TABLE p (id INTEGER PRIMARY KEY, email TEXT UNIQUE, age INTEGER NOT NULL"
            " CONSTRAINT p_age CHECK (age >= 0), UNIQUE (email, age)) STRICT;"
            "CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p DEFERRABLE, a TEXT,"
            " b TEXT, CONSTRAINT c_ab UNIQUE (a, b)) STRICT;",
            "CREATE TABLE p (id bigint PRIMARY KEY, email text UNIQUE, age integer NOT NULL"
            " CONSTRAINT p_age CHECK (age >= 0), UNIQUE (email, age));"
            "CREATE TABLE c (id bigint PRIMARY KEY, p_id bigint REFERENCES p DEFERRABLE, a text,"
            " b text, CONSTRAINT c_ab UNIQUE (a, b));"));
    run(f, "INSERT INTO p (id, email, age) VALUES (1, 'a@x', 5)");
}

/* The same failure by exec and as a prepared statement. */
static void both_ways(fixture *f, const char *sql, orm_status expected)
{
    run_fails(f, sql, expected);
    orm_error first = f->error;
    query_fails(f, sql, NULL, 0, expected);
    assert_string_equal(first.message, f->error.message);
    assert_string_equal(first.table, f->error.table);
    assert_string_equal(first.column, f->error.column);
    assert_string_equal(first.constraint, f->error.constraint);
    assert_string_equal(first.sqlstate, f->error.sqlstate);
    assert_int_equal(first.native, f->error.native);
    assert_true(engine_is_sqlite() ? f->error.native != 0 : f->error.sqlstate[0] != '\0');
}

static void unique_names_its_columns(void **state)
{
    fixture *f = *state;
    make_tables(f);
    both_ways(f, "INSERT INTO p (id, email, age) VALUES (2, 'a@x', 7)", ORM_UNIQUE);
    assert_string_equal(f->error.table, "p");
    assert_string_equal(f->error.column, "email");
    assert_string_equal(f->error.constraint, engine_pick("", "p_email_key"));
    assert_null(strstr(f->error.message, "a@x"));
    run(f, "INSERT INTO c (id, a, b) VALUES (1, 'x', 'y')");
    both_ways(f, "INSERT INTO c (id, a, b) VALUES (2, 'x', 'y')", ORM_UNIQUE);
    assert_string_equal(f->error.table, "c");
    assert_string_equal(f->error.column, "a, b");
    assert_string_equal(f->error.constraint, engine_pick("", "c_ab"));
    both_ways(f, "INSERT INTO c (id) VALUES (1)", ORM_UNIQUE);
    assert_string_equal(f->error.column, "id");
}

/* As they are, and not as the engine would write them in SQL. */
static void columns_have_no_quotes(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE q (\"eMail\" TEXT UNIQUE, \"a\"\"b\" TEXT, \"order\" TEXT, c TEXT,"
           " UNIQUE (\"a\"\"b\", \"order\", c));"
           "INSERT INTO q (\"eMail\") VALUES ('x');"
           "INSERT INTO q (\"a\"\"b\", \"order\", c) VALUES ('x', 'y', 'z')");
    both_ways(f, "INSERT INTO q (\"eMail\") VALUES ('x')", ORM_UNIQUE);
    assert_string_equal(f->error.column, "eMail");
    both_ways(f, "INSERT INTO q (\"a\"\"b\", \"order\", c) VALUES ('x', 'y', 'z')", ORM_UNIQUE);
    assert_string_equal(f->error.column, "a\"b, order, c");
}

static void not_null_and_check(void **state)
{
    fixture *f = *state;
    make_tables(f);
    both_ways(f, "INSERT INTO p (id, age) VALUES (3, NULL)", ORM_NOT_NULL);
    assert_string_equal(f->error.table, "p");
    assert_string_equal(f->error.column, "age");
    both_ways(f, "UPDATE p SET age = -1", ORM_CHECK);
    assert_string_equal(f->error.constraint, "p_age");
    assert_string_equal(f->error.table, engine_pick("", "p"));
}

static void foreign_keys_are_on(void **state)
{
    fixture *f = *state;
    make_tables(f);
    both_ways(f, "INSERT INTO c (id, p_id) VALUES (9, 77)", ORM_FOREIGN_KEY);
    assert_string_equal(f->error.constraint, engine_pick("", "c_p_id_fkey"));
    run(f, "INSERT INTO c (id, p_id) VALUES (9, 1)");
    both_ways(f, "DELETE FROM p WHERE id = 1", ORM_FOREIGN_KEY);
}

/* A constraint that is checked at the end fails at the end. */
static void a_deferred_foreign_key(void **state)
{
    fixture *f = *state;
    make_tables(f);
    run(f, engine_pick("BEGIN; PRAGMA defer_foreign_keys = ON",
                       "BEGIN; SET CONSTRAINTS ALL DEFERRED"));
    run(f, "INSERT INTO c (id, p_id) VALUES (9, 77)");
    run_fails(f, "COMMIT", ORM_FOREIGN_KEY);
    assert_state(f->link, engine_is_sqlite() ? ORM_LINK_IN_TRANSACTION : ORM_LINK_IDLE);
    run(f, engine_pick("ROLLBACK", "SELECT 1"));
    assert_int_equal(ask_int(f, "SELECT count(*) FROM c"), 0);
}

static void names_that_do_not_exist(void **state)
{
    fixture *f = *state;
    make_tables(f);
    both_ways(f, "SELECT * FROM missing", ORM_SCHEMA);
    assert_string_equal(f->error.table, "missing");
    both_ways(f, "SELECT \"none\" FROM p", ORM_SCHEMA);
    assert_string_equal(f->error.column, "none");
    both_ways(f, "INSERT INTO p (id, \"none\") VALUES (5, 5)", ORM_SCHEMA);
    assert_string_equal(f->error.table, "p");
    assert_string_equal(f->error.column, "none");
}

/* SQLite says main.absent then. */
static void the_table_that_a_key_references_is_missing(void **state)
{
    fixture *f = *state;
    if (!engine_is_sqlite()) {
        skip(); /* a key without its table cannot be made */
    }
    run(f, "CREATE TABLE orphan (id INTEGER REFERENCES absent (id))");
    both_ways(f, "INSERT INTO orphan VALUES (1)", ORM_SCHEMA);
    assert_string_equal(f->error.table, "absent");
}

/* Engines take names, and functions raise messages, that no buffer here is made for. */
static void names_of_any_length(void **state)
{
    fixture *f = *state;
    char name[3000], sql[4000];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    if (engine_is_sqlite()) {
        (void)snprintf(sql, sizeof sql, "CREATE TABLE %s (i INTEGER)", name);
        run(f, sql);
        (void)snprintf(sql, sizeof sql, "INSERT INTO %s (j) VALUES (1)", name);
        both_ways(f, sql, ORM_SCHEMA);
        assert_memory_equal(f->error.table, name, sizeof f->error.table - 1);
        assert_int_equal(f->error.table[sizeof f->error.table - 1], '\0');
        return;
    }
    run_fails(f,
              "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '42P01',"
              " MESSAGE = 'relation \"' || repeat('n', 3000) || '\" does not exist'; END $$",
              ORM_SCHEMA);
    assert_string_equal(f->error.table, "");
    run_fails(f,
              "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '23505', MESSAGE = 'twice',"
              " DETAIL = 'Key (' || repeat('n', 3000) || ')=(1) already exists.'; END $$",
              ORM_UNIQUE);
    assert_string_equal(f->error.column, "");
}

static void text_that_is_no_sql(void **state)
{
    fixture *f = *state;
    make_tables(f);
    both_ways(f, "SELEC 1", ORM_SQL);
    both_ways(f, "SELECT no_such_function(1)", ORM_SQL);
    both_ways(f, "CREATE TABLE p (id INTEGER)", ORM_SQL);
}

static void values_that_do_not_fit(void **state)
{
    fixture *f = *state;
    make_tables(f);
    both_ways(f, "INSERT INTO p (id, age) VALUES (7, 'old')", ORM_CONVERSION);
    assert_string_equal(f->error.column, engine_pick("age", ""));
    both_ways(f,
              engine_pick("SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT 1)",
                          "SELECT 9223372036854775807 + 1"),
              ORM_CONVERSION);
}

/* A narrow column refuses a wide number when it is stored, and simply is unequal to it. */
static void narrow_columns(void **state)
{
    fixture *f = *state;
    if (engine_is_sqlite()) {
        skip();
    }
    run(f, "CREATE TABLE s (a smallint, b integer, c real, d varchar(3))");
    orm_parameter_type types[] = { { .kind = ORM_KIND_INT16 }, { .kind = ORM_KIND_INT32 } };
    orm_value wide[] = { orm_value_int(40000), orm_value_int(5000000000) };
    result r;
    for (size_t i = 0; i < 2; i++) {
        assert_status(
            f,
            query_on(f, f->link,
                     i == 0 ? "INSERT INTO s (a) VALUES ($1)" : "INSERT INTO s (b) VALUES ($1)",
                     &types[i], &wide[i], 1, &r),
            ORM_CONVERSION);
        assert_string_equal(f->error.sqlstate, "22003");
    }
    run(f, "INSERT INTO s (a, b, c) VALUES (1, 2, 0.1)");
    assert_status(
        f, query_on(f, f->link, "SELECT a FROM s WHERE a < $1 AND b < $2", types, wide, 2, &r),
        ORM_OK);
    assert_int_equal(r.rows, 1);
    orm_parameter_type real = { .kind = ORM_KIND_FLOAT32 };
    const float tenth = 0.1f; /* of the constant itself an x87 knows more digits */
    orm_value narrow = orm_value_real((double)tenth);
    assert_status(f, query_on(f, f->link, "SELECT c FROM s WHERE c = $1", &real, &narrow, 1, &r),
                  ORM_OK);
    assert_int_equal(r.rows, 1);
    assert_value(cell(&r, 0, 0), &narrow);
    orm_value text = orm_value_text("four");
    query_fails(f, "INSERT INTO s (d) VALUES ($1)", &text, 1, ORM_CONVERSION);
    assert_string_equal(f->error.sqlstate, "22001");
}

static void a_trigger_refuses(void **state)
{
    fixture *f = *state;
    make_tables(f);
    run(f, engine_pick(
               "CREATE TRIGGER no BEFORE DELETE ON p BEGIN SELECT RAISE(ABORT, 'stays here'); END",
               "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
               "'BEGIN RAISE EXCEPTION ''stays here''; END';"
               "CREATE TRIGGER no BEFORE DELETE ON p FOR EACH ROW EXECUTE FUNCTION no()"));
    both_ways(f, "DELETE FROM p", ORM_SQL);
    assert_string_equal(f->error.message, "stays here");
}

/* PostgreSQL lets nothing but a rollback through; SQLite goes on. */
static void an_error_inside_a_transaction(void **state)
{
    fixture *f = *state;
    make_tables(f);
    run(f, "BEGIN; SAVEPOINT s");
    run_fails(f, "INSERT INTO p (id, age) VALUES (1, 1)", ORM_UNIQUE);
    if (engine_is_sqlite()) {
        assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    } else {
        assert_state(f->link, ORM_LINK_ABORTED);
        query_fails(f, "SELECT 1", NULL, 0, ORM_ABORTED);
    }
    run(f, "ROLLBACK TO s; INSERT INTO p (id, age) VALUES (2, 2); COMMIT");
    assert_state(f->link, ORM_LINK_IDLE);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM p"), 2);
}

/* Each has its cause, by itself or by its class. Any state may be raised by a function: only what
 * becomes of the connection makes it CONNECTION. */
static void states_that_a_function_raises(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *state;
        orm_status status;
    } raised[] = {
        { "08006", ORM_ENGINE },        { "08001", ORM_ENGINE },     { "57P01", ORM_ENGINE },
        { "57P03", ORM_ENGINE },        { "53300", ORM_ENGINE },     { "28000", ORM_PERMISSION },
        { "28P01", ORM_PERMISSION },    { "3D000", ORM_SCHEMA },     { "23P01", ORM_UNIQUE },
        { "23001", ORM_FOREIGN_KEY },   { "44000", ORM_CHECK },      { "40001", ORM_SERIALIZATION },
        { "40P01", ORM_SERIALIZATION }, { "25006", ORM_READ_ONLY },  { "3F000", ORM_SCHEMA },
        { "42704", ORM_SCHEMA },        { "42501", ORM_PERMISSION }, { "42804", ORM_SCHEMA },
        { "34000", ORM_MISUSE },        { "55P03", ORM_BUSY },       { "55006", ORM_LOCKED },
        { "57014", ORM_INTERRUPTED },   { "53100", ORM_FULL },       { "0A000", ORM_NOT_SUPPORTED },
        { "21000", ORM_SQL },           { "23000", ORM_SQL },        { "25001", ORM_SQL },
        { "2B000", ORM_SQL },           { "42601", ORM_SQL },        { "P0001", ORM_SQL },
        { "22003", ORM_CONVERSION },    { "42622", ORM_CONVERSION }, { "XX000", ORM_ENGINE }
    };
    if (engine_is_sqlite()) {
        skip();
    }
    for (size_t i = 0; i < sizeof raised / sizeof raised[0]; i++) {
        char sql[128];
        (void)snprintf(sql, sizeof sql, "DO 'BEGIN RAISE SQLSTATE ''%s''; END'", raised[i].state);
        both_ways(f, sql, raised[i].status);
        assert_string_equal(f->error.sqlstate, raised[i].state);
        assert_state(f->link, ORM_LINK_IDLE);
    }
}

/* PostgreSQL refuses what is no UTF-8, and does not say where it was. */
static void the_text_that_is_no_utf8_is_named(void **state)
{
    fixture *f = *state;
    if (engine_is_sqlite()) {
        skip();
    }
    static const char *const broken[] = { "\xff",         "a\xc3",       "\xe2\x82",
                                          "\xed\xa0\x80", "\xc0\xaf",    "\xf5\x80\x80\x80",
                                          "\x80",         "\xe0\x9f\xbf" };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        orm_value blob = orm_value_blob("\xff", 1);
        orm_value params[] = { orm_value_text("\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x98z"), blob,
                               orm_value_null(), orm_value_text(broken[i]),
                               orm_value_text("\xff") };
        query_fails(f, "SELECT $1, $2, $3::text, $4, $5", params, 5, ORM_CONVERSION);
        assert_string_equal(f->error.sqlstate, "22021");
        assert_int_equal(f->error.parameter, 4);
    }
    orm_value items[] = { orm_value_text("ok"), orm_value_text("\xff") };
    orm_value list = { .type = ORM_TYPE_LIST, .size = 2, .as.list = items };
    orm_value params[] = { orm_value_text("ok"), list };
    orm_parameter_type types[] = { { .kind = ORM_KIND_TEXT },
                                   { .kind = ORM_KIND_TEXT, .list = true } };
    result r;
    assert_status(f, query_on(f, f->link, "SELECT $1 = ANY ($2)", types, params, 2, &r),
                  ORM_CONVERSION);
    assert_int_equal(f->error.parameter, 2);
}

static void the_parameter_at_fault_is_named(void **state)
{
    fixture *f = *state;
    make_tables(f);
    orm_value params[] = { orm_value_int(8), orm_value_text("ok"), orm_value_uint(1) };
    query_fails(f, "INSERT INTO p (id, email, age) VALUES ($1, $2, $3)", params, 3, ORM_CONVERSION);
    assert_int_equal(f->error.parameter, 3);
    assert_non_null(strstr(f->error.message, "parameter 3"));
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(unique_names_its_columns),
    DRIVER_TEST(columns_have_no_quotes),
    DRIVER_TEST(not_null_and_check),
    DRIVER_TEST(foreign_keys_are_on),
    DRIVER_TEST(a_deferred_foreign_key),
    DRIVER_TEST(names_that_do_not_exist),
    DRIVER_TEST(the_table_that_a_key_references_is_missing),
    DRIVER_TEST(names_of_any_length),
    DRIVER_TEST(text_that_is_no_sql),
    DRIVER_TEST(values_that_do_not_fit),
    DRIVER_TEST(narrow_columns),
    DRIVER_TEST(a_trigger_refuses),
    DRIVER_TEST(an_error_inside_a_transaction),
    DRIVER_TEST(the_parameter_at_fault_is_named),
    DRIVER_TEST(states_that_a_function_raises),
    DRIVER_TEST(the_text_that_is_no_utf8_is_named),
};

DRIVER_MAIN(tests)
