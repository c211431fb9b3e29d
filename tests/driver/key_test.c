/* The key that SQLite tells after an INSERT, and the row that is sought by one: never a wrong one,
 * also where the table was made anew while its statement stayed prepared. */
#include <sqlite3.h>
#include <stdlib.h>

#include "driver/engine.h"

static const char made[] = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)";
static const char insert_text[] = "INSERT INTO \"t\" (\"name\") VALUES (?1)";

/* An INSERT that was promised to tell its key. */
static orm_prepared *prepare_told(fixture *f)
{
    const orm_parameter_type type = { .kind = ORM_KIND_TEXT };
    assert_true(f->link->driver->knows_inserted_key(f->link, "t", "id"));
    return prepare(f, insert_text, &type, 1);
}

static orm_status insert(fixture *f, orm_prepared *prepared)
{
    orm_value name = orm_value_text("x");
    start(f, prepared, &name, 1, false);
    orm_status status = fetch(prepared, 9, NULL, NULL, &f->error);
    prepared->link->driver->reset(prepared);
    return status;
}

static void assert_told(fixture *f, orm_prepared *prepared, int64_t key)
{
    assert_status(f, insert(f, prepared), ORM_DONE);
    assert_int_equal(prepared->link->driver->changes(prepared), 1);
    assert_int_equal(prepared->link->driver->inserted_key(prepared), key);
    assert_int_equal(ask_int(f, "SELECT max(id) FROM t"), key);
}

static const char *const others[] = {
    "CREATE TABLE t (id INTEGER, name TEXT)",
    "CREATE TABLE t (id INT PRIMARY KEY, name TEXT)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY DESC, name TEXT)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY DEFAULT 7, name TEXT) WITHOUT ROWID",
    "CREATE TABLE t (id INTEGER DEFAULT 7, no INTEGER PRIMARY KEY, name TEXT)",
};

static void made_anew_without_the_key(void **state)
{
    fixture *f = *state;
    run(f, made);
    orm_prepared *told = prepare_told(f);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_told(f, told, 1);
        orm_link *other = engine_open(f, f->url, NULL);
        run_on(f, other, "DROP TABLE t");
        run_on(f, other, others[i]);
        for (int again = 0; again < 2; again++) {
            assert_status(f, insert(f, told), ORM_SCHEMA);
            assert_string_equal(f->error.table, "t");
            assert_string_equal(f->error.column, "id");
            assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 0);
            assert_state(f->link, ORM_LINK_IDLE);
        }
        run_on(f, other, "DROP TABLE t");
        run_on(f, other, made);
        other->driver->close(other);
    }
    assert_told(f, told, 1);
    told->link->driver->finalize(told);
}

static void in_a_transaction(void **state)
{
    fixture *f = *state;
    run(f, made);
    orm_prepared *told = prepare_told(f);
    run(f, "BEGIN");
    assert_told(f, told, 1);
    run(f, "DROP TABLE t; CREATE TABLE t (id INTEGER, name TEXT)");
    assert_status(f, insert(f, told), ORM_SCHEMA);
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 0);
    run(f, "ROLLBACK");
    assert_told(f, told, 1);
    told->link->driver->finalize(told);
}

static const char own_trigger[] = "CREATE TRIGGER own AFTER INSERT ON t WHEN NEW.name = 'y' BEGIN"
                                  " INSERT INTO t (name) VALUES ('z'); END";

static void another_schema_with_the_same_key(void **state)
{
    fixture *f = *state;
    run(f, made);
    run(f, "CREATE TABLE u (i INTEGER)");
    orm_prepared *told = prepare_told(f);
    assert_told(f, told, 1);
    const char *const changes[] = {
        "CREATE INDEX t_name ON t (name)",
        "ALTER TABLE t ADD COLUMN more TEXT DEFAULT 'x'",
        "CREATE TRIGGER other AFTER INSERT ON t BEGIN INSERT INTO u VALUES (77); END",
        own_trigger,
        "DROP TABLE u; CREATE TABLE u (i INTEGER)",
        "ANALYZE",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        run(f, changes[i]);
        assert_told(f, told, (int64_t)i + 2);
    }
    told->link->driver->finalize(told);
}

/* Who does not ask for the key may insert into any table. */
static void statements_without_the_promise(void **state)
{
    fixture *f = *state;
    const orm_parameter_type type = { .kind = ORM_KIND_TEXT };
    run(f, made);
    orm_prepared *told = prepare_told(f);
    orm_prepared *plain = prepare(f, insert_text, &type, 1);
    run(f, "DROP TABLE t");
    run(f, others[0]);
    assert_false(f->link->driver->knows_inserted_key(f->link, "t", "id"));
    assert_status(f, insert(f, plain), ORM_DONE);
    assert_status(f, insert(f, told), ORM_SCHEMA);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 1);
    run(f, "DROP TABLE t");
    assert_status(f, insert(f, told), ORM_SCHEMA);
    told->link->driver->finalize(told);
    plain->link->driver->finalize(plain);
}

/* ---- a virtual table that has two rows with the key 1, which it declares as its key ---- */

typedef struct twice_cursor {
    sqlite3_vtab_cursor base;
    int row;
} twice_cursor;

/* NOLINTNEXTLINE(readability-function-size): SQLite asks for six */
static int twice_connect(sqlite3 *handle, void *ctx, int argc, const char *const *argv,
                         sqlite3_vtab **table_out, char **problem_out)
{
    (void)ctx;
    (void)argc;
    (void)argv;
    (void)problem_out;
    *table_out = calloc(1, sizeof **table_out);
    assert_non_null(*table_out);
    return sqlite3_declare_vtab(handle, "CREATE TABLE x (id INTEGER PRIMARY KEY, name TEXT)");
}

