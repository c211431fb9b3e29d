/* Questions that one row answers: is there any, the first, the only one, the same one again, one
 * value of it. */
#include "kinds.orm.h"
#include "models/customers.h"
#include "models/odd.h"
#include "models/samples.h"
#include "support/chaos_alloc.h"

#include <string.h>

static int64_t add(orm_db *db, const char *name, const char *email)
{
    struct customer row = { .name = (char *)name, .email = (char *)email, .country = "FR" };
    assert_ok(db, customer_insert(db, &row));
    return row.id;
}

static int64_t add_three(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    int64_t first = add(fx->db, "Ada", "a@x");
    (void)add(fx->db, "Bob", NULL);
    (void)add(fx->db, "Cy", "c@x");
    return first;
}

/* ---- exists ---- */

static bool exists(orm_db *db, int64_t id)
{
    const orm_value key = orm_value_int(id);
    bool found = false;
    assert_ok(db, orm_exists(db, &customer_entity, &key, &found));
    return found;
}

static bool exists_where(orm_db *db, const orm_expr *where)
{
    bool found = false;
    assert_ok(db, orm_exists_where(db, &customer_entity, where, &found));
    return found;
}

static void test_b097_exists_by_key_and_by_condition(void **state)
{
    engine_fixture *fx = *state;
    int64_t first = add_three(fx);
    assert_true(exists(fx->db, first));
    assert_false(exists(fx->db, 4711));
    assert_true(exists_where(fx->db, NULL));
    assert_true(exists_where(fx->db, orm_eq(customer_.name, "Bob")));
    assert_true(exists_where(fx->db, orm_starts_with(customer_.name, "C")));
    assert_false(exists_where(fx->db, orm_eq(customer_.name, "bob")));
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM customer"));
    assert_false(exists_where(fx->db, NULL));
}

/* A row that could not be read exists. */
static void test_b097_exists_does_not_fetch_the_row(void **state)
{
    engine_fixture *fx = *state;
    int64_t first = add_three(fx);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE customer SET country = 'far too long'"));
    struct customer found;
    assert_fails(fx->db, ORM_CONVERSION, customer_find(fx->db, first, &found, fx->arena));
    assert_true(exists(fx->db, first));
    assert_true(exists_where(fx->db, orm_eq(customer_.id, first)));
}

static void test_b094_exists_by_a_composite_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct grant row = { .role = (char *)"admin", .object_id = 7, .rights = 3 };
    assert_ok(fx->db, grant_insert(fx->db, &row));
    orm_value key[] = { orm_value_text("admin"), orm_value_int(7) };
    bool found = false;
    assert_ok(fx->db, orm_exists(fx->db, &grant_entity, key, &found));
    assert_true(found);
    key[1] = orm_value_int(8);
    assert_ok(fx->db, orm_exists(fx->db, &grant_entity, key, &found));
    assert_false(found);
}

/* ---- first, one ---- */

static void test_b093_the_first_row_by_the_order(void **state)
{
    engine_fixture *fx = *state;
    (void)add_three(fx);
    struct customer row = { .visits = 9 };
    assert_ok(fx->db,
              orm_first(fx->db, &customer_entity,
                        &(orm_query){ .order_by = { orm_desc(customer_.name) } }, &row, fx->arena));
    assert_string_equal(row.name, "Cy");
    assert_int_equal(row.visits, 9);
    assert_ok(fx->db,
              orm_first(fx->db, &customer_entity,
                        &(orm_query){ .order_by = { orm_asc(customer_.name) }, .offset = 1 }, &row,
                        fx->arena));
    assert_string_equal(row.name, "Bob");
    assert_null(row.email);
    assert_ok(fx->db, orm_first(fx->db, &customer_entity, NULL, &row, fx->arena));
}

