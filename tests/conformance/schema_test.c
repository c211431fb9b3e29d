/* Tables from entities: creating, dropping, order, constraints, cycles. */
#include "kinds.orm.h"
#include "models/cycle.h"
#include "models/odd.h"
#include "models/tree.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

static const char *count_tables(engine_fixture *fx)
{
    return engine_ask(fx, fx->db,
                      engine_is_sqlite()
                          ? "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                          : "SELECT count(*) FROM information_schema.tables"
                            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
}

static void test_b243_creating_twice_is_creating_once(void **state)
{
    engine_fixture *fx = *state;
    const orm_schema *const schemas[] = { &shop_schema, &kinds_schema, &odd_schema, &cycle_schema };
    for (size_t i = 0; i < 4; i++) {
        assert_ok(fx->db, orm_create_all(fx->db, schemas[i]));
    }
    assert_string_equal(count_tables(fx), "14");
    struct customer row = { .name = (char *)"kept" };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    for (size_t i = 0; i < 4; i++) {
        assert_ok(fx->db, orm_create_all(fx->db, schemas[i]));
    }
    assert_string_equal(count_tables(fx), "14");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM customer"), "1");
    for (size_t i = 0; i < 4; i++) {
        assert_ok(fx->db, orm_drop_all(fx->db, schemas[i]));
        assert_ok(fx->db, orm_drop_all(fx->db, schemas[i])); /* what is not there is no error */
    }
    assert_string_equal(count_tables(fx), "0");
}

/* Half of the tables are there, made by another version. */
static void test_b243_only_what_is_missing_is_created(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE customer (id BIGINT PRIMARY KEY, name TEXT,"
                                       " email TEXT, country TEXT, tier TEXT, other TEXT)"));
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(count_tables(fx), "2");
    assert_ok(fx->db,
              orm_exec(fx->db, "INSERT INTO customer (id, other) VALUES (1, 'still there')"));
}

static void test_b244_drop_takes_rows_and_keys_in_the_right_order(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer owner = { .name = (char *)"c" };
    assert_ok(fx->db, customer_insert(fx->db, &owner));
    struct invoice bill = { .customer_id = owner.id };
    assert_ok(fx->db, invoice_insert(fx->db, &bill));
    assert_ok(fx->db, orm_drop_all(fx->db, &shop_schema));
    assert_string_equal(count_tables(fx), "0");
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM customer"), "0");
}

static void test_b244_what_depends_from_outside_stops_a_drop(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer owner = { .name = (char *)"c" };
    assert_ok(fx->db, customer_insert(fx->db, &owner));
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE outsider (id BIGINT, customer_id BIGINT"
                                       " REFERENCES customer (id));"
                                       "INSERT INTO outsider VALUES (1, 1)"));
    assert_true(orm_drop_all(fx->db, &shop_schema) < 0);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_string_equal(count_tables(fx), "3"); /* all or nothing */
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM customer"), "1");
    assert_ok(fx->db, orm_exec(fx->db, "DROP TABLE outsider"));
    assert_ok(fx->db, orm_drop_all(fx->db, &shop_schema));
}

/* A chain of branches, the first its own parent, and two that are each other's. */
static void grow_tree(orm_db *db, orm_action on_delete, int length)
{
    char text[512];
    (void)snprintf(text, sizeof text,
                   "INSERT INTO branch SELECT * FROM (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL"
                   " SELECT i + 1 FROM c WHERE i < %d)"
                   " SELECT i, i - (CASE i WHEN 1 THEN 0 ELSE 1 END) FROM c) AS t;",
                   length);
    assert_ok(db, orm_create_all(db, tree_schema(on_delete)));
    assert_ok(db, orm_exec(db, text));
    assert_ok(db, orm_exec(db, "INSERT INTO branch VALUES (4001, NULL), (4002, 4001);"
                               "UPDATE branch SET parent_id = 4002 WHERE id = 4001"));
}

static void drop_tree(engine_fixture *fx, orm_action on_delete, bool inside)
{
    const orm_schema *schema = tree_schema(on_delete);
    const struct branch root = { .id = 1 };
    grow_tree(fx->db, on_delete, inside ? 900 : 3000);
    if (inside) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
    } else if (on_delete == ORM_ACTION_RESTRICT) { /* its statement stays prepared */
        assert_fails(fx->db, ORM_FOREIGN_KEY, orm_delete(fx->db, schema->entities[0], &root));
    }
    assert_ok(fx->db, orm_drop_all(fx->db, schema));
    if (inside) {
        assert_ok(fx->db, orm_commit(fx->db));
    }
    assert_string_equal(count_tables(fx), "0");
}

/* Rows that reference each other within the table are no reason to keep it, whatever deleting one
 * of them would do. */
