/* Finding a row by a key: what is filled, what is left alone, what "not there" looks like. */
#include "kinds.orm.h"
#include "models/odd.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <string.h>

static int64_t add_customer(orm_db *db, const char *name, const char *email)
{
    struct customer row = {
        .name = (char *)name, .email = (char *)email, .country = "FR", .tier = TIER_GOLD
    };
    assert_ok(db, customer_insert(db, &row));
    return row.id;
}

static void test_b090_every_mapped_member_is_filled(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t id = add_customer(fx->db, "Marie", "marie@example.org");
    struct customer found = { .visits = 3 };
    assert_ok(fx->db, customer_find(fx->db, id, &found, fx->arena));
    assert_true(found.id == id);
    assert_string_equal(found.name, "Marie");
    assert_string_equal(found.email, "marie@example.org");
    assert_string_equal(found.country, "FR");
    assert_int_equal(found.tier, TIER_GOLD);
    assert_int_equal(found.visits, 3);
}

static void test_b091_key_not_found(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    (void)add_customer(fx->db, "Marie", NULL);
    struct customer found;
    memset(&found, 0x5a, sizeof found);
    struct customer before;
    memcpy(&before, &found, sizeof before);
    assert_fails(fx->db, ORM_NOT_FOUND, customer_find(fx->db, 4711, &found, fx->arena));
    assert_memory_equal(&found, &before, sizeof before);
    assert_string_equal(orm_db_error(fx->db)->table, "customer");
}

/* Strings of the earlier row are the arena's: nothing is freed or kept in the struct. */
static void test_b092_a_struct_that_holds_data_is_overwritten(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t first = add_customer(fx->db, "A long name for the first one", "first@example.org");
    int64_t second = add_customer(fx->db, "B", NULL);
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, first, &found, fx->arena));
    const char *kept = found.name;
    assert_ok(fx->db, customer_find(fx->db, second, &found, fx->arena));
    assert_string_equal(found.name, "B");
    assert_null(found.email);
    assert_string_equal(kept, "A long name for the first one");
}

static void test_find_by_a_unique_column(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t id = add_customer(fx->db, "Marie", "marie@example.org");
    (void)add_customer(fx->db, "Nobody", NULL);
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find_by_email(fx->db, "marie@example.org", &found, fx->arena));
    assert_true(found.id == id);
    assert_fails(fx->db, ORM_NOT_FOUND,
                 customer_find_by_email(fx->db, "MARIE@example.org", &found, fx->arena));
    assert_fails(fx->db, ORM_NOT_FOUND, customer_find_by_email(fx->db, NULL, &found, fx->arena));
}

/* A table that lacks the constraint of its entity: two rows for one key are no answer. */
static void test_b093_more_than_one_row_is_not_one(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE country (code TEXT, people BIGINT);"
                                       "INSERT INTO country VALUES ('DE', 1), ('DE', 2)"));
    struct country found = { .people = 77 };
    const orm_value key[] = { orm_value_text("DE") };
    assert_fails(fx->db, ORM_SCHEMA, orm_find(fx->db, &country_entity, key, &found, NULL));
    assert_int_equal(found.people, 77);
}

/* ... nor are they after a table that had it. */
static void test_b093_more_than_one_row_in_a_table_that_came_later(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t id = add_customer(fx->db, "Marie", NULL);
    struct customer found = { .id = 0 };
    bool exists = false;
    assert_ok(fx->db, customer_find(fx->db, id, &found, fx->arena));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE customer RENAME TO kept;"
                                       "CREATE VIEW customer AS"
                                       " SELECT * FROM kept UNION ALL SELECT * FROM kept"));
    assert_fails(fx->db, ORM_SCHEMA, customer_find(fx->db, id, &found, fx->arena));
    assert_ok(fx->db, customer_exists(fx->db, id, &exists));
    assert_true(exists);
    assert_ok(fx->db, orm_exec(fx->db, "DROP VIEW customer; ALTER TABLE kept RENAME TO customer"));
    assert_ok(fx->db, customer_find(fx->db, id, &found, fx->arena));
    assert_string_equal(found.name, "Marie");
}

