/* The key that SQLite tells after an INSERT: never a wrong one, also where the table was made anew
 * while its statement stayed prepared. */
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

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(made_anew_without_the_key),
    DRIVER_TEST(in_a_transaction),
    DRIVER_TEST(another_schema_with_the_same_key),
    DRIVER_TEST(statements_without_the_promise),
};

DRIVER_MAIN(tests)