static void test_b093_none_one_and_several_are_three_answers(void **state)
{
    engine_fixture *fx = *state;
    (void)add_three(fx);
    const orm_query none = { .where = orm_eq(customer_.name, "Dan") };
    const orm_query only = { .where = orm_eq(customer_.name, "Bob") };
    const orm_query both = { .where = orm_is_not_null(customer_.email) };
    const orm_query nobody = { .limit = orm_limit(0) };
    struct customer row, before;
    memset(&row, 0x5a, sizeof row);
    memcpy(&before, &row, sizeof row);
    assert_fails(fx->db, ORM_NOT_FOUND, orm_one(fx->db, &customer_entity, &none, &row, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->table, "customer");
    assert_fails(fx->db, ORM_NOT_FOUND,
                 orm_first(fx->db, &customer_entity, &none, &row, fx->arena));
    assert_fails(fx->db, ORM_NOT_FOUND,
                 orm_first(fx->db, &customer_entity, &nobody, &row, fx->arena));
    assert_fails(fx->db, ORM_TOO_MANY_ROWS,
                 orm_one(fx->db, &customer_entity, &both, &row, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->table, "customer");
    assert_memory_equal(&row, &before, sizeof row);
    assert_ok(fx->db, orm_one(fx->db, &customer_entity, &only, &row, fx->arena));
    assert_string_equal(row.name, "Bob");
    /* a limit of the query's own is part of the question */
    const orm_query limited = { .where = both.where, .limit = orm_limit(1) };
    assert_ok(fx->db, orm_one(fx->db, &customer_entity, &limited, &row, fx->arena));
}

/* ---- reload ---- */

static void test_b095_reload_sees_what_others_changed(void **state)
{
    engine_fixture *fx = *state;
    int64_t first = add_three(fx);
    orm_db *other = engine_open(fx, NULL);
    struct customer row = { .visits = 5 };
    assert_ok(fx->db, customer_find(fx->db, first, &row, fx->arena));
    struct customer changed = row;
    changed.name = (char *)"Ada Lovelace";
    changed.email = NULL;
    assert_ok(other, customer_update(other, &changed));
    const char *before = row.name;
    assert_ok(fx->db, orm_reload(fx->db, &customer_entity, &row, fx->arena));
    assert_string_equal(row.name, "Ada Lovelace");
    assert_null(row.email);
    assert_int_equal(row.visits, 5);
    assert_string_equal(before, "Ada");
    assert_ok(other, customer_delete(other, &changed));
    assert_fails(fx->db, ORM_NOT_FOUND, orm_reload(fx->db, &customer_entity, &row, fx->arena));
    assert_string_equal(row.name, "Ada Lovelace");
}

/* The key is text of the row itself, which is read until the new one is there. */
static void test_b095_reload_by_a_composite_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct grant row = { .role = (char *)"admin", .object_id = 7, .rights = 3 };
    assert_ok(fx->db, grant_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE \"grant\" SET rights = 4"));
    assert_ok(fx->db, orm_reload(fx->db, &grant_entity, &row, fx->arena));
    assert_int_equal(row.rights, 4);
    assert_string_equal(row.role, "admin");
}

/* ---- one value ---- */

static orm_value value_of(engine_fixture *fx, const orm_handle *column, int64_t id)
{
    const orm_query query = { .where = orm_eq(sample_.id, id) };
    orm_value value = orm_value_int(-1);
    assert_ok(fx->db, orm_value_of(fx->db, column, &query, fx->arena, &value));
    return value;
}

