/* Changes and deletes of all rows that a condition finds: which rows, how many, and what is
 * refused. What the values become is change_value_test.c. */
#include "models/items.h"
#include "models/odd.h"
#include "shop.orm.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"

#include <string.h>

/* The number of rows that were set; the call must succeed. */
static int64_t set_where(engine_fixture *fx, const orm_expr *set, const orm_expr *where)
{
    int64_t count = -1;
    assert_ok(fx->db, orm_update_where(fx->db, &item_entity, set, where, &count));
    return count;
}

static int64_t delete_where(engine_fixture *fx, const orm_expr *where)
{
    int64_t count = -1;
    assert_ok(fx->db, orm_delete_where(fx->db, &item_entity, where, &count));
    return count;
}

static struct item item_of(engine_fixture *fx, int64_t id)
{
    struct item found = { .id = 0 };
    const orm_value key[] = { orm_value_int(id) };
    assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &found, fx->arena));
    return found;
}

static void test_b104_expressions_on_the_server(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_int_equal(
        set_where(fx, orm_set_to(item_.amount, orm_add(item_.amount, 1)), orm_le(item_.id, 3)), 3);
    assert_string_equal(items_where(fx, orm_in(item_.amount, ((int64_t[]){ 11, 21, 31 }), 3)),
                        "1 2 3");
    const orm_expr *swap = orm_sets(orm_set_to(item_.amount, orm_mul(item_.id, 100)),
                                    orm_set_to(item_.weight, orm_sub(item_.weight, 0.5)),
                                    orm_set_to(item_.rank, orm_col(item_.amount)));
    assert_int_equal(set_where(fx, swap, orm_eq(item_.id, 4)), 1);
    struct item found = item_of(fx, 4);
    assert_int_equal(found.amount, 400);
    assert_int_equal(found.rank, 40); /* what it was before */
    assert_true(found.weight == 0.5);
}

static void test_b102_values_and_null(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const orm_expr *set = orm_sets(orm_set(item_.label, "new"), orm_set(item_.rank, INT64_MIN),
                                   orm_set(item_.flag, true), orm_set(item_.weight, 2));
    assert_int_equal(set_where(fx, set, orm_eq(item_.id, 1)), 1);
    struct item found = item_of(fx, 1);
    assert_string_equal(found.label, "new");
    assert_true(found.rank == INT64_MIN && found.flag && found.weight == 2);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM item WHERE rank IS NULL"),
                        "6");
    assert_int_equal(set_where(fx, orm_set(item_.label, (char *)NULL), orm_eq(item_.id, 1)), 1);
    assert_null(item_of(fx, 1).label);
    assert_int_equal(set_where(fx, orm_set_null(item_.label), orm_gt(item_.id, 8)), 2);
    assert_null(item_of(fx, 9).label);
    int64_t count = -7;
    assert_fails(fx->db, ORM_NOT_NULL,
                 orm_update_all(fx->db, &item_entity, orm_set_null(item_.amount), &count));
    assert_string_equal(orm_db_error(fx->db)->column, "amount");
    assert_string_equal(orm_db_error(fx->db)->table, "item");
    assert_int_equal(count, -7);
}

static void assert_misuse(engine_fixture *fx, orm_status status, const char *message)
{
    assert_fails(fx->db, ORM_MISUSE, status);
    assert_mentions(orm_db_error(fx->db)->message, message);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM item WHERE amount = id * 10"),
                        "10");
}

/* A filter that was left empty is not all rows. */
static void test_b105_without_a_condition(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const orm_expr *set = orm_set(item_.amount, 0);
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    const orm_expr *const nothing[] = { NULL, orm_filter_where(filter), orm_and(NULL, NULL),
                                        orm_not(orm_or(NULL)), orm_when(false, set) };
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        assert_misuse(fx, orm_update_where(fx->db, &item_entity, set, nothing[i], NULL),
                      "orm_update_all");
        assert_misuse(fx, orm_delete_where(fx->db, &item_entity, nothing[i], NULL),
                      "orm_delete_all");
    }
    orm_filter_and(filter, orm_gt(item_.id, 9));
    assert_int_equal(set_where(fx, set, orm_filter_where(filter)), 1);
    assert_int_equal(delete_where(fx, orm_filter_where(filter)), 1);
    orm_filter_free(filter);
    int64_t count = -1;
    assert_ok(fx->db, orm_update_all(fx->db, &item_entity, set, &count));
    assert_int_equal(count, 9);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT sum(amount) FROM item"), "0");
    assert_ok(fx->db, orm_delete_all(fx->db, &item_entity, &count));
    assert_int_equal(count, 9);
    assert_ok(fx->db, orm_delete_all(fx->db, &item_entity, &count));
    assert_int_equal(count, 0);
    assert_ok(fx->db, orm_delete_all(fx->db, &item_entity, NULL));
}

