/* Transactions: what is kept, what is undone, and that the state is known after every failure. */
#include "kinds.orm.h"
#include "models/customers.h"

#include <stdio.h>
#include <string.h>

static void test_b189_changes_are_invisible_until_commit(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *other = engine_open(fx, NULL);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_int_equal(orm_depth(fx->db), 1);
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_int_equal(customers_count(fx->db), 1);
    assert_int_equal(customers_count(other), 0);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(other), 1);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "b"));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
}

static void test_b190_closing_the_handle_rolls_back(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *other = engine_open(fx, NULL);
    assert_ok(other, orm_begin(other, NULL));
    assert_ok(other, orm_begin(other, NULL));
    assert_ok(other, customers_add(other, "a"));
    engine_close(fx, other);
    assert_int_equal(customers_count(fx->db), 0);
    assert_ok(fx->db, customers_add(fx->db, "b")); /* no lock was left */
}

static void test_b191_inner_rollback_keeps_outer_work(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "outer"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_int_equal(orm_depth(fx->db), 2);
    assert_ok(fx->db, customers_add(fx->db, "inner"));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(orm_depth(fx->db), 1);
    assert_int_equal(customers_count(fx->db), 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
}

static void test_b191_outer_rollback_undoes_inner_commit(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "inner"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(customers_count(fx->db), 0);
}

/* Each level adds a row; the odd ones are rolled back, with all that is deeper. */
static void test_b192_ten_levels_twice(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int round = 1; round <= 2; round++) {
        for (unsigned depth = 1; depth <= 10; depth++) {
            assert_ok(fx->db, orm_begin(fx->db, NULL));
            assert_ok(fx->db, customers_add(fx->db, "x"));
            assert_int_equal(orm_depth(fx->db), depth);
        }
        for (unsigned depth = 10; depth >= 1; depth--) {
            assert_ok(fx->db, depth == 7 ? orm_rollback(fx->db) : orm_commit(fx->db));
        }
        assert_int_equal(orm_depth(fx->db), 0);
        assert_int_equal(customers_count(fx->db), round * 6);
    }
}

static void test_b193_aborted_is_told_and_a_savepoint_mends_it(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "kept"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    assert_int_equal(orm_is_aborted(fx->db), !engine_is_sqlite());
    if (!engine_is_sqlite()) {
        assert_fails(fx->db, ORM_ABORTED, customers_add(fx->db, "refused"));
        assert_fails(fx->db, ORM_ABORTED, orm_begin(fx->db, NULL));
        int64_t count = 77;
        assert_fails(fx->db, ORM_ABORTED, customer_count(fx->db, NULL, &count));
        assert_int_equal(count, 77);
    }
    assert_int_equal(orm_depth(fx->db), 2);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_false(orm_is_aborted(fx->db));
    assert_ok(fx->db, customers_add(fx->db, "works again"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 2);
}

static void test_b194_commit_of_an_aborted_transaction_fails(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "lost"));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    if (engine_is_sqlite()) { /* one statement failed, the transaction did not */
        assert_ok(fx->db, orm_commit(fx->db));
        assert_int_equal(customers_count(fx->db), 1);
        return;
    }
    assert_fails(fx->db, ORM_ABORTED, orm_commit(fx->db));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_false(orm_is_aborted(fx->db));
    assert_int_equal(customers_count(fx->db), 0);
}

static void test_b194_commit_of_an_aborted_savepoint_fails(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "kept"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    assert_fails(fx->db, ORM_ABORTED, orm_commit(fx->db));
    assert_int_equal(orm_depth(fx->db), 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
}

static void make_deferred(orm_db *db)
{
    assert_ok(db, orm_exec(db, "CREATE TABLE node (id BIGINT PRIMARY KEY, parent_id BIGINT"
                               " REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED, label TEXT)"));
}

static void test_b195_a_failing_commit_is_told_and_the_state_known(void **state)
{
    engine_fixture *fx = *state;
    make_deferred(fx->db);
    const struct node leaf = { .id = 2, .parent_id = 1, .label = (char *)"leaf" };
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, node_insert_with_key(fx->db, &leaf));
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_commit(fx->db));
    int64_t count = -1;
    if (!engine_is_sqlite()) { /* PostgreSQL has rolled back */
        assert_int_equal(orm_depth(fx->db), 0);
        assert_ok(fx->db, node_count(fx->db, NULL, &count));
        assert_int_equal(count, 0);
        return;
    }
    assert_int_equal(orm_depth(fx->db), 1); /* SQLite waits for the rows to be mended */
    const struct node root = { .id = 1, .label = (char *)"root" };
    assert_ok(fx->db, node_insert_with_key(fx->db, &root));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_ok(fx->db, node_count(fx->db, NULL, &count));
    assert_int_equal(count, 2);
}

