/* Deleting rows, and what happens to the rows that point to them. */
#include "kinds.orm.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <stdio.h>

static int64_t add_customer(orm_db *db)
{
    struct customer row = { .name = (char *)"c" };
    assert_ok(db, customer_insert(db, &row));
    return row.id;
}

static int64_t add_invoice(orm_db *db, int64_t customer_id)
{
    struct invoice row = { .customer_id = customer_id, .total_cents = 100 };
    assert_ok(db, invoice_insert(db, &row));
    return row.id;
}

static void test_b119_by_struct_and_by_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t a = add_customer(fx->db), b = add_customer(fx->db), c = add_customer(fx->db);
    const struct customer only_the_key_counts = { .id = a };
    assert_ok(fx->db, customer_delete(fx->db, &only_the_key_counts));
    assert_ok(fx->db, customer_delete_key(fx->db, b));
    struct customer found = { .id = 0 };
    assert_fails(fx->db, ORM_NOT_FOUND, customer_find(fx->db, a, &found, fx->arena));
    assert_fails(fx->db, ORM_NOT_FOUND, customer_find(fx->db, b, &found, fx->arena));
    assert_ok(fx->db, customer_find(fx->db, c, &found, fx->arena));
    assert_fails(fx->db, ORM_NOT_FOUND, customer_delete_key(fx->db, b));
}

static void test_b120_on_delete_cascade(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t first = add_customer(fx->db), second = add_customer(fx->db);
    (void)add_invoice(fx->db, first);
    (void)add_invoice(fx->db, first);
    int64_t kept = add_invoice(fx->db, second);
    assert_ok(fx->db, customer_delete_key(fx->db, first));
    int64_t count = 0;
    assert_ok(fx->db, invoice_count(fx->db, NULL, &count));
    assert_int_equal(count, 1);
    struct invoice found = { .id = 0 };
    assert_ok(fx->db, invoice_find(fx->db, kept, &found, NULL));
}

/* The rows of a tree under one node, the cascade of a key into its own table. */
static void test_b120_a_cascade_into_its_own_table(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    int64_t parent = 0;
    for (int i = 0; i < 20; i++) {
        struct node row = { .parent_id = parent, .label = (char *)"n" };
        assert_ok(fx->db, node_insert(fx->db, &row));
        parent = row.id;
    }
    assert_ok(fx->db, node_delete_key(fx->db, 6));
    int64_t count = 0;
    assert_ok(fx->db, node_count(fx->db, NULL, &count));
    assert_int_equal(count, 5);
}

/* Tables made elsewhere may say something else than the entity: the database decides. */
static void test_b120_the_actions_of_the_database(void **state)
{
    static const char *const actions[] = { "SET NULL", "RESTRICT", "NO ACTION", "CASCADE" };
    engine_fixture *fx = *state;
    for (size_t i = 0; i < 4; i++) {
        /* SQLite holds RESTRICT against the table itself: from the leaves to the root */
        if (i > 0) {
            assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM node WHERE id = 2; DROP TABLE node"));
        }
        char sql[256];
        (void)snprintf(sql, sizeof sql,
                       "CREATE TABLE node (id BIGINT PRIMARY KEY, parent_id BIGINT REFERENCES node"
                       " (id) ON DELETE %s, label TEXT NOT NULL)",
                       actions[i]);
        assert_ok(fx->db, orm_exec(fx->db, sql));
        const struct node root = { .id = 1, .label = (char *)"root" };
        const struct node leaf = { .id = 2, .parent_id = 1, .label = (char *)"leaf" };
        assert_ok(fx->db, node_insert_with_key(fx->db, &root));
        assert_ok(fx->db, node_insert_with_key(fx->db, &leaf));
        struct node found = { .parent_id = 77 };
        if (i == 0) {
            assert_ok(fx->db, node_delete_key(fx->db, 1));
            assert_ok(fx->db, node_find(fx->db, 2, &found, fx->arena));
            assert_int_equal(found.parent_id, 0);
        } else if (i == 3) {
            assert_ok(fx->db, node_delete_key(fx->db, 1));
            assert_fails(fx->db, ORM_NOT_FOUND, node_find(fx->db, 2, &found, fx->arena));
        } else {
            assert_fails(fx->db, ORM_FOREIGN_KEY, node_delete_key(fx->db, 1));
            assert_ok(fx->db, node_find(fx->db, 2, &found, fx->arena));
        }
    }
}

