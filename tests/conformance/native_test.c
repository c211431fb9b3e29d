/* The engine's own connection: what the program does with it is noticed; one that the program has
 * opened is used, and not closed. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Runs SQL on the engine's own connection of a handle. */
static void run_natively(orm_db *db, const char *sql)
{
    if (engine_is_sqlite()) {
        sqlite3 *connection = orm_native_sqlite(db);
        assert_non_null(connection);
        assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    } else {
        PGconn *connection = orm_native_postgresql(db);
        assert_non_null(connection);
        PGresult *result = PQexec(connection, sql);
        assert_true(PQresultStatus(result) == PGRES_COMMAND_OK ||
                    PQresultStatus(result) == PGRES_TUPLES_OK);
        PQclear(result);
    }
}

static const char *const add_one =
    "INSERT INTO customer (name, tier) VALUES ('native', 'TIER_GOLD')";

static void prepare(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
}

static void test_b224_beside_calls_of_the_library(void **state)
{
    engine_fixture *fx = *state;
    prepare(fx);
    assert_true((orm_native_sqlite(fx->db) == NULL) == !engine_is_sqlite());
    assert_true((orm_native_postgresql(fx->db) == NULL) == engine_is_sqlite());
    assert_null(orm_native_sqlite(NULL));
    run_natively(fx->db, "UPDATE customer SET name = 'b'");
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, 1, &found, fx->arena));
    assert_string_equal(found.name, "b");
    orm_rows *rows = NULL;
    for (int i = 0; i < 5; i++) {
        assert_ok(fx->db, customers_add(fx->db, "a"));
    }
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 2 }, &rows));
    assert_non_null(customer_next(rows));
    run_natively(fx->db, "DELETE FROM customer");
    int left = 0;
    while (customer_next(rows) != NULL) {
        left++;
    }
    assert_int_equal(left, 5);
    orm_rows_free(rows);
    assert_int_equal(customers_count(fx->db), 0);
}

static void test_b224_transactions_are_noticed(void **state)
{
    engine_fixture *fx = *state;
    prepare(fx);
    run_natively(fx->db, "BEGIN");
    assert_fails(fx->db, ORM_MISUSE, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "b"));
    run_natively(fx->db, "ROLLBACK");
    assert_int_equal(customers_count(fx->db), 1);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "c"));
    run_natively(fx->db, "COMMIT");
    assert_int_equal(customers_count(fx->db), 2);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_fails(fx->db, ORM_MISUSE, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_rollback(fx->db));
}

/* ---- connections of the program's ---- */

typedef struct own {
    sqlite3 *sqlite;
    PGconn *postgresql;
} own;

static own open_own(const engine_fixture *fx)
{
    own o = { NULL, NULL };
    if (engine_is_sqlite()) {
        assert_int_equal(sqlite3_open(fx->url + strlen("sqlite:"), &o.sqlite), SQLITE_OK);
    } else {
        o.postgresql = PQconnectdb(fx->url);
        assert_int_equal(PQstatus(o.postgresql), CONNECTION_OK);
    }
    return o;
}

static void close_own(own *o)
{
    assert_int_equal(sqlite3_close(o->sqlite), SQLITE_OK); /* no statement was left behind */
    PQfinish(o->postgresql);
}

static orm_status wrap(const own *o, const orm_options *options, orm_db **db_out, orm_error *error)
{
    return engine_is_sqlite() ? orm_wrap_sqlite(o->sqlite, options, db_out, error)
                              : orm_wrap_postgresql(o->postgresql, options, db_out, error);
}