static orm_status insert_orphan(orm_db *db, void *ctx)
{
    const struct node leaf = { .id = 2, .parent_id = 1, .label = (char *)"leaf" };
    (void)ctx;
    return node_insert_with_key(db, &leaf);
}

static void test_b195_run_ends_what_a_failing_commit_left_open(void **state)
{
    engine_fixture *fx = *state;
    make_deferred(fx->db);
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_run(fx->db, NULL, insert_orphan, NULL));
    assert_int_equal(orm_depth(fx->db), 0);
    int64_t count = -1;
    assert_ok(fx->db, node_count(fx->db, NULL, &count));
    assert_int_equal(count, 0);
}

static void test_b197_ends_without_a_begin_are_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_fails(fx->db, ORM_MISUSE, orm_commit(fx->db));
    assert_fails(fx->db, ORM_MISUSE, orm_rollback(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_fails(fx->db, ORM_MISUSE, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_fails(fx->db, ORM_MISUSE, orm_rollback(fx->db));
    assert_int_equal(orm_depth(fx->db), 0);
}

static void test_b197_a_transaction_begun_by_sql_is_not_ours(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "BEGIN"));
    assert_fails(fx->db, ORM_MISUSE, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, "COMMIT"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, "ROLLBACK"));
    assert_int_equal(orm_depth(fx->db), 0);
}

static void test_b198_read_only_does_not_leak(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const orm_transaction_options read_only = { .read_only = true };
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_begin(fx->db, &read_only));
        assert_int_equal(customers_count(fx->db), i);
        assert_fails(fx->db, ORM_READ_ONLY, customers_add(fx->db, "refused"));
        assert_ok(fx->db, orm_rollback(fx->db));
        assert_ok(fx->db, customers_add(fx->db, "kept"));
    }
    assert_ok(fx->db, orm_begin(fx->db, &read_only));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "kept"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 3);
}

/* Neither when SQL text ended it behind the handle's back. */
static void test_read_only_ends_with_its_transaction(void **state)
{
    engine_fixture *fx = *state;
    static const char *const texts[] = { "COMMIT", "ROLLBACK" };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_begin(fx->db, &(orm_transaction_options){ .read_only = true }));
        assert_ok(fx->db, orm_exec(fx->db, texts[i]));
        assert_int_equal(orm_depth(fx->db), 0);
        assert_ok(fx->db, customers_add(fx->db, "kept"));
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, customers_add(fx->db, "kept"));
        assert_ok(fx->db, orm_commit(fx->db));
    }
    assert_int_equal(customers_count(fx->db), 4);
}

static void test_b201_tables_made_in_a_transaction_go_with_it(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_fails(fx->db, ORM_SCHEMA, customers_add(fx->db, "b"));
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_drop_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, customers_add(fx->db, "c"));
    assert_int_equal(customers_count(fx->db), 1);
}

/* By text: the handle follows, and another one may decide. */
static void test_b203_two_phases(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    if (strcmp(engine_ask(fx, fx->db, "current_setting('max_prepared_transactions')"), "0") == 0) {
        skip();
    }
    static const char *const ends[] = { "COMMIT PREPARED 'corm_b203'",
                                        "ROLLBACK PREPARED 'corm_b203'" };
    orm_db *other = engine_open(fx, NULL);
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, customers_add(fx->db, "a"));
        assert_ok(fx->db, orm_exec(fx->db, "PREPARE TRANSACTION 'corm_b203'"));
        assert_int_equal(orm_depth(fx->db), 0);
        assert_int_equal(customers_count(fx->db), i);
        assert_ok(other, orm_exec(other, ends[i]));
        assert_int_equal(customers_count(fx->db), 1);
    }
}

/* ---- orm_run ---- */

typedef struct run_case {
    orm_status result;
    bool ends_itself, leaves_open;
} run_case;

static orm_status run_body(orm_db *db, void *ctx)
{
    const run_case *wanted = ctx;
    assert_ok(db, customers_add(db, "in the function"));
    if (wanted->ends_itself) {
        assert_ok(db, orm_commit(db));
    }
    if (wanted->leaves_open) {
        assert_ok(db, orm_begin(db, NULL));
    }
    return wanted->result;
}

static void test_run_commits_and_passes_news_on(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    run_case wanted = { .result = ORM_OK };
    assert_ok(fx->db, orm_run(fx->db, NULL, run_body, &wanted));
    wanted.result = ORM_DONE;
    assert_int_equal(orm_run(fx->db, NULL, run_body, &wanted), ORM_DONE);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(fx->db), 2);
}

