/* Connections that are opened anew: at the program's word, or by an option where nothing is lost by
 * it. What was set up is set up again, what was prepared is prepared again. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <stdio.h>
#include <string.h>

static const char *const victim_name = "victim";

/* What a function that sets up a connection counts and does. */
typedef struct setup {
    int calls;
    const char *sql;
    orm_status answer;
} setup;

static orm_status set_up(orm_db *db, void *ctx)
{
    setup *asked = ctx;
    asked->calls++;
    if (asked->sql != NULL) {
        orm_status status = orm_exec(db, asked->sql);
        if (status != ORM_OK) {
            return status;
        }
    }
    return asked->answer;
}

static const char *const mark = "CREATE TEMPORARY TABLE mark (id INTEGER PRIMARY KEY)";

static orm_db *open_marked(engine_fixture *fx, setup *asked, bool reconnect)
{
    return engine_open(fx, &(orm_options){ .application_name = victim_name,
                                           .setup = set_up,
                                           .setup_ctx = asked,
                                           .reconnect = reconnect });
}

/* ---- at the program's word ---- */

static void test_b208_everything_is_there_again(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    setup asked = { .sql = mark };
    orm_db *db = open_marked(fx, &asked, false);
    assert_int_equal(asked.calls, 1);
    assert_ok(db, customers_add(db, "a"));
    struct customer found = { .id = 0 };
    for (int i = 0; i < 3; i++) {
        assert_ok(db, orm_exec(db, "INSERT INTO mark VALUES (1)"));
        assert_ok(db, orm_reconnect(db));
        assert_int_equal(asked.calls, i + 2);
        assert_ok(db, customer_find(db, 1, &found, fx->arena));
        assert_ok(db, customers_add(db, "b"));
        assert_int_equal(customers_count(db), 2 + i);
    }
}

static void test_b208_not_while_something_is_open(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    orm_db *db = engine_open(fx, NULL);
    assert_ok(db, orm_begin(db, NULL));
    assert_fails(db, ORM_MISUSE, orm_reconnect(db));
    assert_ok(db, orm_rollback(db));
    assert_ok(db, orm_exec(db, "BEGIN"));
    assert_fails(db, ORM_MISUSE, orm_reconnect(db));
    assert_ok(db, orm_exec(db, "ROLLBACK"));
    orm_rows *rows = NULL;
    assert_ok(db, customer_select(db, &(orm_query){ .window = 1 }, &rows));
    assert_fails(db, ORM_MISUSE, orm_reconnect(db));
    assert_non_null(customer_next(rows));
    assert_null(customer_next(rows));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_ok(db, orm_reconnect(db));
    orm_rows_free(rows);
    assert_int_equal(orm_reconnect(NULL), ORM_MISUSE);
}

static void test_b208_a_database_in_memory_is_not_thrown_away(void **state)
{
    (void)state;
    engine_sqlite_only();
    orm_db *db = NULL;
    assert_int_equal(orm_open("sqlite::memory:", NULL, &db, NULL), ORM_OK);
    assert_ok(db, orm_create_all(db, &shop_schema));
    assert_fails(db, ORM_MISUSE, orm_reconnect(db));
    assert_ok(db, customers_add(db, "a"));
    orm_close(db);
}

/* ---- setting up ---- */

static void test_b228_a_setup_that_fails_is_no_connection(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = NULL;
    orm_error error;
    setup wrong_sql = { .sql = "NO SUCH STATEMENT" }, refuses = { .answer = ORM_SCHEMA };
    orm_options options = { .setup = set_up, .setup_ctx = &wrong_sql };
    assert_int_equal(orm_open(fx->url, &options, &db, &error), ORM_SQL);
    assert_int_equal(error.status, ORM_SQL);
    assert_null(error.sql);
    options.setup_ctx = &refuses;
    assert_int_equal(orm_open(fx->url, &options, &db, &error), ORM_SCHEMA);
    assert_mentions(error.message, "sets up");
    setup leaves_open = { .sql = "BEGIN" };
    options.setup_ctx = &leaves_open;
    assert_int_equal(orm_open(fx->url, &options, &db, &error), ORM_MISUSE);
    assert_null(db);
}

static void test_b228_a_setup_that_fails_later_keeps_the_connection(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    setup asked = { .sql = mark };
    orm_db *db = open_marked(fx, &asked, false);
    assert_ok(db, customers_add(db, "a"));
    assert_ok(db, orm_exec(db, "INSERT INTO mark VALUES (1)"));
    asked.answer = ORM_SCHEMA;
    assert_fails(db, ORM_SCHEMA, orm_reconnect(db));
    assert_fails(db, ORM_UNIQUE, orm_exec(db, "INSERT INTO mark VALUES (1)"));
    assert_ok(db, customers_add(db, "b"));
    asked = (setup){ .sql = "NO SUCH STATEMENT" };
    assert_fails(db, ORM_SQL, orm_reconnect(db));
    assert_string_equal(orm_db_error(db)->sql, "NO SUCH STATEMENT");
    assert_int_equal(customers_count(db), 2);
}

static orm_status reconnect_inside(orm_db *db, void *ctx)
{
    return *(orm_status *)ctx = orm_reconnect(db);
}

static void test_a_setup_does_not_reconnect(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = NULL;
    orm_status inside = ORM_OK;
    const orm_options options = { .setup = reconnect_inside, .setup_ctx = &inside };
    assert_int_equal(orm_open(fx->url, &options, &db, NULL), ORM_MISUSE);
    assert_int_equal(inside, ORM_MISUSE);
}