static void test_b094_composite_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const char *const roles[] = { "read", "write", "own" };
    for (int64_t object = 1; object <= 3; object++) {
        for (int32_t i = 0; i < 3; i++) {
            struct grant row = { .role = (char *)roles[i], .object_id = object, .rights = i + 1 };
            assert_ok(fx->db, grant_insert(fx->db, &row));
        }
    }
    struct grant found = { .rights = 0 };
    assert_ok(fx->db, grant_find(fx->db, "write", 2, &found, fx->arena));
    assert_int_equal(found.rights, 2);
    found.rights = 7;
    assert_ok(fx->db, grant_update(fx->db, &found));
    assert_ok(fx->db, grant_delete_key(fx->db, "read", 2));
    assert_fails(fx->db, ORM_NOT_FOUND, grant_find(fx->db, "read", 2, &found, fx->arena));
    assert_ok(fx->db, grant_find(fx->db, "write", 2, &found, fx->arena));
    assert_int_equal(found.rights, 7);
    assert_ok(fx->db, grant_find(fx->db, "write", 1, &found, fx->arena));
    assert_int_equal(found.rights, 2);
    found.object_id = 9;
    assert_fails(fx->db, ORM_NOT_FOUND, grant_update(fx->db, &found));
}

static void test_b066_a_text_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const char *const names[] = { "", "a", "A", "\xc3\xa4", "with 'quote\"", "%_" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct tag row = { .name = (char *)names[i] };
        assert_ok(fx->db, tag_insert(fx->db, &row));
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct tag found = { .name = NULL };
        assert_ok(fx->db, tag_find(fx->db, names[i], &found, fx->arena));
        assert_string_equal(found.name, names[i]);
    }
}

static void test_b095_another_handles_changes_are_seen(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t id = add_customer(fx->db, "Before", NULL);
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, id, &found, fx->arena));
    orm_db *other = engine_open(fx, NULL);
    struct customer changed = found;
    changed.name = (char *)"After";
    assert_ok(other, customer_update(other, &changed));
    assert_ok(fx->db, customer_find(fx->db, id, &found, fx->arena));
    assert_string_equal(found.name, "After");
}

/* The arena's contents stay as they were where find fails half-way. */
static void test_a_failed_find_leaves_struct_and_arena(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t id = add_customer(fx->db, "Marie", NULL);
    engine_exec(fx->db,
                "PRAGMA ignore_check_constraints = ON; UPDATE customer SET tier = 'TIER_UNKNOWN'",
                "ALTER TABLE customer DROP CONSTRAINT customer_tier_check;"
                "UPDATE customer SET tier = 'TIER_UNKNOWN'");
    struct customer found, before;
    memset(&found, 0x33, sizeof found);
    memcpy(&before, &found, sizeof before);
    assert_fails(fx->db, ORM_CONVERSION, customer_find(fx->db, id, &found, fx->arena));
    assert_memory_equal(&found, &before, sizeof before);
    assert_string_equal(orm_db_error(fx->db)->table, "customer");
    assert_string_equal(orm_db_error(fx->db)->column, "tier");
    assert_mentions(orm_db_error(fx->db)->message, "TIER_UNKNOWN");
}

static void test_a_row_with_pointers_needs_an_arena(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t id = add_customer(fx->db, "Marie", NULL);
    struct customer found = { .id = 0 };
    assert_fails(fx->db, ORM_MISUSE, customer_find(fx->db, id, &found, NULL));
    assert_int_equal(found.id, 0);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b066_a_text_key),
    ENGINE_TEST(test_b090_every_mapped_member_is_filled),
    ENGINE_TEST(test_b091_key_not_found),
    ENGINE_TEST(test_b092_a_struct_that_holds_data_is_overwritten),
    ENGINE_TEST(test_b093_more_than_one_row_is_not_one),
    ENGINE_TEST(test_b093_more_than_one_row_in_a_table_that_came_later),
    ENGINE_TEST(test_b094_composite_key),
    ENGINE_TEST(test_b095_another_handles_changes_are_seen),
    ENGINE_TEST(test_find_by_a_unique_column),
    ENGINE_TEST(test_a_failed_find_leaves_struct_and_arena),
    ENGINE_TEST(test_a_row_with_pointers_needs_an_arena),
};

ENGINE_MAIN(tests)
