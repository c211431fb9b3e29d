/* Inserting rows: generated and explicit keys, what stays untouched, what a refusal leaves. */
#include "models/odd.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <string.h>

static struct customer ada(void)
{
    return (struct customer){ .name = (char *)"Ada",
                              .email = (char *)"ada@example.org",
                              .country = "DE",
                              .tier = TIER_GOLD,
                              .visits = 7 };
}

static void test_b063_generated_key_is_filled(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer first = ada(), second = ada();
    first.id = 4711; /* ignored: the database chooses */
    second.email = NULL;
    assert_ok(fx->db, customer_insert(fx->db, &first));
    assert_ok(fx->db, customer_insert(fx->db, &second));
    assert_int_equal(first.id, 1);
    assert_int_equal(second.id, 2);
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, second.id, &found, fx->arena));
    assert_string_equal(found.name, "Ada");
}

/* A trigger that inserts elsewhere is the trap of "last inserted row id". */
static void test_b064_key_is_right_beside_a_trigger(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    engine_exec(
        fx->db,
        "CREATE TABLE audit (id INTEGER PRIMARY KEY, name TEXT);"
        "INSERT INTO audit VALUES (1000, 'start');"
        "CREATE TRIGGER note AFTER INSERT ON customer BEGIN"
        "  INSERT INTO audit (name) VALUES (NEW.name); END",
        "CREATE TABLE audit (id bigserial PRIMARY KEY, name text);"
        "SELECT setval('audit_id_seq', 1000);"
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        "  INSERT INTO audit (name) VALUES (NEW.name); RETURN NEW; END $$;"
        "CREATE TRIGGER note AFTER INSERT ON customer FOR EACH ROW EXECUTE FUNCTION note()");
    struct customer row = ada();
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_int_equal(row.id, 1);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM audit WHERE name = 'Ada'"),
                        "1");
}

static void test_b064_a_row_kept_out_by_a_trigger_is_no_success(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    engine_exec(fx->db,
                "CREATE TRIGGER keep_out BEFORE INSERT ON customer BEGIN"
                "  SELECT RAISE(IGNORE); END",
                "CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS"
                "  $$ BEGIN RETURN NULL; END $$;"
                "CREATE TRIGGER keep_out BEFORE INSERT ON customer FOR EACH ROW"
                "  EXECUTE FUNCTION keep_out()");
    struct customer row = ada();
    row.id = 99;
    assert_fails(fx->db, ORM_ENGINE, customer_insert(fx->db, &row));
    assert_int_equal(row.id, 99);
}

/* The statement was made for another table, of the same name, whose key the engine told. */
static void test_b064_a_table_made_anew_without_its_key(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = ada();
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE t AS SELECT * FROM customer;"
                                       "DROP TABLE customer; ALTER TABLE t RENAME TO customer"));
    row.id = 99;
    assert_fails(fx->db, ORM_SCHEMA, customer_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->table, "customer");
    assert_int_equal(row.id, 99);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM customer"), "1");
}

static void test_b065_explicit_keys_zero_and_negative(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const int64_t keys[] = { 0, -1, INT64_MIN, INT64_MAX };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct customer row = ada();
        row.id = keys[i];
        row.email = NULL;
        assert_ok(fx->db, customer_insert_with_key(fx->db, &row));
        struct customer found = { .id = 12345 };
        assert_ok(fx->db, customer_find(fx->db, keys[i], &found, fx->arena));
        assert_true(found.id == keys[i]);
    }
}

static void test_b065_an_explicit_key_twice_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = ada();
    row.id = 5;
    assert_ok(fx->db, customer_insert_with_key(fx->db, &row));
    row.email = NULL;
    assert_fails(fx->db, ORM_UNIQUE, customer_insert_with_key(fx->db, &row));
}

static void test_b067_a_natural_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct country row = { .code = "DE", .people = 83 };
    assert_ok(fx->db, orm_insert(fx->db, &country_entity, &row));
    struct country found = { .people = 0 };
    const orm_value key[] = { orm_value_text("DE") };
    assert_ok(fx->db, orm_find(fx->db, &country_entity, key, &found, NULL));
    assert_int_equal(found.people, 83);
}

/* The table has no column but its key. */
static void test_b068_a_row_of_nothing_but_a_generated_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    for (int64_t expected = 1; expected <= 3; expected++) {
        struct ticket row = { .id = 0 };
        assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &row));
        assert_true(row.id == expected);
    }
    const struct ticket gone = { .id = 9 }, there = { .id = 2 };
    assert_ok(fx->db, orm_update(fx->db, &ticket_entity, &there));
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update(fx->db, &ticket_entity, &gone));
    assert_ok(fx->db, orm_delete(fx->db, &ticket_entity, &there));
}

