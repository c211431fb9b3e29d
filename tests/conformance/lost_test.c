/* A connection that ends while it is used: always told, never mended behind the program's back. The
 * server's side is ended from another handle, as an administrator or a crash would. */
#include "models/odd.h"
#include "models/customers.h"

#include <stdio.h>
#include <string.h>

static const char *const victim_name = "victim";

static orm_db *open_victim(engine_fixture *fx)
{
    engine_postgresql_only(); /* SQLite has no connection that could be lost */
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    return engine_open_with(fx, "application_name=victim", NULL);
}

static void test_b207_lost_in_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "b"));
    engine_terminate(fx, victim_name);
    assert_fails(db, ORM_CONNECTION, customers_add(db, "c"));
    assert_int_equal(orm_depth(db), 2);
    assert_true(orm_is_aborted(db));
    assert_fails(db, ORM_CONNECTION,
                 customers_add(db, "d")); /* no new transaction, no new connection */
    assert_ok(db, orm_rollback(db));      /* of the savepoint: it went with the connection */
    assert_int_equal(orm_db_error(db)->status, ORM_CONNECTION);
    assert_fails(db, ORM_CONNECTION, orm_commit(db));
    assert_int_equal(orm_depth(db), 0);
    assert_fails(db, ORM_CONNECTION, orm_begin(db, NULL));
    assert_int_equal(customers_count(fx->db), 0);
}

static void test_b207_rollback_after_the_loss_is_a_success(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    engine_terminate(fx, victim_name);
    orm_status status = orm_rollback(db); /* which may be the first to notice */
    assert_true(status == ORM_OK || status == ORM_CONNECTION);
    assert_int_equal(orm_depth(db), 0);
    assert_int_equal(customers_count(fx->db), 0);
}

/* The call that meets the loss ends its level, too. */
static void test_b207_each_level_ends_once(void **state)
{
    engine_fixture *fx = *state;
    for (int commits = 0; commits < 2; commits++) {
        orm_db *db = open_victim(fx);
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, customers_add(db, "a"));
        engine_terminate(fx, victim_name);
        if (commits == 0) {
            assert_ok(db, orm_rollback(db));
        } else {
            assert_fails(db, ORM_CONNECTION, orm_commit(db));
        }
        assert_int_equal(orm_depth(db), 1);
        assert_ok(db, orm_rollback(db));
        assert_int_equal(orm_depth(db), 0);
        assert_false(orm_is_aborted(db));
        engine_close(fx, db);
    }
}

static orm_status lose_connection(orm_db *db, void *ctx)
{
    orm_status status = customers_add(db, "a");
    assert_ok(db, status);
    engine_terminate(ctx, victim_name);
    return customers_add(db, "b");
}

static void test_b207_run_does_not_start_again(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_fails(db, ORM_CONNECTION, orm_run(db, NULL, lose_connection, fx));
    assert_int_equal(orm_depth(db), 0);
    assert_int_equal(customers_count(fx->db), 0);
}

static void test_b208_lost_while_idle(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    orm_db *db = open_victim(fx);
    assert_ok(db, customers_add(db, "a"));
    engine_terminate(fx, victim_name);
    assert_fails(db, ORM_CONNECTION, customers_add(db, "b"));
    struct customer found = { .id = 77 };
    assert_fails(db, ORM_CONNECTION, customer_find(db, 1, &found, fx->arena));
    assert_int_equal(found.id, 77);
    assert_fails(db, ORM_CONNECTION, orm_exec(db, "SELECT 1"));
    orm_rows *rows = NULL;
    assert_fails(db, ORM_CONNECTION, customer_select(db, NULL, &rows));
    assert_null(rows);
    int64_t count = 77;
    assert_fails(db, ORM_CONNECTION, customer_count(db, NULL, &count));
    assert_int_equal(count, 77);
    assert_fails(db, ORM_CONNECTION, orm_create_all(db, &shop_schema));
    assert_int_equal(customers_count(fx->db), 1);
}

