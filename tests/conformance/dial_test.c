/* Numbers in annotations: the database holds what C makes of the same digits. */
#include <math.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static struct dial inserted(engine_fixture *fx, double reading)
{
    struct dial row = { .reading = reading }, found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, dial_insert(fx->db, &row));
    assert_ok(fx->db, dial_find(fx->db, row.id, &found, fx->arena));
    return found;
}

static void assert_same(double found, double expected)
{
    assert_memory_equal(&found, &expected, sizeof found);
}

static void test_b036_default_numbers_are_those_of_c(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct dial found = inserted(fx, 1);
    assert_same(found.twenty_digits, 12345678901234567890.0);
    assert_same(found.nines, 99999999999999999999.0);
    assert_same(found.odd, (double)9007199254740993);
    assert_same(found.tenth, 0.1);
    const float tenth = 0.1f; /* the constant itself may be wider, where floats are evaluated so */
    assert_same(found.single_tenth, (double)tenth);
    assert_same((double)found.middle, (double)(float)16777217);
    assert_same((double)found.many, (double)(float)9007199791611905);
    assert_same(found.minus_zero, engine_is_sqlite() ? 0.0 : -0.0);
    assert_same((double)found.minus_zero_single, engine_is_sqlite() ? 0.0 : -0.0);
}

static void test_b034_a_long_number_stands_for_null(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_same(inserted(fx, 12345678901234567890.0).reading, 12345678901234567890.0);
    assert_same(inserted(fx, 12345678901234569000.0).reading, 12345678901234569000.0);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM dial WHERE reading IS NULL"),
                        "1");
}

static void test_b034_nan_stands_for_null(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct dial row = { .depth = (double)NAN, .speed = 0.5F }, found;
    assert_ok(fx->db, dial_insert(fx->db, &row));
    assert_ok(fx->db, dial_find(fx->db, row.id, &found, fx->arena));
    assert_true(isnan(found.depth) && !isnan(found.speed));
    found.depth = 2.5;
    found.speed = NAN;
    assert_ok(fx->db, dial_update(fx->db, &found));
    assert_ok(fx->db, dial_find(fx->db, row.id, &found, fx->arena));
    assert_true(!isnan(found.depth) && isnan(found.speed));
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM dial WHERE depth = 2.5 AND speed IS NULL"),
        "1");
}

static void test_b034_infinity_stands_for_null(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct dial row = { .limit = (double)INFINITY, .floor = -INFINITY, .ceiling = 3 }, found;
    assert_ok(fx->db, dial_insert(fx->db, &row));
    assert_ok(fx->db, dial_find(fx->db, row.id, &found, fx->arena));
    assert_same(found.limit, (double)INFINITY);
    assert_same((double)found.floor, -(double)INFINITY);
    assert_same(found.highest, (double)INFINITY);
    assert_same((double)found.lowest, -(double)INFINITY);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE dial SET ceiling = NULL"));
    int64_t count = -1;
    const orm_expr *none = orm_eq(dial_.limit, (double)INFINITY);
    assert_ok(fx->db, dial_count(fx->db, &(orm_query){ .where = none }, &count));
    assert_int_equal(count, 1);
    found.limit = -(double)INFINITY;
    found.floor = INFINITY;
    assert_ok(fx->db, dial_update(fx->db, &found));
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE dial SET ceiling = NULL"));
    assert_ok(fx->db, dial_find(fx->db, row.id, &found, fx->arena));
    assert_same(found.limit, -(double)INFINITY);
    assert_same((double)found.floor, (double)INFINITY);
    assert_same(found.ceiling, (double)INFINITY);
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM dial WHERE \"limit\" IS NOT NULL"), "1");
}

static void test_a_bound_of_a_decimal_is_one_on_both_engines(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct tariff row = { .least = 0, .most = 500 }, found;
    assert_ok(fx->db, tariff_insert(fx->db, &row));
    row.most = 9999;
    assert_ok(fx->db, tariff_insert(fx->db, &row));
    row.most = 10000;
    assert_fails(fx->db, ORM_CHECK, tariff_insert(fx->db, &row));
    row = (struct tariff){ .least = 501, .most = 500 };
    assert_fails(fx->db, ORM_CHECK, tariff_insert(fx->db, &row));
    row = (struct tariff){ .least = -1, .most = 500 };
    assert_fails(fx->db, ORM_CHECK, tariff_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO tariff (id, least) VALUES (77, 0)"));
    assert_ok(fx->db, tariff_find(fx->db, 77, &found, NULL));
    assert_int_equal(found.most, 200);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_bound_of_a_decimal_is_one_on_both_engines),
    ENGINE_TEST(test_b034_nan_stands_for_null),
    ENGINE_TEST(test_b034_infinity_stands_for_null),
    ENGINE_TEST(test_b034_a_long_number_stands_for_null),
    ENGINE_TEST(test_b036_default_numbers_are_those_of_c),
};

ENGINE_MAIN(tests)