static int twice_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

static int twice_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    (void)info;
    return SQLITE_OK;
}

static int twice_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor_out)
{
    (void)table;
    twice_cursor *cursor = calloc(1, sizeof *cursor);
    assert_non_null(cursor);
    *cursor_out = &cursor->base;
    return SQLITE_OK;
}

static int twice_close(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

/* NOLINTNEXTLINE(readability-function-size): SQLite asks for five */
static int twice_filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int argc,
                        sqlite3_value **argv)
{
    (void)number;
    (void)text;
    (void)argc;
    (void)argv;
    ((twice_cursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int twice_next(sqlite3_vtab_cursor *cursor)
{
    ((twice_cursor *)cursor)->row++;
    return SQLITE_OK;
}

static int twice_eof(sqlite3_vtab_cursor *cursor)
{
    return ((twice_cursor *)cursor)->row == 2;
}

static int twice_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
    (void)cursor;
    (void)column;
    sqlite3_result_int(out, 1);
    return SQLITE_OK;
}

static int twice_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid_out)
{
    *rowid_out = ((twice_cursor *)cursor)->row;
    return SQLITE_OK;
}

static const sqlite3_module twice = {
    .xCreate = twice_connect,
    .xConnect = twice_connect,
    .xBestIndex = twice_best_index,
    .xDisconnect = twice_disconnect,
    .xDestroy = twice_disconnect,
    .xOpen = twice_open,
    .xClose = twice_close,
    .xFilter = twice_filter,
    .xNext = twice_next,
    .xEof = twice_eof,
    .xColumn = twice_column,
    .xRowid = twice_rowid,
};

/* ---- one row by its key ---- */

static size_t count_rows(fixture *f, orm_prepared *prepared)
{
    const orm_value key = orm_value_int(1);
    result r = { .arena = f->arena };
    start(f, prepared, &key, 1, false);
    assert_status(f, fetch(prepared, 9, keep_row, &r, &f->error), ORM_DONE);
    prepared->link->driver->reset(prepared);
    return r.rows;
}

static const struct {
    const char *made, *dropped;
    size_t rows;
} sought[] = {
    { "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'x')",
      "DROP TABLE t", 1 },
    { "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "DROP TABLE t", 0 },
    { "CREATE TABLE t (id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'x'), (1, 'y')",
      "DROP TABLE t", 2 },
    { "CREATE TABLE t (id INTEGER, name INTEGER PRIMARY KEY); INSERT INTO t VALUES (1, 1), (1, 2)",
      "DROP TABLE t", 2 },
    { "CREATE TABLE t (id INTEGER, name TEXT, PRIMARY KEY (id, name));"
      "INSERT INTO t VALUES (1, 'x'), (1, 'y')",
      "DROP TABLE t", 2 },
    { "CREATE TABLE of (id INTEGER PRIMARY KEY); INSERT INTO of VALUES (1), (2);"
      "CREATE VIEW t AS SELECT 1 AS id, 'x' AS name FROM of",
      "DROP VIEW t; DROP TABLE of", 2 },
    { "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'x');"
      "CREATE TEMP TABLE t (id INTEGER, name TEXT); INSERT INTO temp.t VALUES (1, 'x'), (1, 'y')",
      "DROP TABLE temp.t; DROP TABLE main.t", 2 },
    { "CREATE VIRTUAL TABLE t USING twice", "DROP TABLE t", 2 },
};

/* Whatever the table is, and whatever it was when the statement was prepared. */
static void all_rows_of_a_key(void **state)
{
    fixture *f = *state;
    const orm_parameter_type type = { .kind = ORM_KIND_INT64 };
    sqlite3 *handle = f->link->driver->native(f->link);
    assert_int_equal(sqlite3_create_module(handle, "twice", &twice, NULL), SQLITE_OK);
    for (size_t first = 0; first < sizeof sought / sizeof sought[0]; first++) {
        run(f, sought[first].made);
        f->link->driver->seeks_one(f->link, "t", "id");
        orm_prepared *prepared = prepare(f, "SELECT id, name FROM t WHERE id = ?1", &type, 1);
        assert_int_equal(count_rows(f, prepared), sought[first].rows);
        assert_int_equal(count_rows(f, prepared), sought[first].rows);
        run(f, sought[first].dropped);
        for (size_t i = 0; i < sizeof sought / sizeof sought[0]; i++) {
            run(f, sought[i].made);
            assert_int_equal(count_rows(f, prepared), sought[i].rows);
            run(f, sought[i].dropped);
        }
        prepared->link->driver->finalize(prepared);
    }
}

/* What is told is of the next statement alone. */
static void a_statement_after_the_one_that_seeks(void **state)
{
    fixture *f = *state;
    const orm_parameter_type type = { .kind = ORM_KIND_INT64 };
    run(f, sought[0].made);
    f->link->driver->seeks_one(f->link, "t", "id");
    orm_prepared *seeking = prepare(f, "SELECT id FROM t WHERE id = ?1", &type, 1);
    orm_prepared *other = prepare(f, "SELECT id FROM t WHERE id >= ?1", &type, 1);
    assert_int_equal(count_rows(f, seeking), 1);
    assert_int_equal(count_rows(f, other), 2);
    seeking->link->driver->finalize(seeking);
    other->link->driver->finalize(other);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(made_anew_without_the_key),
    DRIVER_TEST(in_a_transaction),
    DRIVER_TEST(another_schema_with_the_same_key),
    DRIVER_TEST(statements_without_the_promise),
    DRIVER_TEST(all_rows_of_a_key),
    DRIVER_TEST(a_statement_after_the_one_that_seeks),
};

DRIVER_MAIN(tests)