static void test_b121_foreign_keys_hold_on_every_handle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct invoice orphan = { .customer_id = 4711 };
    assert_fails(fx->db, ORM_FOREIGN_KEY, invoice_insert(fx->db, &orphan));
    for (int i = 0; i < 2; i++) { /* opened again too */
        orm_db *other = engine_open(fx, NULL);
        assert_fails(other, ORM_FOREIGN_KEY, invoice_insert(other, &orphan));
        engine_close(fx, other);
    }
    int64_t customer = add_customer(fx->db);
    (void)add_invoice(fx->db, customer);
    orm_db *other = engine_open(fx, &(orm_options){ .must_exist = true });
    assert_ok(other, customer_delete_key(other, customer));
    int64_t count = 0;
    assert_ok(other, invoice_count(other, NULL, &count));
    assert_int_equal(count, 0);
}

static void test_b122_a_refused_delete_in_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE node (id BIGINT PRIMARY KEY, parent_id BIGINT"
                                       " REFERENCES node (id), label TEXT NOT NULL)"));
    const struct node root = { .id = 1, .label = (char *)"root" };
    const struct node leaf = { .id = 2, .parent_id = 1, .label = (char *)"leaf" };
    assert_ok(fx->db, node_insert_with_key(fx->db, &root));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, node_insert_with_key(fx->db, &leaf));
    assert_fails(fx->db, ORM_FOREIGN_KEY, node_delete_key(fx->db, 1));
    struct node found = { .id = 0 };
    if (engine_is_sqlite()) {
        assert_false(orm_is_aborted(fx->db));
        assert_ok(fx->db, node_find(fx->db, 2, &found, fx->arena));
        assert_ok(fx->db, orm_commit(fx->db));
    } else {
        assert_true(orm_is_aborted(fx->db));
        assert_fails(fx->db, ORM_ABORTED, node_find(fx->db, 2, &found, fx->arena));
        assert_ok(fx->db, orm_rollback(fx->db));
        assert_fails(fx->db, ORM_NOT_FOUND, node_find(fx->db, 2, &found, fx->arena));
    }
}

static void test_b177_a_tree_in_its_own_table(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    struct node root = { .label = (char *)"root" };
    assert_ok(fx->db, node_insert(fx->db, &root));
    struct node leaf = { .parent_id = root.id, .label = (char *)"leaf" };
    assert_ok(fx->db, node_insert(fx->db, &leaf));
    root.parent_id = leaf.id; /* a cycle: nothing follows it */
    assert_ok(fx->db, node_update(fx->db, &root));
    assert_ok(fx->db, orm_commit(fx->db));
    struct node found = { .id = 0 };
    assert_ok(fx->db, node_find(fx->db, root.id, &found, fx->arena));
    assert_true(found.parent_id == leaf.id);
    root.parent_id = 4711;
    assert_fails(fx->db, ORM_FOREIGN_KEY, node_update(fx->db, &root));
    int64_t roots = -1;
    assert_ok(fx->db,
              node_count(fx->db, &(orm_query){ .where = orm_is_null(node_.parent_id) }, &roots));
    assert_int_equal(roots, 0);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b119_by_struct_and_by_key),
    ENGINE_TEST(test_b120_on_delete_cascade),
    ENGINE_TEST(test_b120_a_cascade_into_its_own_table),
    ENGINE_TEST(test_b120_the_actions_of_the_database),
    ENGINE_TEST(test_b121_foreign_keys_hold_on_every_handle),
    ENGINE_TEST(test_b122_a_refused_delete_in_a_transaction),
    ENGINE_TEST(test_b177_a_tree_in_its_own_table),
};

ENGINE_MAIN(tests)
