/* Windows: results that are still being read while the handle does other things. */
#include "models/odd.h"
#include "models/customers.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 40 };

static void add_customers(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    assert_ok(db, orm_begin(db, NULL));
    for (int i = 1; i <= ROWS; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "customer %d", i);
        struct customer row = { .name = name, .country = "DE" };
        assert_ok(db, customer_insert(db, &row));
    }
    assert_ok(db, orm_commit(db));
}

static orm_rows *open_window(orm_db *db, size_t window)
{
    orm_rows *rows = NULL;
    assert_ok(db, customer_select(
                      db, &(orm_query){ .order_by = { orm_asc(customer_.id) }, .window = window },
                      &rows));
    return rows;
}

static int read_rest(orm_rows *rows)
{
    int count = 0;
    while (customer_next(rows) != NULL) {
        count++;
    }
    return count;
}

static void test_the_last_rows_of_a_window_stay_valid(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *rows = open_window(fx->db, 5);
    const struct customer *last[5];
    for (int64_t i = 0; i < ROWS; i++) {
        const struct customer *row = customer_next(rows);
        assert_non_null(row);
        last[i % 5] = row;
        for (int64_t back = 0; back < 5 && back <= i; back++) {
            char name[32];
            (void)snprintf(name, sizeof name, "customer %d", (int)(i - back + 1));
            assert_string_equal(last[(i - back) % 5]->name, name);
        }
    }
    orm_rows_free(rows);
}

static void test_b162_stopping_early_leaves_the_handle_free(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    for (size_t window = 0; window < 3; window++) {
        orm_rows *rows = open_window(fx->db, window);
        assert_non_null(customer_next(rows));
        orm_rows_free(rows);
        assert_int_equal(orm_depth(fx->db), 0);
        struct customer row = { .name = (char *)"new" };
        assert_ok(fx->db, customer_insert(fx->db, &row));
        orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
        assert_ok(other, customer_insert(other, &row)); /* no lock was left either */
        engine_close(fx, other);
    }
}