static void test_one_value_of_each_type(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.at_s = 1700000000;
    assert_ok(fx->db, sample_insert(fx->db, &row));
    orm_value value = value_of(fx, &sample_.i32.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_INT);
    assert_true(value.as.integer == row.i32);
    value = value_of(fx, &sample_.flag.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_BOOL);
    assert_int_equal(value.as.boolean, row.flag);
    value = value_of(fx, &sample_.u64.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_UINT);
    assert_true(value.as.natural == row.u64);
    value = value_of(fx, &sample_.f64.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_REAL);
    assert_true(value.as.real == row.f64);
    value = value_of(fx, &sample_.text.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_TEXT);
    assert_string_equal(value.as.text, row.text);
    value = value_of(fx, &sample_.digest.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_BLOB);
    assert_int_equal(value.size, sizeof row.digest);
    assert_memory_equal(value.as.data, row.digest, sizeof row.digest);
    value = value_of(fx, &sample_.color.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_INT);
    assert_true(value.as.integer == (int64_t)row.color);
    value = value_of(fx, &sample_.at_s.column, row.id);
    assert_int_equal(value.type, ORM_TYPE_INT);
    assert_true(value.as.integer == 1700000000);
    value = value_of(fx, &sample_.maybe_int.column, row.id);
    bool is_null = row.maybe_int == -1;
    assert_int_equal(value.type == ORM_TYPE_NULL, is_null);
}

static void test_b093_one_value_of_none_and_of_several(void **state)
{
    engine_fixture *fx = *state;
    (void)add_three(fx);
    orm_value value = orm_value_int(-1);
    const orm_handle *name = &customer_.name.column, *email = &customer_.email.column;
    const orm_query none = { .where = orm_eq(customer_.name, "Dan") };
    const orm_query bob = { .where = orm_eq(customer_.name, "Bob") };
    const orm_query last = { .order_by = { orm_desc(customer_.name) }, .limit = orm_limit(1) };
    assert_fails(fx->db, ORM_NOT_FOUND, orm_value_of(fx->db, name, &none, fx->arena, &value));
    assert_fails(fx->db, ORM_TOO_MANY_ROWS, orm_value_of(fx->db, name, NULL, fx->arena, &value));
    assert_int_equal(value.type, ORM_TYPE_INT);
    assert_ok(fx->db, orm_value_of(fx->db, name, &last, fx->arena, &value));
    assert_string_equal(value.as.text, "Cy");
    assert_ok(fx->db, orm_value_of(fx->db, email, &bob, NULL, &value));
    assert_int_equal(value.type, ORM_TYPE_NULL);
    assert_fails(fx->db, ORM_MISUSE, orm_value_of(fx->db, name, &bob, NULL, &value));
    assert_mentions(orm_db_error(fx->db)->message, "arena");
    /* what the member could not hold is no answer */
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE customer SET country = 'far too long'"));
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_value_of(fx->db, &customer_.country.column, &bob, fx->arena, &value));
    assert_string_equal(orm_db_error(fx->db)->column, "country");
}

/* ---- misuse, memory ---- */

