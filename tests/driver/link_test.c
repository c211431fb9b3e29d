/* Links: opening, scripts, the state of the transaction, what is refused to a reader. */
#include "driver/engine.h"

#include <stdio.h>

#include "driver/driver.h"

static void schemes_choose_the_driver(void **state)
{
    (void)state;
    assert_ptr_equal(orm__driver_for("sqlite:x.db"), &orm_driver_sqlite);
    assert_ptr_equal(orm__driver_for("sqlite::memory:"), &orm_driver_sqlite);
    assert_ptr_equal(orm__driver_for("postgresql://h/d"), &orm_driver_postgresql);
    assert_ptr_equal(orm__driver_for("postgres://h/d"), &orm_driver_postgresql);
    assert_null(orm__driver_for("mysql://h/d"));
    assert_null(orm__driver_for(""));
    assert_null(orm__driver_for(NULL));
}

static void a_driver_tells_its_names(void **state)
{
    fixture *f = *state;
    assert_string_equal(f->link->driver->name, engine_pick("sqlite", "postgresql"));
    assert_string_equal(f->link->driver->dialect, engine_pick("sqlite", "postgresql"));
    f->link->driver->close(NULL);
}

static void states_follow_the_engine(void **state)
{
    fixture *f = *state;
    assert_state(f->link, ORM_LINK_IDLE);
    run(f, "BEGIN");
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    run(f, "SAVEPOINT s; CREATE TABLE t (i INTEGER); RELEASE SAVEPOINT s");
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    run(f, "COMMIT");
    assert_state(f->link, ORM_LINK_IDLE);
    run(f, "BEGIN; INSERT INTO t VALUES (1)");
    run(f, "ROLLBACK");
    assert_state(f->link, ORM_LINK_IDLE);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 0);
}

static void scripts_throw_rows_away(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1); SELECT * FROM t; SELECT 2;"
           "INSERT INTO t VALUES (2);");
    assert_int_equal(ask_int(f, "SELECT sum(i) FROM t"), 3);
    run(f, "");
    run(f, " -- nothing\n");
    run_fails(f, "INSERT INTO missing VALUES (1); INSERT INTO t VALUES (3)", ORM_SCHEMA);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 2);
}

static void transactions_can_be_statements(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER)");
    (void)query(f, "BEGIN", NULL, 0);
    assert_state(f->link, ORM_LINK_IN_TRANSACTION);
    assert_int_equal(query(f, "INSERT INTO t VALUES (1)", NULL, 0).changes, 1);
    (void)query(f, "ROLLBACK", NULL, 0);
    assert_state(f->link, ORM_LINK_IDLE);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 0);
}

static void a_reader_cannot_write(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1)");
    orm_options options = { .read_only = true };
    orm_link *reader = engine_open(f, f->url, &options);
    result r;
    assert_status(f, query_on(f, reader, "SELECT i FROM t", NULL, NULL, 0, &r), ORM_OK);
    assert_int_equal(r.rows, 1);
    assert_status(f, query_on(f, reader, "INSERT INTO t VALUES (2)", NULL, NULL, 0, &r),
                  ORM_READ_ONLY);
    assert_status(f, reader->driver->exec(reader, "BEGIN; DELETE FROM t", &f->error),
                  ORM_READ_ONLY);
    run_on(f, reader, "ROLLBACK");
    reader->driver->close(reader);
}

static void urls_that_are_none(void **state)
{
    fixture *f = *state;
    const char *const sqlite[] = { "sqlite:" };
    const char *const postgresql[] = { "postgresql://h/d?nonsense=1", "postgresql://[::1/d",
                                       "postgresql://h/%zz" };
    size_t count = engine_is_sqlite() ? 1 : 3;
    for (size_t i = 0; i < count; i++) {
        orm_link *link = NULL;
        const char *url = engine_is_sqlite() ? sqlite[i] : postgresql[i];
        assert_status(f, engine_try_open(f, url, NULL, &link), ORM_MISUSE);
        assert_null(link);
    }
}

static void servers_that_are_not_there(void **state)
{
    fixture *f = *state;
    char url[640];
    orm_link *link = NULL;
    if (engine_is_sqlite()) {
        (void)snprintf(url, sizeof url, "sqlite:%s/none/x.db", f->folder);
        assert_status(f, engine_try_open(f, url, NULL, &link), ORM_CONNECTION);
        assert_non_null(strstr(f->error.message, "none/x.db"));
        (void)snprintf(url, sizeof url, "sqlite:%s", f->folder);
        assert_status(f, engine_try_open(f, url, NULL, &link), ORM_CONNECTION);
    } else {
        assert_status(
            f, engine_try_open(f, "postgresql:///x?host=/tmp/orm-no-such-folder", NULL, &link),
            ORM_CONNECTION);
        assert_status(f, engine_try_open(f, "postgresql://127.0.0.1:1/x", NULL, &link),
                      ORM_CONNECTION);
        (void)snprintf(url, sizeof url, "%s&dbname=orm_no_such_database", f->url);
        assert_status(f, engine_try_open(f, url, NULL, &link), ORM_CONNECTION);
        assert_non_null(strstr(f->error.message, "orm_no_such_database"));
    }
    assert_null(link);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(schemes_choose_the_driver),
    DRIVER_TEST(a_driver_tells_its_names),
    DRIVER_TEST(states_follow_the_engine),
    DRIVER_TEST(scripts_throw_rows_away),
    DRIVER_TEST(transactions_can_be_statements),
    DRIVER_TEST(a_reader_cannot_write),
    DRIVER_TEST(urls_that_are_none),
    DRIVER_TEST(servers_that_are_not_there),
};

DRIVER_MAIN(tests)
