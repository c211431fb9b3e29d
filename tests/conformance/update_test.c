/* Changing a row: which columns, how many rows, and the row that is gone. */
#include "models/odd.h"
#include "models/samples.h"
#include "shop.orm.h"

#include <string.h>

static int64_t add_item(orm_db *db, int64_t id, int64_t amount)
{
    struct item row = { .id = id, .amount = amount, .rank = INT64_MIN, .label = (char *)"first" };
    assert_ok(db, orm_insert(db, &item_entity, &row));
    return id;
}

static orm_status find_item(engine_fixture *fx, int64_t id, struct item *out)
{
    const orm_value key[] = { orm_value_int(id) };
    return orm_find(fx->db, &item_entity, key, out, fx->arena);
}

static void test_b098_exactly_one_row_changes(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    for (int64_t id = 1; id <= 3; id++) {
        (void)add_item(fx->db, id, id * 10);
    }
    const struct item changed = { .id = 2, .amount = 99, .rank = 5, .weight = 0.5, .flag = true };
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &changed));
    struct item found = { .id = 0 };
    assert_ok(fx->db, find_item(fx, 2, &found));
    assert_true(found.amount == 99 && found.rank == 5 && found.weight == 0.5 && found.flag);
    assert_null(found.label);
    assert_ok(fx->db, find_item(fx, 1, &found));
    assert_true(found.amount == 10 && found.rank == INT64_MIN);
    assert_string_equal(found.label, "first");
    assert_ok(fx->db, find_item(fx, 3, &found));
    assert_int_equal(found.amount, 30);
}

/* An update that changes nothing has still found its row. */
static void test_b098_the_same_values_again_are_a_success(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    (void)add_item(fx->db, 1, 10);
    struct item row = { .id = 0 };
    assert_ok(fx->db, find_item(fx, 1, &row));
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
}

static void test_b099_a_row_that_is_gone(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    (void)add_item(fx->db, 1, 10);
    const struct item gone = { .id = 4711, .amount = 1 };
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update(fx->db, &item_entity, &gone));
    assert_string_equal(orm_db_error(fx->db)->table, "item");
    assert_fails(fx->db, ORM_NOT_FOUND, orm_delete(fx->db, &item_entity, &gone));
    const orm_value key[] = { orm_value_int(4711) };
    assert_fails(fx->db, ORM_NOT_FOUND, orm_delete_key(fx->db, &item_entity, key));
    struct item found = { .id = 0 };
    assert_ok(fx->db, find_item(fx, 1, &found));
    assert_int_equal(found.amount, 10);
}

/* An entity that is all key has no column to set: its update says whether the row is there. */
static void test_b101_nothing_to_set(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct ticket row = { .id = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &row));
    assert_ok(fx->db, orm_update(fx->db, &ticket_entity, &row));
    row.id++;
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update(fx->db, &ticket_entity, &row));
}

static void test_b102_to_null_and_back(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    assert_ok(fx->db, sample_insert(fx->db, &row));
    int64_t id = row.id;
    for (int round = 0; round < 3; round++) {
        struct sample changed = sample_plain(), found = { .id = 0 };
        changed.id = id;
        if (round % 2 == 0) {
            changed.maybe_int = changed.flagged = 5;
            changed.maybe_text = (char *)"there";
            changed.flagged_is_null = false;
            changed.maybe_at = 0;
        }
        assert_ok(fx->db, sample_update(fx->db, &changed));
        assert_ok(fx->db, sample_find(fx->db, id, &found, fx->arena));
        sample_assert_same(&changed, &found);
    }
}

/* The struct says which row it is; an update never moves it to another key. */
static void test_b103_a_key_is_not_changed_by_update(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    (void)add_item(fx->db, 1, 10);
    (void)add_item(fx->db, 2, 20);
    struct item row = { .id = 0 };
    assert_ok(fx->db, find_item(fx, 1, &row));
    row.id = 2;
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT sum(amount) FROM item"), "20");
    row.id = 3;
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update(fx->db, &item_entity, &row));
}

static void test_b107_what_triggers_change_is_not_counted(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    (void)add_item(fx->db, 1, 10);
    (void)add_item(fx->db, 2, 20);
    engine_exec(fx->db,
                "CREATE TABLE log (id INTEGER PRIMARY KEY, n);"
                "CREATE TRIGGER t AFTER UPDATE ON item BEGIN INSERT INTO log (n) VALUES (1);"
                " INSERT INTO log (n) VALUES (2); END",
                "CREATE TABLE log (id bigserial);"
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " INSERT INTO log DEFAULT VALUES; INSERT INTO log DEFAULT VALUES; RETURN NEW;"
                " END $$;"
                "CREATE TRIGGER t AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION t()");
    const struct item there = { .id = 1 }, gone = { .id = 3 };
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &there));
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update(fx->db, &item_entity, &gone));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM log"), "2");
}

static void test_a_failed_update_changes_nothing(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer a = { .name = (char *)"a", .email = (char *)"a@x" };
    struct customer b = { .name = (char *)"b", .email = (char *)"b@x" };
    assert_ok(fx->db, customer_insert(fx->db, &a));
    assert_ok(fx->db, customer_insert(fx->db, &b));
    b.email = a.email;
    b.name = (char *)"changed";
    assert_fails(fx->db, ORM_UNIQUE, customer_update(fx->db, &b));
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, b.id, &found, fx->arena));
    assert_string_equal(found.name, "b");
    b.name = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, customer_update(fx->db, &b));
    assert_string_equal(orm_db_error(fx->db)->column, "name");
}

static void test_an_entity_without_a_key_has_no_single_rows(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct note row = { .number = 1, .text = (char *)"x" };
    assert_ok(fx->db, orm_insert(fx->db, &note_entity, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_update(fx->db, &note_entity, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_delete(fx->db, &note_entity, &row));
    const orm_value key[] = { orm_value_int(1) };
    assert_fails(fx->db, ORM_MISUSE, orm_delete_key(fx->db, &note_entity, key));
    assert_fails(fx->db, ORM_MISUSE, orm_find(fx->db, &note_entity, key, &row, fx->arena));
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, &note_entity,
                                 &(orm_query){ .where = orm_eq(note_.number, 1) }, &rows));
    assert_int_equal(orm_rows_count(rows), 1);
    orm_rows_free(rows);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b098_exactly_one_row_changes),
    ENGINE_TEST(test_b098_the_same_values_again_are_a_success),
    ENGINE_TEST(test_b099_a_row_that_is_gone),
    ENGINE_TEST(test_b101_nothing_to_set),
    ENGINE_TEST(test_b102_to_null_and_back),
    ENGINE_TEST(test_b103_a_key_is_not_changed_by_update),
    ENGINE_TEST(test_b107_what_triggers_change_is_not_counted),
    ENGINE_TEST(test_a_failed_update_changes_nothing),
    ENGINE_TEST(test_an_entity_without_a_key_has_no_single_rows),
};

ENGINE_MAIN(tests)