static orm_status fail_body(orm_db *db, void *ctx)
{
    (void)ctx;
    assert_ok(db, customers_add(db, "undone"));
    return customers_fail(db);
}

static void test_b190_run_rolls_back_and_keeps_the_error(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_fails(fx->db, ORM_CHECK, orm_run(fx->db, NULL, fail_body, NULL));
    assert_string_equal(orm_db_error(fx->db)->constraint, "invoice_total_cents_check");
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(fx->db), 0);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "outer"));
    assert_fails(fx->db, ORM_CHECK, orm_run(fx->db, NULL, fail_body, NULL));
    assert_int_equal(orm_depth(fx->db), 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
}

static void test_run_refuses_a_function_that_plays_with_the_depth(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    run_case wanted = { .leaves_open = true };
    assert_fails(fx->db, ORM_MISUSE, orm_run(fx->db, NULL, run_body, &wanted));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(fx->db), 0);
    wanted = (run_case){ .ends_itself = true };
    assert_fails(fx->db, ORM_MISUSE, orm_run(fx->db, NULL, run_body, &wanted));
    assert_int_equal(orm_depth(fx->db), 0);
    wanted = (run_case){ .ends_itself = true, .leaves_open = true };
    assert_true(orm_run(fx->db, NULL, run_body, &wanted) <= 0);
    assert_int_equal(orm_depth(fx->db), 0);
}

static void test_b202_single_calls_are_atomic(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    orm_db *other = engine_open(fx, NULL);
    assert_int_equal(customers_count(other), 1);
    assert_true(orm_exec(fx->db, "DELETE FROM customer; INSERT INTO nowhere VALUES (1)") < 0);
    assert_int_equal(orm_depth(fx->db), 0);
}

static orm_status refuse(orm_db *db, void *ctx)
{
    (void)db;
    (void)ctx;
    return ORM_CHECK; /* of its own: no call failed */
}

static void test_run_says_that_the_function_failed(void **state)
{
    engine_fixture *fx = *state;
    assert_fails(fx->db, ORM_MISUSE, orm_rollback(fx->db));
    assert_fails(fx->db, ORM_CHECK, orm_run(fx->db, NULL, refuse, NULL));
    assert_mentions(orm_db_error(fx->db)->message, "the function given to orm_run failed");
}

static void test_a_text_that_ends_a_reader_lets_write_again(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, &(orm_transaction_options){ .read_only = true }));
    assert_ok(fx->db, orm_exec(fx->db, "ROLLBACK"));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_false(orm_is_aborted(fx->db));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_fails(fx->db, ORM_MISUSE, orm_rollback(fx->db));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b189_changes_are_invisible_until_commit),
    ENGINE_TEST(test_b190_closing_the_handle_rolls_back),
    ENGINE_TEST(test_b190_run_rolls_back_and_keeps_the_error),
    ENGINE_TEST(test_b191_inner_rollback_keeps_outer_work),
    ENGINE_TEST(test_b191_outer_rollback_undoes_inner_commit),
    ENGINE_TEST(test_b192_ten_levels_twice),
    ENGINE_TEST(test_b193_aborted_is_told_and_a_savepoint_mends_it),
    ENGINE_TEST(test_b194_commit_of_an_aborted_transaction_fails),
    ENGINE_TEST(test_b194_commit_of_an_aborted_savepoint_fails),
    ENGINE_TEST(test_b195_a_failing_commit_is_told_and_the_state_known),
    ENGINE_TEST(test_b195_run_ends_what_a_failing_commit_left_open),
    ENGINE_TEST(test_b197_ends_without_a_begin_are_refused),
    ENGINE_TEST(test_b197_a_transaction_begun_by_sql_is_not_ours),
    ENGINE_TEST(test_b198_read_only_does_not_leak),
    ENGINE_TEST(test_read_only_ends_with_its_transaction),
    ENGINE_TEST(test_b201_tables_made_in_a_transaction_go_with_it),
    ENGINE_TEST(test_b202_single_calls_are_atomic),
    ENGINE_TEST(test_b203_two_phases),
    ENGINE_TEST(test_run_commits_and_passes_news_on),
    ENGINE_TEST(test_run_refuses_a_function_that_plays_with_the_depth),
    ENGINE_TEST(test_run_says_that_the_function_failed),
    ENGINE_TEST(test_a_text_that_ends_a_reader_lets_write_again),
};

ENGINE_MAIN(tests)