static void test_b244_drop_of_a_table_that_references_itself(void **state)
{
    engine_fixture *fx = *state;
    for (orm_action action = ORM_ACTION_NONE; action <= ORM_ACTION_SET_DEFAULT; action++) {
        drop_tree(fx, action, false);
        drop_tree(fx, action, true);
    }
}

/* After a drop the foreign keys of other tables are watched as before. */
static void test_b244_foreign_keys_hold_after_a_drop(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const struct invoice orphan = { .customer_id = 77, .total_cents = 1 };
    for (int inside = 0; inside < 2; inside++) {
        grow_tree(fx->db, ORM_ACTION_RESTRICT, 10);
        if (inside) {
            assert_ok(fx->db, orm_begin(fx->db, NULL));
        }
        assert_ok(fx->db, orm_drop_all(fx->db, tree_schema(ORM_ACTION_RESTRICT)));
        struct invoice row = orphan;
        assert_fails(fx->db, ORM_FOREIGN_KEY, invoice_insert(fx->db, &row));
        if (inside) {
            assert_ok(fx->db, orm_rollback(fx->db));
        }
        row = orphan;
        assert_fails(fx->db, ORM_FOREIGN_KEY, invoice_insert(fx->db, &row));
    }
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE outside (id BIGINT PRIMARY KEY,"
                                       " branch BIGINT REFERENCES branch (id))"));
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_drop_all(fx->db, tree_schema(ORM_ACTION_RESTRICT)));
    struct invoice row = orphan; /* and after one that was refused */
    assert_fails(fx->db, ORM_FOREIGN_KEY, invoice_insert(fx->db, &row));
}

/* land.capital_id -> town, town.land_id -> land: made, filled and dropped. */
static void test_b178_keys_in_a_cycle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &cycle_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    struct land land = { .capital_id = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &land_entity, &land));
    struct town town = { .land_id = land.id };
    assert_ok(fx->db, orm_insert(fx->db, &town_entity, &town));
    land.capital_id = town.id;
    assert_ok(fx->db, orm_update(fx->db, &land_entity, &land));
    assert_ok(fx->db, orm_commit(fx->db));
    struct town stray = { .land_id = 4711 };
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_insert(fx->db, &town_entity, &stray));
    struct land empty = { .capital_id = 4711 };
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_insert(fx->db, &land_entity, &empty));
    assert_ok(fx->db, orm_create_all(fx->db, &cycle_schema));
    assert_ok(fx->db, orm_drop_all(fx->db, &cycle_schema));
    assert_string_equal(count_tables(fx), "0");
    assert_ok(fx->db, orm_create_all(fx->db, &cycle_schema));
}

/* Both keys of a cycle hold: either row alone cannot go. */
static void test_b247_actions_are_part_of_the_tables(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &cycle_schema));
    struct land land = { .capital_id = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &land_entity, &land));
    struct town capital = { .land_id = land.id }, other = { .land_id = land.id };
    assert_ok(fx->db, orm_insert(fx->db, &town_entity, &capital));
    assert_ok(fx->db, orm_insert(fx->db, &town_entity, &other));
    land.capital_id = capital.id;
    assert_ok(fx->db, orm_update(fx->db, &land_entity, &land));
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_delete(fx->db, &land_entity, &land)); /* RESTRICT */
    assert_ok(fx->db, orm_delete(fx->db, &town_entity, &other));
    assert_ok(fx->db, orm_delete(fx->db, &town_entity, &capital)); /* SET NULL */
    const orm_value key[] = { orm_value_int(land.id) };
    struct land found = { .capital_id = 77 };
    assert_ok(fx->db, orm_find(fx->db, &land_entity, key, &found, NULL));
    assert_int_equal(found.capital_id, 0);
    assert_ok(fx->db, orm_delete(fx->db, &land_entity, &land));
}

static void test_b245_indexes_are_made(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const char *indexes = engine_ask(
        fx, fx->db,
        engine_is_sqlite()
            ? "SELECT count(*) FROM pragma_index_list('invoice')"
            : "SELECT count(*) FROM pg_indexes WHERE tablename = 'invoice' AND indexdef LIKE"
              " '%(customer_id)%'");
    assert_string_equal(indexes, "1");
}