static void test_b101_nothing_to_set_in_many_rows(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_int_equal(set_where(fx, NULL, orm_gt(item_.id, 4)), 6);
    assert_int_equal(set_where(fx, orm_sets(NULL, orm_sets(NULL)), orm_gt(item_.id, 8)), 2);
    int64_t count = -1;
    assert_ok(fx->db, orm_update_all(fx->db, &item_entity, NULL, &count));
    assert_int_equal(count, 10);
    assert_misuse(fx, orm_update_where(fx->db, &item_entity, NULL, NULL, NULL), "orm_update_all");
}

static void test_b103_keys_are_never_set(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_misuse(fx, orm_update_all(fx->db, &item_entity, orm_set(item_.id, 1), NULL),
                  "item.id: a column of the primary key is never set");
    assert_misuse(fx,
                  orm_update_all(fx->db, &item_entity,
                                 orm_sets(orm_set(item_.amount, 1), orm_set(item_.amount, 2)),
                                 NULL),
                  "item.amount: the column is set twice");
    assert_misuse(fx, orm_update_all(fx->db, &item_entity, orm_set(customer_.name, "x"), NULL),
                  "column name of customer");
    assert_misuse(fx,
                  orm_update_all(fx->db, &item_entity,
                                 orm_set_to(item_.amount, orm_excluded(item_.amount)), NULL),
                  "nothing was to be inserted");
    assert_misuse(fx, orm_update_all(fx->db, NULL, orm_set(item_.amount, 1), NULL), "entity");
    assert_misuse(fx, orm_delete_all(fx->db, NULL, NULL), "entity");
    assert_int_equal(orm_delete_all(NULL, &item_entity, NULL), ORM_MISUSE);
}

/* Rows that the condition finds count, whether they change or not; what else changes does not. */
static void test_b107_the_number_of_rows(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    engine_exec(fx->db,
                "CREATE TABLE log (id INTEGER PRIMARY KEY, n);"
                "CREATE TRIGGER t AFTER UPDATE ON item BEGIN INSERT INTO log (n) VALUES (1);"
                " INSERT INTO log (n) VALUES (2); END;"
                "CREATE TRIGGER d AFTER DELETE ON item BEGIN DELETE FROM log; END",
                "CREATE TABLE log (id bigserial);"
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " INSERT INTO log DEFAULT VALUES; INSERT INTO log DEFAULT VALUES; RETURN NEW;"
                " END $$;"
                "CREATE TRIGGER t AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION t();"
                "CREATE FUNCTION d() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " DELETE FROM log; RETURN NULL; END $$;"
                "CREATE TRIGGER d AFTER DELETE ON item FOR EACH ROW EXECUTE FUNCTION d()");
    assert_int_equal(set_where(fx, orm_set(item_.flag, true), orm_le(item_.id, 5)), 5);
    assert_int_equal(set_where(fx, orm_set(item_.flag, true), orm_le(item_.id, 5)), 5);
    assert_int_equal(set_where(fx, orm_set(item_.flag, true), orm_lt(item_.id, 0)), 0);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM log"), "20");
    assert_int_equal(delete_where(fx, orm_lt(item_.id, 0)), 0);
    assert_int_equal(delete_where(fx, orm_eq(item_.id, 1)), 1);
    int64_t count = -1;
    assert_ok(fx->db, orm_delete_all(fx->db, &item_entity, &count));
    assert_int_equal(count, 9);
}

static void add_customers(orm_db *db, int customers, int invoices)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    for (int i = 0; i < customers; i++) {
        struct customer who = { .name = (char *)"c" };
        assert_ok(db, customer_insert(db, &who));
        for (int j = 0; j < invoices; j++) {
            struct invoice bill = { .customer_id = who.id, .total_cents = j };
            assert_ok(db, invoice_insert(db, &bill));
        }
    }
}