static void test_b073_a_failed_insert_leaves_the_struct(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = ada(), twin = ada();
    assert_ok(fx->db, customer_insert(fx->db, &row));
    twin.id = 77;
    struct customer before;
    memcpy(&before, &twin, sizeof before);
    assert_fails(fx->db, ORM_UNIQUE, customer_insert(fx->db, &twin));
    assert_memory_equal(&before, &twin, sizeof before);
}

/* Keys by all ways that a table made elsewhere may have chosen. */
static void test_b074_identity_serial_and_rowid_tables(void **state)
{
    static const char *const sqlite[] = {
        "CREATE TABLE ticket (id INTEGER PRIMARY KEY)",
        "CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE ticket (id INTEGER PRIMARY KEY) STRICT",
    };
    static const char *const postgresql[] = {
        "CREATE TABLE ticket (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
        "CREATE TABLE ticket (id bigserial PRIMARY KEY)",
        "CREATE TABLE ticket (id serial PRIMARY KEY)",
    };
    engine_fixture *fx = *state;
    for (size_t i = 0; i < 3; i++) {
        engine_exec(fx->db, sqlite[i], postgresql[i]);
        struct ticket row = { .id = 0 };
        assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &row));
        assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &row));
        assert_int_equal(row.id, 2);
        assert_ok(fx->db, orm_exec(fx->db, "DROP TABLE ticket"));
    }
}

static void test_b076_members_that_are_not_mapped_stay_out(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = ada();
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_int_equal(row.visits, 7);
    struct customer found = { .visits = 1234 };
    assert_ok(fx->db, customer_find(fx->db, row.id, &found, fx->arena));
    assert_int_equal(found.visits, 1234);
}

static void test_b077_keys_of_deleted_rows_do_not_come_back_to_the_living(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct ticket a = { .id = 0 }, b = { .id = 0 }, c = { .id = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &a));
    assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &b));
    assert_ok(fx->db, orm_delete(fx->db, &ticket_entity, &a));
    assert_ok(fx->db, orm_insert(fx->db, &ticket_entity, &c));
    assert_int_equal(c.id, 3);
}

static void test_b078_without_rowid_and_strict_tables(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE country (code TEXT PRIMARY KEY NOT NULL,"
                                       " people INTEGER NOT NULL) WITHOUT ROWID, STRICT"));
    struct country row = { .code = "FR", .people = 68 };
    assert_ok(fx->db, orm_insert(fx->db, &country_entity, &row));
    row.people = 69;
    assert_ok(fx->db, orm_update(fx->db, &country_entity, &row));
    assert_ok(fx->db, orm_delete(fx->db, &country_entity, &row));
    assert_fails(fx->db, ORM_NOT_FOUND, orm_delete(fx->db, &country_entity, &row));
}

/* What Corm makes takes no value of another storage class, whoever writes it. */
static void test_b078_tables_of_corm_are_strict(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_exec(fx->db, "INSERT INTO country VALUES ('DE', 'many')"));
    assert_string_equal(orm_db_error(fx->db)->table, "country");
    assert_string_equal(orm_db_error(fx->db)->column, "people");
}

/* A member is written as it is: an empty text is not the default of its column. */
static void test_zero_is_a_value_and_not_unset(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = { .name = (char *)"" };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    struct customer found = { .country = "XX" };
    assert_ok(fx->db, customer_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(found.country, "");
    assert_string_equal(found.name, "");
    assert_null(found.email);
    assert_int_equal(found.tier, TIER_BASIC);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b063_generated_key_is_filled),
    ENGINE_TEST(test_b064_key_is_right_beside_a_trigger),
    ENGINE_TEST(test_b064_a_row_kept_out_by_a_trigger_is_no_success),
    ENGINE_TEST(test_b064_a_table_made_anew_without_its_key),
    ENGINE_TEST(test_b065_explicit_keys_zero_and_negative),
    ENGINE_TEST(test_b065_an_explicit_key_twice_is_refused),
    ENGINE_TEST(test_b067_a_natural_key),
    ENGINE_TEST(test_b068_a_row_of_nothing_but_a_generated_key),
    ENGINE_TEST(test_b073_a_failed_insert_leaves_the_struct),
    ENGINE_TEST(test_b074_identity_serial_and_rowid_tables),
    ENGINE_TEST(test_b076_members_that_are_not_mapped_stay_out),
    ENGINE_TEST(test_b077_keys_of_deleted_rows_do_not_come_back_to_the_living),
    ENGINE_TEST(test_b078_without_rowid_and_strict_tables),
    ENGINE_TEST(test_b078_tables_of_corm_are_strict),
    ENGINE_TEST(test_zero_is_a_value_and_not_unset),
};

ENGINE_MAIN(tests)
