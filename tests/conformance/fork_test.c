/* A process that is forked off inherits handles: it may close them, which the parent does not
 * notice, and nothing else. */
#include "models/customers.h"

#include <sys/wait.h>
#include <unistd.h>

/* What happens in the child; the name of what went wrong is the exit status. */
typedef int (*child_fn)(engine_fixture *fx, orm_rows *rows);

static void in_child(engine_fixture *fx, orm_rows *rows, child_fn fn)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(fn(fx, rows));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int use_and_close(engine_fixture *fx, orm_rows *rows)
{
    orm_db *db = fx->db;
    if (customers_add(db, "child") != ORM_MISUSE || orm_commit(db) != ORM_MISUSE ||
        orm_rollback(db) != ORM_MISUSE || orm_exec(db, "SELECT 1") != ORM_MISUSE) {
        return 1;
    }
    if (orm_db_error(db)->status != ORM_MISUSE || orm_reconnect(db) != ORM_MISUSE ||
        orm_is_connected(db)) {
        return 2;
    }
    while (customer_next(rows) != NULL) { /* what is in memory */
    }
    if (rows != NULL && orm_rows_status(rows) >= 0) {
        return 3;
    }
    orm_rows_free(rows);
    orm_close(db);
    return 0;
}

static int close_only(engine_fixture *fx, orm_rows *rows)
{
    orm_close(fx->db);
    orm_rows_free(rows);
    return 0;
}

static int open_anew(engine_fixture *fx, orm_rows *rows)
{
    (void)rows;
    orm_db *db = NULL;
    orm_close(fx->db);
    if (orm_open(fx->url, NULL, &db, NULL) != ORM_OK || customers_add(db, "child") != ORM_OK) {
        return 1;
    }
    orm_close(db);
    return 0;
}

static int leave(engine_fixture *fx, orm_rows *rows)
{
    (void)fx;
    (void)rows;
    return 0;
}

static const child_fn children[] = { use_and_close, close_only, leave };

static void test_b217_an_idle_handle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (size_t i = 0; i < sizeof children / sizeof children[0]; i++) {
        assert_ok(fx->db, customers_add(fx->db, "before"));
        in_child(fx, NULL, children[i]);
        assert_ok(fx->db, customers_add(fx->db, "after"));
        assert_true(orm_is_connected(fx->db));
    }
    in_child(fx, NULL, open_anew);
    assert_int_equal(customers_count(fx->db), 7);
}

static void test_b217_in_a_transaction_with_open_rows(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 20; i++) {
        assert_ok(fx->db, customers_add(fx->db, "before"));
    }
    for (size_t i = 0; i < sizeof children / sizeof children[0]; i++) {
        orm_rows *rows = NULL;
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, customers_add(fx->db, "inside"));
        assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 2 }, &rows));
        assert_non_null(customer_next(rows));
        in_child(fx, rows, children[i]);
        int left = 0;
        while (customer_next(rows) != NULL) {
            left++;
        }
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        assert_int_equal(left, 20 + (int)i);
        orm_rows_free(rows);
        assert_ok(fx->db, customers_add(fx->db, "inside"));
        assert_ok(fx->db, orm_rollback(fx->db));
        assert_ok(fx->db, customers_add(fx->db, "after"));
    }
}

/* SQLite has written pages of the transaction to the file already: a rollback in the child would
 * undo them. */
static void test_b217_a_transaction_larger_than_the_cache(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    engine_exec(fx->db, "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 5", NULL);
    char name[1001] = "";
    for (size_t i = 0; i < sizeof name - 1; i++) {
        name[i] = 'x';
    }
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    for (int i = 0; i < 200; i++) {
        assert_ok(fx->db, customers_add(fx->db, name));
    }
    in_child(fx, NULL, close_only);
    assert_ok(fx->db, customers_add(fx->db, name));
    assert_ok(fx->db, orm_commit(fx->db));
    orm_db *other = engine_open(fx, NULL);
    assert_int_equal(customers_count(other), 201);
    if (engine_is_sqlite()) {
        assert_string_equal(
            engine_ask(fx, other, "SELECT integrity_check FROM pragma_integrity_check"), "ok");
    }
}

/* An answer that is on its way is the parent's. */
static void test_b217_while_rows_are_on_their_way(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO customer (name, tier) SELECT repeat('x', 1000),"
                                       " 'TIER_GOLD' FROM generate_series(1, 5000)"));
    orm_rows *rows = NULL;
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 1000 }, &rows));
    in_child(fx, rows, use_and_close);
    int left = 0;
    while (customer_next(rows) != NULL) {
        left++;
    }
    assert_int_equal(left, 5000);
    orm_rows_free(rows);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b217_an_idle_handle),
    ENGINE_TEST(test_b217_in_a_transaction_with_open_rows),
    ENGINE_TEST(test_b217_a_transaction_larger_than_the_cache),
    ENGINE_TEST(test_b217_while_rows_are_on_their_way),
};

ENGINE_MAIN(tests)