static void test_b107_cascades_do_not_count(void **state)
{
    engine_fixture *fx = *state;
    int64_t count = -1;
    add_customers(fx->db, 3, 4);
    assert_ok(fx->db, orm_delete_where(fx->db, &customer_entity, orm_le(customer_.id, 2), &count));
    assert_int_equal(count, 2);
    assert_ok(fx->db, orm_delete_all(fx->db, &customer_entity, &count));
    assert_int_equal(count, 1);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM invoice"), "0");
}

static void test_b119_b123_delete_by_condition(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_int_equal(delete_where(fx, orm_or(orm_is_null(item_.rank), orm_lt(item_.amount, 30))),
                     6);
    assert_string_equal(items_where(fx, NULL), "3 5 7 9");
    for (int64_t i = 0; i < 6; i++) {
        const struct note row = { .number = i % 3, .text = (char *)"a" };
        assert_ok(fx->db, orm_insert_with_key(fx->db, &note_entity, &row));
    }
    int64_t count = -1;
    assert_ok(fx->db, orm_update_where(fx->db, &note_entity, orm_set(note_.text, "b"),
                                       orm_eq(note_.number, 1), &count));
    assert_int_equal(count, 2);
    assert_ok(fx->db, orm_delete_where(fx->db, &note_entity, orm_eq(note_.text, "a"), &count));
    assert_int_equal(count, 4);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM note WHERE number = 1"), "2");
}

/* What may be changed through it is changed; else it is said that it cannot be. */
static void test_b123_through_a_view(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE item RENAME TO base;"
                                       "CREATE VIEW item AS SELECT * FROM base WHERE flag"));
    int64_t count = -1;
    const orm_expr *where = orm_le(item_.id, 6);
    if (engine_is_sqlite()) {
        assert_fails(fx->db, ORM_SQL, orm_delete_where(fx->db, &item_entity, where, &count));
        assert_fails(
            fx->db, ORM_SQL,
            orm_update_where(fx->db, &item_entity, orm_set(item_.amount, 1), where, &count));
        return;
    }
    assert_ok(fx->db,
              orm_update_where(fx->db, &item_entity, orm_set(item_.amount, 1), where, &count));
    assert_int_equal(count, 2);
    assert_ok(fx->db, orm_delete_where(fx->db, &item_entity, where, &count));
    assert_int_equal(count, 2);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM base"), "8");
}

/* A key that does not cascade. */
static void test_b122_a_foreign_key_refuses_many(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE child (item_id BIGINT REFERENCES item (id));"
                                       "INSERT INTO child VALUES (7)"));
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_delete_all(fx->db, &item_entity, NULL));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM item"), "10");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_int_equal(delete_where(fx, orm_eq(item_.id, 1)), 1);
    assert_fails(fx->db, ORM_FOREIGN_KEY,
                 orm_delete_where(fx->db, &item_entity, orm_gt(item_.id, 5), NULL));
    assert_int_equal(orm_is_aborted(fx->db), !engine_is_sqlite());
    if (engine_is_sqlite()) {
        assert_int_equal(delete_where(fx, orm_eq(item_.id, 2)), 1);
        assert_ok(fx->db, orm_commit(fx->db));
        assert_string_equal(items_where(fx, NULL), "3 4 5 6 7 8 9 10");
    } else {
        assert_fails(fx->db, ORM_ABORTED, orm_delete_all(fx->db, &item_entity, NULL));
        assert_ok(fx->db, orm_rollback(fx->db));
        assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM item"), "10");
    }
}

/* All rows of a call, or none. */
static void test_a_failed_change_changes_nothing(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db, 3, 2);
    const orm_expr *set = orm_set_to(invoice_.total_cents, orm_sub(invoice_.total_cents, 1));
    assert_fails(fx->db, ORM_CHECK, orm_update_all(fx->db, &invoice_entity, set, NULL));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT sum(total_cents) FROM invoice"), "3");
    assert_fails(fx->db, ORM_UNIQUE,
                 orm_update_all(fx->db, &customer_entity, orm_set(customer_.email, "x"), NULL));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(email) FROM customer"), "0");
    assert_fails(fx->db, ORM_FOREIGN_KEY,
                 orm_update_all(fx->db, &invoice_entity, orm_set(invoice_.customer_id, 99), NULL));
}

static void test_read_only_refuses_changes(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    items_add(fx->db);
    orm_db *reader = engine_open(fx, &(orm_options){ .read_only = true });
    assert_fails(reader, ORM_READ_ONLY, orm_delete_all(reader, &item_entity, NULL));
    assert_fails(reader, ORM_READ_ONLY,
                 orm_update_all(reader, &item_entity, orm_set(item_.amount, 1), NULL));
    int64_t count = -1; /* nothing is written */
    assert_ok(reader, orm_update_all(reader, &item_entity, NULL, &count));
    assert_int_equal(count, 10);
}