static void test_what_is_missing_is_misuse(void **state)
{
    engine_fixture *fx = *state;
    (void)add_three(fx);
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct customer row = { .id = 1 };
    const orm_value key = orm_value_int(1);
    bool found = true;
    orm_value value;
    orm_db *db = fx->db;
    assert_int_equal(orm_exists(NULL, &customer_entity, &key, &found), ORM_MISUSE);
    assert_int_equal(orm_first(NULL, &customer_entity, NULL, &row, NULL), ORM_MISUSE);
    assert_int_equal(orm_one(NULL, &customer_entity, NULL, &row, NULL), ORM_MISUSE);
    assert_int_equal(orm_reload(NULL, &customer_entity, &row, NULL), ORM_MISUSE);
    assert_int_equal(orm_value_of(NULL, &customer_.id.column, NULL, NULL, &value), ORM_MISUSE);
    assert_fails(db, ORM_MISUSE, orm_exists(db, NULL, &key, &found));
    assert_fails(db, ORM_MISUSE, orm_exists(db, &customer_entity, NULL, &found));
    assert_fails(db, ORM_MISUSE, orm_exists(db, &customer_entity, &key, NULL));
    assert_fails(db, ORM_MISUSE, orm_exists(db, &note_entity, &key, &found));
    assert_fails(db, ORM_MISUSE, orm_exists_where(db, NULL, NULL, &found));
    assert_fails(db, ORM_MISUSE, orm_exists_where(db, &customer_entity, NULL, NULL));
    assert_fails(db, ORM_MISUSE,
                 orm_exists_where(db, &customer_entity, orm_eq(invoice_.id, 1), &found));
    assert_fails(db, ORM_MISUSE, orm_first(db, NULL, NULL, &row, fx->arena));
    assert_fails(db, ORM_MISUSE, orm_first(db, &customer_entity, NULL, NULL, fx->arena));
    assert_fails(db, ORM_MISUSE, orm_first(db, &customer_entity, NULL, &row, NULL));
    assert_fails(db, ORM_MISUSE, orm_one(db, &customer_entity, NULL, NULL, fx->arena));
    assert_fails(
        db, ORM_MISUSE,
        orm_one(db, &customer_entity, &(orm_query){ .limit = orm_limit(-1) }, &row, fx->arena));
    assert_fails(db, ORM_MISUSE, orm_reload(db, NULL, &row, fx->arena));
    assert_fails(db, ORM_MISUSE, orm_reload(db, &customer_entity, NULL, fx->arena));
    assert_fails(db, ORM_MISUSE, orm_reload(db, &note_entity, &row, fx->arena));
    assert_fails(db, ORM_MISUSE, orm_value_of(db, NULL, NULL, NULL, &value));
    assert_fails(db, ORM_MISUSE, orm_value_of(db, &customer_.id.column, NULL, NULL, NULL));
    const orm_handle beyond = { .path = customer_.id.column.path, .field = 99 };
    assert_fails(db, ORM_MISUSE, orm_value_of(db, &beyond, NULL, NULL, &value));
    assert_int_equal(row.id, 1);
    assert_true(found);
}

static orm_status ask_all(orm_db *db, orm_arena *arena)
{
    const orm_value key = orm_value_int(1);
    const orm_query bob = { .where = orm_eq(customer_.name, "Bob") };
    struct customer row = { .id = 1 };
    orm_value value;
    bool found = false;
    orm_status status = orm_exists(db, &customer_entity, &key, &found);
    if (status == ORM_OK) {
        status = orm_exists_where(db, &customer_entity, bob.where, &found);
    }
    if (status == ORM_OK) {
        status = orm_first(db, &customer_entity, NULL, &row, arena);
    }
    if (status == ORM_OK) {
        status = orm_one(db, &customer_entity, &bob, &row, arena);
    }
    if (status == ORM_OK) {
        status = orm_reload(db, &customer_entity, &row, arena);
    }
    if (status == ORM_OK) {
        status = orm_value_of(db, &customer_.name.column, &bob, arena, &value);
    }
    return status;
}

static orm_status scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    }
    if (status == ORM_OK) {
        status = ask_all(db, arena);
    }
    orm_close(db);
    orm_arena_free(arena);
    return status;
}

static void test_b270_memory_that_runs_out(void **state)
{
    engine_fixture *fx = *state;
    (void)add_three(fx);
    assert_string_equal(chaos_each(scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b097_exists_by_key_and_by_condition),
    ENGINE_TEST(test_b097_exists_does_not_fetch_the_row),
    ENGINE_TEST(test_b094_exists_by_a_composite_key),
    ENGINE_TEST(test_b093_the_first_row_by_the_order),
    ENGINE_TEST(test_b093_none_one_and_several_are_three_answers),
    ENGINE_TEST(test_b095_reload_sees_what_others_changed),
    ENGINE_TEST(test_b095_reload_by_a_composite_key),
    ENGINE_TEST(test_one_value_of_each_type),
    ENGINE_TEST(test_b093_one_value_of_none_and_of_several),
    ENGINE_TEST(test_what_is_missing_is_misuse),
    ENGINE_TEST(test_b270_memory_that_runs_out),
};

ENGINE_MAIN(tests)
