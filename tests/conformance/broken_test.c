/* Transactions that the engine ends by itself, or that a failure has spoilt: what was meant to be
 * inside of one is not stored outside of it. */
#include "models/customers.h"

/* SQLite may end the transaction by itself: the program ends its levels. */
static void test_b196_an_engine_that_rolls_back_by_itself(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TRIGGER t BEFORE INSERT ON customer WHEN NEW.name ="
                                       " 'bad' BEGIN SELECT RAISE(ROLLBACK, 'enough'); END"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *rows = NULL;
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 1 }, &rows));
    assert_true(customers_add(fx->db, "bad") < 0);
    assert_mentions(orm_db_error(fx->db)->message, "enough");
    assert_int_equal(orm_depth(fx->db), 2); /* for the program to end */
    assert_null(customer_next(rows));       /* though it was read to its end before the write */
    assert_int_equal(orm_rows_status(rows), ORM_ABORTED);
    orm_rows_free(rows);
    assert_true(orm_is_aborted(fx->db));
    assert_ok(fx->db, orm_rollback(fx->db)); /* of the savepoint */
    assert_mentions(orm_db_error(fx->db)->message, "enough");
    assert_true(orm_is_aborted(fx->db));
    assert_int_equal(orm_depth(fx->db), 1);
    assert_fails(fx->db, ORM_ABORTED, orm_commit(fx->db));
    assert_false(orm_is_aborted(fx->db));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_ok(fx->db, orm_rollback(fx->db)); /* of the commit that failed, once */
    assert_fails(fx->db, ORM_MISUSE, orm_rollback(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "b"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
}

/* "bad" breaks the transaction: on SQLite all of it is gone, on PostgreSQL the innermost level has
 * failed. */
static void make_breaking(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    const char *sql = engine_is_sqlite()
                          ? "CREATE TRIGGER t BEFORE INSERT ON customer WHEN NEW.name = 'bad' BEGIN"
                            " SELECT RAISE(ROLLBACK, 'enough'); END"
                          : "ALTER TABLE customer ADD CONSTRAINT enough CHECK (name <> 'bad')";
    assert_ok(db, orm_exec(db, sql));
}

static void test_b196_nothing_goes_on_in_a_broken_transaction(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    make_breaking(db);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customers_add(db, "before"));
    assert_true(customers_add(db, "bad") < 0);
    int64_t count = -1;
    orm_rows *rows = NULL;
    assert_true(orm_is_aborted(db));
    assert_int_equal(orm_depth(db), 1);
    assert_fails(db, ORM_ABORTED, customers_add(db, "after"));
    assert_fails(db, ORM_ABORTED, customer_count(db, NULL, &count));
    assert_fails(db, ORM_ABORTED, customer_select(db, NULL, &rows));
    assert_fails(db, ORM_ABORTED, orm_exec(db, "DELETE FROM customer"));
    assert_fails(db, ORM_ABORTED, orm_begin(db, NULL));
    assert_fails(db, ORM_ABORTED, orm_create_all(db, &shop_schema));
    assert_int_equal(orm_depth(db), 1);
    assert_ok(db, orm_rollback(db));
    assert_false(orm_is_aborted(db));
    assert_int_equal(customers_count(db), 0);
    assert_ok(db, customers_add(db, "good"));
    assert_int_equal(customers_count(db), 1);
}

/* Does not look at what became of its middle part. */
static orm_status transfer(orm_db *db, void *ctx)
{
    (void)ctx;
    orm_status first = customers_add(db, "debit");
    (void)customers_add(db, "bad");
    (void)customers_add(db, "credit");
    return first;
}

static orm_status transfer_inside(orm_db *db, void *ctx)
{
    orm_status status = orm_run(db, NULL, transfer, ctx);
    return status == ORM_ABORTED ? ORM_OK : ORM_MISUSE;
}

static void test_b196_a_run_that_ignores_a_broken_transaction(void **state)
{
    engine_fixture *fx = *state;
    make_breaking(fx->db);
    assert_fails(fx->db, ORM_ABORTED, orm_run(fx->db, NULL, transfer, NULL));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_false(orm_is_aborted(fx->db));
    assert_int_equal(customers_count(fx->db), 0);
    orm_status outer = orm_run(fx->db, NULL, transfer_inside, NULL);
    /* PostgreSQL gives up the inner level and commits the outer one. */
    assert_int_equal(outer, engine_is_sqlite() ? ORM_ABORTED : ORM_OK);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(fx->db), 0);
    assert_ok(fx->db, customers_add(fx->db, "good"));
    assert_int_equal(customers_count(fx->db), 1);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b196_an_engine_that_rolls_back_by_itself),
    ENGINE_TEST(test_b196_nothing_goes_on_in_a_broken_transaction),
    ENGINE_TEST(test_b196_a_run_that_ignores_a_broken_transaction),
};

ENGINE_MAIN(tests)