static void test_b163_other_statements_while_a_window_is_open(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *rows = open_window(fx->db, 3);
    int read = 0;
    for (struct customer *row; (row = customer_next(rows)) != NULL;) {
        assert_int_equal(row->id, ++read);
        struct customer found = { .id = 0 };
        assert_ok(fx->db, customer_find(fx->db, row->id, &found, fx->arena));
        assert_string_equal(found.name, row->name);
        int64_t count = 0;
        assert_ok(fx->db, customer_count(fx->db, NULL, &count));
        assert_int_equal(count, ROWS);
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_int_equal(read, ROWS);
    orm_rows_free(rows);
}

static void test_b163_a_transaction_may_begin_meanwhile(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *rows = open_window(fx->db, 3);
    assert_non_null(customer_next(rows));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    struct customer row = { .name = (char *)"new" };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    int seen = 1 + read_rest(rows);
    orm_status status = orm_rows_status(rows);
    assert_ok(fx->db, orm_commit(fx->db));
    orm_rows_free(rows);
    assert_int_equal(status, ORM_DONE);
    assert_in_range(seen, ROWS, ROWS + 1);
    int64_t count = 0;
    assert_ok(fx->db, customer_count(fx->db, NULL, &count));
    assert_int_equal(count, ROWS + 1);
}

static void test_b164_nested_selects_of_the_same_query(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    for (size_t window = 0; window < 8; window += 7) {
        int pairs = 0;
        orm_rows *outer = open_window(fx->db, window);
        while (customer_next(outer) != NULL) {
            orm_rows *inner = open_window(fx->db, window);
            pairs += read_rest(inner);
            assert_int_equal(orm_rows_status(inner), ORM_DONE);
            orm_rows_free(inner);
        }
        assert_int_equal(orm_rows_status(outer), ORM_DONE);
        orm_rows_free(outer);
        assert_int_equal(pairs, ROWS * ROWS);
    }
}

/* Ten at once, read in turns. */
static void test_b240_many_open_windows_do_not_share_a_statement(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *windows[10];
    for (size_t i = 0; i < 10; i++) {
        windows[i] = open_window(fx->db, i + 1);
    }
    for (int64_t id = 1; id <= ROWS; id++) {
        for (size_t i = 0; i < 10; i++) {
            const struct customer *row = customer_next(windows[i]);
            assert_non_null(row);
            assert_true(row->id == id);
        }
    }
    for (size_t i = 0; i < 10; i++) {
        assert_null(customer_next(windows[i]));
        assert_int_equal(orm_rows_status(windows[i]), ORM_DONE);
        orm_rows_free(windows[i]);
    }
}

/* Each row is seen once, with the value that it had: the order goes by the key, which stays. */
static void test_b165_writing_to_the_table_that_is_read(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *rows = open_window(fx->db, 4);
    int read = 0;
    for (struct customer *row; (row = customer_next(rows)) != NULL;) {
        assert_int_equal(row->id, ++read);
        struct customer changed = *row;
        changed.name = (char *)"changed";
        assert_ok(fx->db, customer_update(fx->db, &changed));
        if (row->id % 2 == 0) {
            assert_ok(fx->db, customer_delete(fx->db, row));
        }
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_int_equal(read, ROWS);
    orm_rows_free(rows);
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM customer WHERE name = 'changed'"), "20");
}

static void assert_ended(orm_rows *rows, orm_status expected)
{
    (void)read_rest(rows); /* the rows that are in memory are no lie */
    assert_int_equal(orm_rows_status(rows), expected);
    assert_true(orm_rows_error(rows)->message[0] != '\0');
    assert_null(customer_next(rows));
    assert_int_equal(orm_rows_status(rows), expected);
}

static void test_the_end_of_its_transaction_ends_a_window(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        orm_rows *rows = open_window(fx->db, 3);
        assert_non_null(customer_next(rows));
        assert_ok(fx->db, i == 0 ? orm_commit(fx->db) : orm_rollback(fx->db));
        assert_ended(rows, ORM_MISUSE);
        orm_rows_free(rows);
    }
}

static void test_a_savepoint_that_is_rolled_back_ends_its_windows_only(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *outer = open_window(fx->db, 3);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *inner = open_window(fx->db, 3);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ended(inner, ORM_MISUSE);
    assert_int_equal(read_rest(outer), ROWS);
    assert_int_equal(orm_rows_status(outer), ORM_DONE);
    assert_ok(fx->db, orm_commit(fx->db));
    orm_rows_free(inner);
    orm_rows_free(outer);
}

static void test_a_savepoint_that_is_released_keeps_its_windows(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *rows = open_window(fx->db, 3);
    assert_non_null(customer_next(rows));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(read_rest(rows), ROWS - 1);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    /* it belongs to the level around from now on: the next savepoint is none of its business */
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    rows = open_window(fx->db, 3);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(read_rest(rows), ROWS);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    rows = open_window(fx->db, 3);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ended(rows, ORM_MISUSE);
    orm_rows_free(rows);
}

/* It belongs to the outer level then, and what becomes of a later savepoint is none of its
 * business. */
static void test_a_window_outlives_a_savepoint_after_its_own(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *rows = open_window(fx->db, 3);
    assert_non_null(customer_next(rows));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(read_rest(rows), ROWS - 1);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    assert_ok(fx->db, orm_commit(fx->db));
}

static void test_the_last_rows_stay_valid_in_many_blocks(void **state)
{
    enum { WINDOW = 8 };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    char name[9000];
    for (int i = 0; i < ROWS; i++) {
        memset(name, 'a' + i % 26, sizeof name - 1);
        name[sizeof name - 1] = '\0';
        struct customer row = { .name = name };
        assert_ok(fx->db, customer_insert(fx->db, &row));
    }
    orm_rows *rows = open_window(fx->db, WINDOW);
    const struct customer *last[WINDOW];
    for (int i = 0; i < ROWS; i++) {
        last[i % WINDOW] = customer_next(rows);
        int oldest = i < WINDOW ? 0 : i - WINDOW + 1;
        memset(name, 'a' + oldest % 26, sizeof name - 1);
        assert_string_equal(last[oldest % WINDOW]->name, name);
    }
    orm_rows_free(rows);
}

static void test_closing_the_handle_ends_a_window(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_db *other = engine_open(fx, NULL);
    orm_rows *rows = open_window(other, 3);
    assert_non_null(customer_next(rows));
    engine_close(fx, other);
    assert_ended(rows, ORM_MISUSE);
    assert_mentions(orm_rows_error(rows)->message, "closed");
    orm_rows_free(rows);
}

/* A failing statement inside a transaction: on SQLite the window goes on, elsewhere it cannot. */
static void test_a_failure_beside_a_window_is_never_its_silent_end(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *rows = open_window(fx->db, 3);
    assert_non_null(customer_next(rows));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    int rest = read_rest(rows);
    if (orm_rows_status(rows) == ORM_DONE) {
        assert_int_equal(rest, ROWS - 1);
    } else {
        assert_int_equal(orm_rows_status(rows), ORM_ABORTED);
    }
    orm_rows_free(rows);
    assert_ok(fx->db, orm_rollback(fx->db));
}

/* Outside of a transaction a failing statement has nothing to do with the window. */
static void test_b163_a_failure_outside_of_a_transaction_leaves_the_window(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *rows = open_window(fx->db, 3);
    assert_non_null(customer_next(rows));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    assert_int_equal(read_rest(rows), ROWS - 1);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

/* The operands may be gone or changed after the call, and other statements bind their own. */
static void test_a_window_keeps_its_operands(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    char country[] = "DE";
    int64_t ids[] = { 31, 32, 33, 34, 35 };
    orm_rows *rows = NULL;
    assert_ok(fx->db,
              customer_select(fx->db,
                              &(orm_query){ .where = orm_and(orm_eq(customer_.country, country),
                                                             orm_or(orm_le(customer_.id, 20),
                                                                    orm_in(customer_.id, ids, 5))),
                                            .order_by = { orm_asc(customer_.id) },
                                            .window = 3 },
                              &rows));
    memset(country, 'X', 2);
    memset(ids, 0, sizeof ids);
    int count = 0;
    while (customer_next(rows) != NULL) {
        int64_t others = 0;
        const int64_t other_ids[] = { 1, 2 };
        const orm_query other = { .where = orm_in(customer_.id, other_ids, 2) };
        assert_ok(fx->db, customer_count(fx->db, &other, &others));
        assert_int_equal(others, 2);
        count++;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_int_equal(count, 25);
    orm_rows_free(rows);
}

/* Neither new rows nor rows that move are met again. */
static void test_a_loop_that_writes_reads_what_it_asked_for(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_rows *rows = open_window(fx->db, 5);
    int count = 0;
    for (struct customer *row; (row = customer_next(rows)) != NULL && count <= ROWS; count++) {
        assert_int_equal(row->id, count + 1);
        struct customer added = { .name = (char *)"added", .country = "DE" };
        assert_ok(fx->db, customer_insert(fx->db, &added));
    }
    assert_int_equal(count, ROWS);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static void test_a_window_stands_in_no_writers_way(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db);
    orm_db *other = engine_open(fx, NULL);
    orm_rows *rows = open_window(fx->db, 5);
    assert_non_null(customer_next(rows));
    struct customer row = { .name = (char *)"new", .country = "DE" };
    assert_ok(other, customer_insert(other, &row));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_exec(fx->db, "DROP TABLE invoice"));
    assert_int_equal(read_rest(rows), ROWS - 1);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_the_last_rows_of_a_window_stay_valid),
    ENGINE_TEST(test_b162_stopping_early_leaves_the_handle_free),
    ENGINE_TEST(test_b163_other_statements_while_a_window_is_open),
    ENGINE_TEST(test_b163_a_transaction_may_begin_meanwhile),
    ENGINE_TEST(test_b163_a_failure_outside_of_a_transaction_leaves_the_window),
    ENGINE_TEST(test_b164_nested_selects_of_the_same_query),
    ENGINE_TEST(test_b165_writing_to_the_table_that_is_read),
    ENGINE_TEST(test_b240_many_open_windows_do_not_share_a_statement),
    ENGINE_TEST(test_the_end_of_its_transaction_ends_a_window),
    ENGINE_TEST(test_a_savepoint_that_is_rolled_back_ends_its_windows_only),
    ENGINE_TEST(test_a_savepoint_that_is_released_keeps_its_windows),
    ENGINE_TEST(test_a_window_outlives_a_savepoint_after_its_own),
    ENGINE_TEST(test_the_last_rows_stay_valid_in_many_blocks),
    ENGINE_TEST(test_closing_the_handle_ends_a_window),
    ENGINE_TEST(test_a_failure_beside_a_window_is_never_its_silent_end),
    ENGINE_TEST(test_a_window_keeps_its_operands),
    ENGINE_TEST(test_a_loop_that_writes_reads_what_it_asked_for),
    ENGINE_TEST(test_a_window_stands_in_no_writers_way),
};

ENGINE_MAIN(tests)
