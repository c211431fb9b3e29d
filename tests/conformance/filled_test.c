/* Columns that the database alone writes: computed ones, and those that are merely read. */
#include <string.h>
#include <time.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct trunk found_again(engine_fixture *fx, int64_t id)
{
    struct trunk found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, trunk_find(fx->db, id, &found, fx->arena));
    return found;
}

static void test_b075_computed_columns_load_and_follow(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct trunk row = { .name = (char *)"Atlas", .size = { .width = 3, .height = 4, .area = -1 } };
    row.initial = (char *)"never stored";
    assert_ok(fx->db, trunk_insert(fx->db, &row));
    assert_int_equal(row.size.area, -1);
    struct trunk found = found_again(fx, row.id);
    assert_int_equal(found.size.area, 12);
    assert_string_equal(found.initial, "A");
    assert_false(found.is_wide);
    assert_null(found.lid);
    row.size.width = 100;
    row.name = NULL;
    row.lid = &(struct trunk_size){ .width = 5, .height = 6 };
    assert_ok(fx->db, trunk_update(fx->db, &row));
    found = found_again(fx, row.id);
    assert_int_equal(found.size.area, 400);
    assert_null(found.initial);
    assert_true(found.is_wide);
    assert_int_equal(found.lid->area, 30);
}

static void test_b075_computed_columns_in_conditions_and_orders(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (int32_t i = 1; i <= 4; i++) {
        struct trunk row = { .size = { .width = i, .height = 5 - i } };
        assert_ok(fx->db, trunk_insert(fx->db, &row));
    }
    orm_rows *rows = NULL;
    assert_ok(fx->db, trunk_select(fx->db,
                                   &(orm_query){ .where = orm_eq(trunk_.is_wide, true),
                                                 .order_by = { orm_asc(trunk_.size_area) } },
                                   &rows));
    struct trunk *next = trunk_next(rows);
    assert_int_equal(next->size.area, 4);
    assert_int_equal(trunk_next(rows)->size.area, 6);
    assert_null(trunk_next(rows));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static void test_b036_b048_the_database_fills_in_what_is_readonly(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t before = ((int64_t)time(NULL) - 1) * 1000000;
    struct trunk row = { .made_at = 1, .tries = -5, .stamp = (char *)"mine" };
    assert_ok(fx->db, trunk_insert(fx->db, &row));
    struct trunk found = found_again(fx, row.id);
    int64_t after = ((int64_t)time(NULL) + 2) * 1000000;
    assert_true(found.made_at >= before && found.made_at <= after);
    assert_int_equal(found.tries, 3);
    assert_null(found.stamp);
    row.id = 1000;
    assert_ok(fx->db, trunk_insert_with_key(fx->db, &row));
    assert_int_equal(found_again(fx, 1000).tries, 3);
}

static void test_b036_updates_leave_alone_what_is_readonly(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct trunk row = { .name = (char *)"a" };
    assert_ok(fx->db, trunk_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE trunk SET tries = 8, stamp = 'theirs'",
                "UPDATE trunk SET tries = 8, stamp = 'theirs'");
    row.name = (char *)"b";
    assert_ok(fx->db, trunk_update(fx->db, &row));
    struct trunk found = found_again(fx, row.id);
    assert_string_equal(found.name, "b");
    assert_int_equal(found.tries, 8);
    assert_string_equal(found.stamp, "theirs");
}

static void test_b075_nothing_is_the_programs_to_write(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct stub row = { .double_id = 1, .state = 1 }, found = { .id = 0 };
    assert_ok(fx->db, stub_insert(fx->db, &row));
    assert_ok(fx->db, stub_update(fx->db, &row));
    assert_ok(fx->db, stub_find(fx->db, row.id, &found, NULL));
    assert_int_equal(found.double_id, 2 * row.id);
    assert_int_equal(found.state, 7);
    row.id = 41;
    assert_fails(fx->db, ORM_NOT_FOUND, stub_update(fx->db, &row));
    assert_ok(fx->db, stub_insert_with_key(fx->db, &row));
    assert_ok(fx->db, stub_find(fx->db, 41, &found, NULL));
    assert_int_equal(found.double_id, 82);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b036_b048_the_database_fills_in_what_is_readonly),
    ENGINE_TEST(test_b036_updates_leave_alone_what_is_readonly),
    ENGINE_TEST(test_b075_computed_columns_in_conditions_and_orders),
    ENGINE_TEST(test_b075_computed_columns_load_and_follow),
    ENGINE_TEST(test_b075_nothing_is_the_programs_to_write),
};

ENGINE_MAIN(tests)