/* What a loop changes does not change what it reads. */
static void test_an_open_window_is_settled(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    orm_rows *rows = NULL;
    const orm_query all = { .order_by = { orm_asc(item_.amount) }, .window = 2 };
    assert_ok(fx->db, orm_select(fx->db, &item_entity, &all, &rows));
    int64_t seen = 0;
    for (struct item *row; (row = orm_rows_next(rows, &item_entity)) != NULL; seen++) {
        assert_int_equal(row->amount, 10 * (seen + 1));
        if (seen == 2) {
            assert_int_equal(set_where(fx, orm_set(item_.amount, 1000), orm_gt(item_.id, 3)), 7);
        } else if (seen == 5) {
            assert_int_equal(delete_where(fx, orm_gt(item_.id, 3)), 7);
        }
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    assert_int_equal(seen, 10);
}

/* ---- injection ---- */

static void test_b058_set_values_are_never_sql(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    static const char *const texts[] = {
        "'",    "\"",  "x'; DELETE FROM item; --", "?1",
        "$1",   "\\",  "x', amount = 0 --",        "excluded.\"id\"",
        "%s%n", "NULL"
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t count = -1;
        assert_int_equal(set_where(fx, orm_set(item_.label, texts[i]), orm_eq(item_.id, 1)), 1);
        assert_string_equal(item_of(fx, 1).label, texts[i]);
        assert_int_equal(set_where(fx, orm_set_to(item_.amount, orm_add(item_.amount, 0)),
                                   orm_eq(item_.label, texts[i])),
                         1);
        assert_ok(fx->db, orm_delete_where(
                              fx->db, &item_entity,
                              orm_and(orm_eq(item_.label, texts[i]), orm_ne(item_.id, 1)), &count));
        assert_int_equal(count, 0);
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM item WHERE amount = id * 10"),
                        "10");
}

/* ---- memory ---- */

static orm_status change_and_take_back(orm_db *db)
{
    int64_t count = -1;
    const int64_t ids[] = { 1, 2, 3 };
    const orm_expr *set = orm_sets(orm_set(item_.label, "x"), orm_set(item_.rank, 5),
                                   orm_set_to(item_.amount, orm_add(item_.amount, 1)));
    orm_status status = orm_begin(db, NULL);
    if (status == ORM_OK) {
        status = orm_update_where(db, &item_entity, set, orm_in(item_.id, ids, 3), &count);
    }
    if (status == ORM_OK) {
        assert_int_equal(count, 3);
        status = orm_delete_where(db, &item_entity, orm_eq(item_.label, "x"), &count);
    }
    if (status == ORM_OK) {
        assert_int_equal(count, 3);
        status = orm_update_all(db, &item_entity, NULL, &count);
    }
    if (status == ORM_OK) {
        assert_int_equal(count, 7);
        status = orm_delete_all(db, &item_entity, &count);
    }
    return status;
}

static orm_status change_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (db != NULL) {
        status = change_and_take_back(db);
    }
    orm_close(db);
    assert_string_equal(items_where(fx, NULL), "1 2 3 4 5 6 7 8 9 10");
    return status;
}

static void test_b270_changes_without_memory(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_string_equal(chaos_each(change_scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b104_expressions_on_the_server),
    ENGINE_TEST(test_b102_values_and_null),
    ENGINE_TEST(test_b105_without_a_condition),
    ENGINE_TEST(test_b101_nothing_to_set_in_many_rows),
    ENGINE_TEST(test_b103_keys_are_never_set),
    ENGINE_TEST(test_b107_the_number_of_rows),
    ENGINE_TEST(test_b107_cascades_do_not_count),
    ENGINE_TEST(test_b119_b123_delete_by_condition),
    ENGINE_TEST(test_b123_through_a_view),
    ENGINE_TEST(test_b122_a_foreign_key_refuses_many),
    ENGINE_TEST(test_a_failed_change_changes_nothing),
    ENGINE_TEST(test_read_only_refuses_changes),
    ENGINE_TEST(test_an_open_window_is_settled),
    ENGINE_TEST(test_b058_set_values_are_never_sql),
    ENGINE_TEST(test_b270_changes_without_memory),
};

ENGINE_MAIN(tests)