static const char *ask_own(const own *o, const char *sql)
{
    static char answer[200];
    answer[0] = '\0';
    if (engine_is_sqlite()) {
        sqlite3_stmt *stmt = NULL;
        assert_int_equal(sqlite3_prepare_v2(o->sqlite, sql, -1, &stmt, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
        (void)snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(stmt, 0));
        assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
        return answer;
    }
    PGresult *result = PQexec(o->postgresql, sql);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    (void)snprintf(answer, sizeof answer, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return answer;
}

static void test_b222_a_wrapped_connection_is_used_and_not_closed(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    prepare(fx);
    own o = open_own(fx);
    for (int i = 0; i < 3; i++) {
        orm_db *db = NULL;
        assert_int_equal(wrap(&o, NULL, &db, NULL), ORM_OK);
        assert_string_equal(orm_db_dialect(db), engine_is_sqlite() ? "sqlite" : "postgresql");
        assert_ok(db, customers_add(db, "b"));
        orm_rows *rows = NULL;
        assert_ok(db, customer_select(db, &(orm_query){ .window = 1 }, &rows));
        assert_non_null(customer_next(rows));
        assert_fails(db, ORM_MISUSE, orm_reconnect(db));
        assert_fails(db, ORM_CHECK, customers_fail(db));
        assert_ok(db, orm_set_timeout(db, 5000));
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, customers_add(db, "rolled back"));
        orm_close(db);
        orm_rows_free(rows);
        assert_int_equal(ask_own(&o, "SELECT count(*) FROM customer")[0] - '0', 2 + i);
    }
    if (!engine_is_sqlite()) {
        assert_string_equal(ask_own(&o, "SELECT count(*) FROM pg_prepared_statements"), "0");
        assert_int_equal(PQisnonblocking(o.postgresql), 0);
    }
    close_own(&o);
}

/* The program's transaction goes on around what the library does in it. */
static void test_b222_inside_of_the_program_s_transaction(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    prepare(fx);
    own o = open_own(fx);
    assert_string_equal(ask_own(&o, "SELECT 'x'"), "x");
    orm_db *db = NULL;
    assert_int_equal(wrap(&o, NULL, &db, NULL), ORM_OK);
    run_natively(db, "BEGIN");
    run_natively(db, add_one);
    assert_ok(db, customers_add(db, "b"));
    orm_close(db); /* which has begun nothing */
    assert_int_equal(wrap(&o, NULL, &db, NULL), ORM_OK);
    assert_int_equal(customers_count(db), 3);
    run_natively(db, "ROLLBACK");
    assert_int_equal(customers_count(db), 1);
    orm_close(db);
    close_own(&o);
}

static void test_b222_what_cannot_be_wrapped(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    own o = open_own(fx), none = { NULL, NULL };
    orm_db *db = NULL;
    orm_error error;
    assert_int_equal(wrap(&none, NULL, &db, &error), ORM_MISUSE);
    assert_int_equal(wrap(&o, NULL, NULL, &error), ORM_MISUSE);
    const orm_options wrong[] = { { .read_only = true },
                                  { .must_exist = true },
                                  { .reconnect = true },
                                  { .application_name = "x" } };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(wrap(&o, &wrong[i], &db, &error), ORM_MISUSE);
        assert_int_equal(error.status, ORM_MISUSE);
    }
    assert_null(db);
    close_own(&o);
}

static orm_status scenario(void *ctx, const orm_allocator *allocator)
{
    own o = open_own(ctx);
    orm_db *db = NULL;
    orm_status status = wrap(&o, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = customers_add(db, "a");
    }
    orm_close(db);
    close_own(&o);
    return status;
}

static void test_b270_wrapping(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    prepare(fx);
    assert_string_equal(chaos_each(scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b224_beside_calls_of_the_library),
    ENGINE_TEST(test_b224_transactions_are_noticed),
    ENGINE_TEST(test_b222_a_wrapped_connection_is_used_and_not_closed),
    ENGINE_TEST(test_b222_inside_of_the_program_s_transaction),
    ENGINE_TEST(test_b222_what_cannot_be_wrapped),
    ENGINE_TEST(test_b270_wrapping),
};

ENGINE_MAIN(tests)