static void test_b207_lost_in_mid_window(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    orm_db *db = open_victim(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO customer (name, tier) SELECT repeat('x', 1000),"
                                       " 'TIER_GOLD' FROM generate_series(1, 2000)"));
    for (int in_transaction = 0; in_transaction < 2; in_transaction++) {
        if (in_transaction == 1) {
            db = engine_open_with(fx, "application_name=victim", NULL);
            assert_ok(db, orm_begin(db, NULL));
        }
        orm_rows *rows = NULL;
        assert_ok(db, customer_select(db, &(orm_query){ .window = 10 }, &rows));
        for (int i = 0; i < 15; i++) {
            assert_non_null(customer_next(rows));
        }
        engine_terminate(fx, victim_name);
        int more = 0;
        while (customer_next(rows) != NULL) {
            more++;
        }
        assert_in_range(more, 0, 1984);
        assert_int_equal(orm_rows_status(rows), ORM_CONNECTION);
        assert_true(orm_rows_error(rows)->message[0] != '\0');
        assert_fails(db, ORM_CONNECTION, customers_add(db, "a"));
        orm_rows_free(rows);
    }
}

/* The server ends the session while it commits: whether it had committed cannot be known. */
static void test_b209_lost_while_committing(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_ok(fx->db,
              orm_exec(fx->db,
                       "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                       " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;"
                       "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON customer DEFERRABLE"
                       " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    assert_fails(db, ORM_OUTCOME_UNKNOWN, orm_commit(db));
    assert_int_equal(orm_depth(db), 0);
    assert_false(orm_status_is_retryable(ORM_OUTCOME_UNKNOWN));
    assert_fails(db, ORM_CONNECTION, orm_begin(db, NULL));
}

/* A write of its own commits by itself, and leaves the same doubt. */
static void test_b209_lost_in_a_write_of_its_own(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_ok(fx->db,
              orm_exec(fx->db,
                       "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                       " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;"
                       "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON customer DEFERRABLE"
                       " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"));
    struct customer row = { .id = 77, .name = (char *)"a" };
    assert_fails(db, ORM_OUTCOME_UNKNOWN, customer_insert(db, &row));
    assert_int_equal(row.id, 77);
    assert_fails(db, ORM_CONNECTION, customer_insert(db, &row));
}

static void test_b206_an_idle_transaction_that_the_server_ends(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_ok(db, orm_exec(db, "SET idle_in_transaction_session_timeout = '20ms'"));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "a"));
    assert_ok(fx->db, orm_exec(fx->db, "SELECT pg_sleep(0.3)"));
    assert_fails(db, ORM_CONNECTION, customers_add(db, "b"));
    assert_int_equal(orm_depth(db), 1);
    assert_ok(db, orm_rollback(db));
    assert_int_equal(orm_depth(db), 0);
    assert_int_equal(customers_count(fx->db), 0);
}

static void test_closing_after_the_loss_is_quiet(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = open_victim(fx);
    assert_ok(db, orm_begin(db, NULL));
    orm_rows *rows = NULL;
    assert_ok(db, customer_select(db, &(orm_query){ .window = 1 }, &rows));
    engine_terminate(fx, victim_name);
    engine_close(fx, db);
    orm_rows_free(rows);
    assert_ok(fx->db, customers_add(fx->db, "a"));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b206_an_idle_transaction_that_the_server_ends),
    ENGINE_TEST(test_b207_lost_in_a_transaction),
    ENGINE_TEST(test_b207_rollback_after_the_loss_is_a_success),
    ENGINE_TEST(test_b207_each_level_ends_once),
    ENGINE_TEST(test_b207_run_does_not_start_again),
    ENGINE_TEST(test_b207_lost_in_mid_window),
    ENGINE_TEST(test_b208_lost_while_idle),
    ENGINE_TEST(test_b209_lost_while_committing),
    ENGINE_TEST(test_b209_lost_in_a_write_of_its_own),
    ENGINE_TEST(test_closing_after_the_loss_is_quiet),
};

ENGINE_MAIN(tests)