static void test_b228_the_application_has_a_name(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = engine_open(fx, &(orm_options){ .application_name = "my program" });
    if (!engine_is_sqlite()) {
        const char *const ask = "SELECT current_setting('application_name')";
        assert_string_equal(engine_ask(fx, db, ask), "my program");
        assert_string_equal(engine_ask(fx, fx->db, ask), "corm");
    }
}

/* ---- by the option ---- */

static void test_b208_lost_while_idle_and_found_again(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    setup asked = { .sql = mark };
    orm_db *db = open_marked(fx, &asked, true);
    assert_ok(db, customers_add(db, "a"));
    if (engine_is_sqlite()) {
        return; /* no connection that could be lost */
    }
    struct customer found = { .id = 0 };
    engine_terminate(fx, victim_name);
    assert_ok(db, customer_find(db, 1, &found, fx->arena));
    assert_int_equal(asked.calls, 2);
    engine_terminate(fx, victim_name);
    assert_ok(db, customers_add(db, "b"));
    engine_terminate(fx, victim_name);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "c"));
    assert_ok(db, orm_commit(db));
    engine_terminate(fx, victim_name);
    assert_int_equal(customers_count(db), 3);
    assert_int_equal(asked.calls, 5);
    assert_ok(db, orm_exec(db, "INSERT INTO mark VALUES (1)"));
}

static void test_b207_nothing_is_opened_anew_inside_of_something(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "x"));
    setup asked = { .calls = 0 };
    orm_db *db = open_marked(fx, &asked, true);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    engine_terminate(fx, victim_name);
    assert_fails(db, ORM_CONNECTION, customers_add(db, "b"));
    assert_fails(db, ORM_CONNECTION, customers_add(db, "b"));
    assert_int_equal(asked.calls, 1);
    assert_ok(db, orm_rollback(db));
    assert_ok(db, customers_add(db, "c")); /* the program knows */
    assert_int_equal(asked.calls, 2);

    orm_rows *rows = NULL;
    assert_ok(db, customer_select(db, &(orm_query){ .window = 1 }, &rows));
    engine_terminate(fx, victim_name);
    assert_fails(db, ORM_CONNECTION, customers_add(db, "d"));
    assert_int_equal(asked.calls, 2);
    orm_rows_free(rows);
    assert_ok(db, customers_add(db, "e"));
    assert_int_equal(asked.calls, 3);

    assert_ok(db, orm_exec(db, "BEGIN"));
    engine_terminate(fx, victim_name);
    assert_fails(db, ORM_CONNECTION, customers_add(db, "f"));
    assert_int_equal(asked.calls, 3);
    assert_int_equal(customers_count(fx->db), 3);
}

/* A server that is not there any more: each call says so, and the handle lives on. */
static void test_b208_nobody_answers(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    setup asked = { .sql = mark };
    orm_db *db = open_marked(fx, &asked, true);
    asked.sql = "SELECT 1/0";
    engine_terminate(fx, victim_name);
    assert_fails(db, ORM_CONVERSION, customers_add(db, "a"));
    assert_fails(db, ORM_CONVERSION, customers_add(db, "a"));
    asked.sql = NULL;
    assert_ok(db, customers_add(db, "a"));
    assert_int_equal(asked.calls, 4);
}

static void test_b207_whether_there_is_a_connection(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    orm_db *db = engine_open(fx, &(orm_options){ .application_name = victim_name });
    assert_true(orm_is_connected(db));
    assert_false(orm_is_connected(NULL));
    if (engine_is_sqlite()) {
        return;
    }
    engine_terminate(fx, victim_name);
    assert_false(orm_is_connected(db));
    assert_ok(db, orm_reconnect(db));
    assert_true(orm_is_connected(db));
}

/* ---- memory ---- */

static orm_status scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    setup asked = { .sql = mark };
    const orm_options options = { .allocator = *allocator,
                                  .application_name = "a name",
                                  .setup = set_up,
                                  .setup_ctx = &asked,
                                  .reconnect = true };
    orm_db *db = NULL;
    orm_status status = orm_open(fx->url, &options, &db, NULL);
    if (status == ORM_OK) {
        status = customers_add(db, "a");
    }
    if (status == ORM_OK) {
        status = orm_reconnect(db);
        if (status != ORM_OK) {
            assert_true(orm_is_connected(db)); /* to what it had */
        }
    }
    if (status == ORM_OK) {
        status = customers_add(db, "b");
    }
    orm_close(db);
    return status;
}

static void test_b270_opening_anew(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(chaos_each(scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b208_everything_is_there_again),
    ENGINE_TEST(test_b208_not_while_something_is_open),
    ENGINE_TEST(test_b208_a_database_in_memory_is_not_thrown_away),
    ENGINE_TEST(test_b228_a_setup_that_fails_is_no_connection),
    ENGINE_TEST(test_b228_a_setup_that_fails_later_keeps_the_connection),
    ENGINE_TEST(test_a_setup_does_not_reconnect),
    ENGINE_TEST(test_b228_the_application_has_a_name),
    ENGINE_TEST(test_b208_lost_while_idle_and_found_again),
    ENGINE_TEST(test_b207_nothing_is_opened_anew_inside_of_something),
    ENGINE_TEST(test_b208_nobody_answers),
    ENGINE_TEST(test_b207_whether_there_is_a_connection),
    ENGINE_TEST(test_b270_opening_anew),
};

ENGINE_MAIN(tests)