/* What the program leaves out when it inserts by SQL of its own. */
static void test_b246_defaults_are_in_the_tables(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_ok(fx->db, orm_create_all(fx->db, &cycle_schema));
    assert_ok(fx->db,
              orm_exec(fx->db, "INSERT INTO customer (name, tier) VALUES ('x', 'TIER_GOLD')"));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT country FROM customer"), "DE");
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO \"grant\" (role, object_id) VALUES ('r', 1)"));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT rights FROM \"grant\""), "1");
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO preset (id) VALUES (1)"));
    const orm_value key[] = { orm_value_int(1) };
    struct preset found = { .id = 0 };
    assert_ok(fx->db, orm_find(fx->db, &preset_entity, key, &found, fx->arena));
    assert_string_equal(found.text, "it's a \"default\" \\ %");
    assert_true(found.number == INT64_MIN);
    assert_true(found.real == (double)0.1); /* without the digits that an x87 adds */
    assert_true(found.flag);
    assert_int_equal(found.data_size, 3);
    assert_memory_equal(found.data, "\0'\xff", 3);
    assert_true(found.at == 1709208245678901);
    assert_true(found.made_at > 1700000000000000);
    assert_int_equal(found.computed, 42);
}

/* A row that the database fills in itself: a time that is finer than the member could not be
 * read. */
static void test_b048_now_is_cut_to_what_the_member_counts(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &cycle_schema));
    for (int64_t id = 1; id <= 5; id++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "INSERT INTO preset (id) VALUES (%d)", (int)id);
        assert_ok(fx->db, orm_exec(fx->db, sql));
        const orm_value key[] = { orm_value_int(id) };
        struct preset found = { .id = 0 };
        assert_ok(fx->db, orm_find(fx->db, &preset_entity, key, &found, fx->arena));
        assert_true(found.made_ms == found.made_at / 1000);
        assert_true(found.made_s == found.made_ms / 1000);
    }
}

static void test_b246_checks_hold(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_fails(fx->db, ORM_CHECK, /* a label that the enum does not have */
                 orm_exec(fx->db, "INSERT INTO customer (name, tier) VALUES ('x', 'TIER_NONE')"));
    assert_fails(fx->db, ORM_CHECK,
                 orm_exec(fx->db, "INSERT INTO \"grant\" (role, object_id, rights)"
                                  " VALUES ('r', 1, 8)"));
    struct customer owner = { .name = (char *)"c" };
    assert_ok(fx->db, customer_insert(fx->db, &owner));
    struct invoice bill = { .customer_id = owner.id, .total_cents = -1 };
    assert_fails(fx->db, ORM_CHECK, invoice_insert(fx->db, &bill));
}

/* The printed text is what creating runs. */
static void test_the_printed_text_makes_the_tables(void **state)
{
    engine_fixture *fx = *state;
    const orm_schema *const schemas[] = { &shop_schema, &kinds_schema, &odd_schema, &cycle_schema };
    for (size_t i = 0; i < 4; i++) {
        char *text = NULL, *again = NULL;
        orm_error error;
        const char *dialect = orm_db_dialect(fx->db);
        assert_int_equal(orm_schema_sql(schemas[i], dialect, NULL, &text, &error), ORM_OK);
        assert_int_equal(orm_schema_sql(schemas[i], dialect, NULL, &again, &error), ORM_OK);
        assert_string_equal(text, again);
        orm_text_free(NULL, again);
        assert_ok(fx->db, orm_exec(fx->db, text));
        assert_ok(fx->db, orm_exec(fx->db, text));
        orm_text_free(NULL, text);
        assert_ok(fx->db, orm_create_all(fx->db, schemas[i]));
    }
    struct customer row = { .name = (char *)"x" };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_string_equal(count_tables(fx), "14");
}

/* A failure in the middle leaves nothing: here the second table's name is taken by a view. */
static void test_a_failed_creation_leaves_nothing(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE t (customer_id BIGINT);"
                                       "CREATE INDEX invoice_customer_id_idx ON t (customer_id);"
                                       "CREATE VIEW invoice AS SELECT 1 AS x"));
    assert_true(orm_create_all(fx->db, &shop_schema) < 0);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_string_equal(count_tables(fx), "1");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b178_keys_in_a_cycle),
    ENGINE_TEST(test_b243_creating_twice_is_creating_once),
    ENGINE_TEST(test_b243_only_what_is_missing_is_created),
    ENGINE_TEST(test_b244_drop_takes_rows_and_keys_in_the_right_order),
    ENGINE_TEST(test_b244_what_depends_from_outside_stops_a_drop),
    ENGINE_TEST(test_b244_drop_of_a_table_that_references_itself),
    ENGINE_TEST(test_b244_foreign_keys_hold_after_a_drop),
    ENGINE_TEST(test_b245_indexes_are_made),
    ENGINE_TEST(test_b246_defaults_are_in_the_tables),
    ENGINE_TEST(test_b048_now_is_cut_to_what_the_member_counts),
    ENGINE_TEST(test_b246_checks_hold),
    ENGINE_TEST(test_b247_actions_are_part_of_the_tables),
    ENGINE_TEST(test_the_printed_text_makes_the_tables),
    ENGINE_TEST(test_a_failed_creation_leaves_nothing),
};

ENGINE_MAIN(tests)
