/* Conditions: comparisons, lists, NULL, nesting. */
#include "models/items.h"
#include "models/samples.h"
#include "shop.orm.h"

#include <stdlib.h>

static void test_b125_comparisons(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_string_equal(items_where(fx, orm_eq(item_.amount, 30)), "3");
    assert_string_equal(items_where(fx, orm_ne(item_.amount, 30)), "1 2 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_lt(item_.amount, 30)), "1 2");
    assert_string_equal(items_where(fx, orm_le(item_.amount, 30)), "1 2 3");
    assert_string_equal(items_where(fx, orm_gt(item_.amount, 80)), "9 10");
    assert_string_equal(items_where(fx, orm_ge(item_.amount, 80)), "8 9 10");
    assert_string_equal(items_where(fx, orm_eq(item_.flag, true)), "3 6 9");
    assert_string_equal(items_where(fx, orm_eq(item_.weight, 0.75)), "3");
    assert_string_equal(items_where(fx, orm_lt(item_.weight, 1)), "1 2 3");
    assert_string_equal(items_where(fx, orm_gt(item_.label, "c")), "3 4 8 9");
    assert_string_equal(items_where(fx, orm_lt(item_.label, "b")), "5");
    assert_string_equal(items_where(fx, NULL), "1 2 3 4 5 6 7 8 9 10");
}

static void test_b125_on_every_kind(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.i8 = -5;
    row.u64 = 7;
    const float tenth = 0.1F; /* of the constant itself an x87 knows more digits */
    row.f32 = tenth;
    row.at_us = -1;
    row.at_s = 86400;
    assert_ok(fx->db, sample_insert(fx->db, &row));
    const uint8_t digest[16] = { 1, 2, 3 };
    const orm_expr *const hits[] = {
        orm_lt(sample_.i8, 0),
        orm_eq(sample_.u64, 7U),
        orm_eq(sample_.f32, tenth),
        orm_lt(sample_.at_us, 0),
        orm_eq(sample_.at_s, 86400),
        orm_eq(sample_.color, COLOR_GREEN),
        orm_eq(sample_.level, LEVEL_HIGH),
        orm_gt(sample_.level, LEVEL_LOW),
        orm_eq_bytes(sample_.digest, digest, 16),
        orm_eq_bytes(sample_.data, "data", 4),
        orm_ne_bytes(sample_.data, "date", 4),
        orm_eq(sample_.code, "code"),
        orm_eq(sample_.flag, 0),
        orm_ge(sample_.text, "plain"),
    };
    for (size_t i = 0; i < sizeof hits / sizeof hits[0]; i++) {
        int64_t count = -1, others = -1;
        assert_ok(fx->db, sample_count(fx->db, &(orm_query){ .where = hits[i] }, &count));
        assert_int_equal(count, 1);
        assert_ok(fx->db, sample_count(fx->db, &(orm_query){ .where = orm_not(hits[i]) }, &others));
        assert_int_equal(others, 0);
    }
}

static void test_b126_comparing_with_null(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const char *none = NULL;
    assert_string_equal(items_where(fx, orm_eq(item_.label, none)), "10");
    assert_string_equal(items_where(fx, orm_ne(item_.label, none)), "1 2 3 4 5 6 7 8 9");
    assert_string_equal(items_where(fx, orm_eq(item_.label, NULL)), "10");
    assert_string_equal(items_where(fx, orm_is_null(item_.label)), "10");
    assert_string_equal(items_where(fx, orm_is_not_null(item_.rank)), "1 3 5 7 9");
    /* the value that stands for NULL in the struct */
    assert_string_equal(items_where(fx, orm_eq(item_.rank, INT64_MIN)), "2 4 6 8 10");
    assert_string_equal(items_where(fx, orm_ne(item_.rank, INT64_MIN)), "1 3 5 7 9");
    /* as documented: unequal does not find NULL, nor does its negation */
    assert_string_equal(items_where(fx, orm_ne(item_.rank, 1)), "3 5 7 9");
    assert_string_equal(items_where(fx, orm_not(orm_eq(item_.rank, 1))), "3 5 7 9");
    assert_string_equal(items_where(fx, orm_or(orm_ne(item_.rank, 1), orm_is_null(item_.rank))),
                        "2 3 4 5 6 7 8 9 10");
}

/* Only equality reads the value of null_if as NULL; in an order it is the number that it is. */
static void test_an_order_against_the_value_of_null_if(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer owner = { .name = (char *)"c" };
    assert_ok(fx->db, customer_insert(fx->db, &owner));
    const int64_t times[] = { -5, 0, 5, 9 }; /* 0: not paid */
    for (size_t i = 0; i < 4; i++) {
        struct invoice row = { .customer_id = owner.id, .paid_at = times[i] };
        assert_ok(fx->db, invoice_insert(fx->db, &row));
    }
    const orm_expr *const wheres[] = { orm_gt(invoice_.paid_at, 0), orm_ge(invoice_.paid_at, 0),
                                       orm_lt(invoice_.paid_at, 0), orm_eq(invoice_.paid_at, 0),
                                       orm_ne(invoice_.paid_at, 0) };
    const int64_t expected[] = { 2, 2, 1, 1, 3 };
    for (size_t i = 0; i < 5; i++) {
        int64_t count = -1;
        assert_ok(fx->db, invoice_count(fx->db, &(orm_query){ .where = wheres[i] }, &count));
        assert_int_equal(count, expected[i]);
    }
}

static void test_b128_empty_lists(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const int64_t numbers[] = { 1 };
    const char *const texts[] = { "a" };
    assert_string_equal(items_where(fx, orm_in(item_.id, numbers, 0)), "");
    assert_string_equal(items_where(fx, orm_not(orm_in(item_.id, numbers, 0))),
                        "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_in(item_.label, texts, 0)), "");
    assert_string_equal(items_where(fx, orm_not(orm_in(item_.label, texts, 0))),
                        "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_in(item_.rank, numbers, 0)), "");
    assert_string_equal(items_where(fx, orm_not(orm_in(item_.rank, numbers, 0))),
                        "1 2 3 4 5 6 7 8 9 10");
}

static void test_lists_of_every_type(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const int64_t longs[] = { 3, 1, 3, 4711 };
    const short shorts[] = { 20, -1 };
    const unsigned char bytes[] = { 30, 200 };
    const char *const texts[] = { "a", "", "e", "it's" };
    char *const writable[] = { (char *)"b" };
    const double reals[] = { 0.25, 0.5 };
    const bool flags[] = { true };
    assert_string_equal(items_where(fx, orm_in(item_.id, longs, 4)), "1 3");
    assert_string_equal(items_where(fx, orm_in(item_.amount, shorts, 2)), "2");
    assert_string_equal(items_where(fx, orm_in(item_.amount, bytes, 2)), "3");
    assert_string_equal(items_where(fx, orm_in(item_.label, texts, 4)), "4 5 9");
    assert_string_equal(items_where(fx, orm_in(item_.label, writable, 1)), "1 6");
    assert_string_equal(items_where(fx, orm_in(item_.weight, reals, 2)), "1 2");
    assert_string_equal(items_where(fx, orm_in(item_.flag, flags, 1)), "3 6 9");
    assert_string_equal(items_where(fx, orm_not(orm_in(item_.rank, longs, 4))), "5 7 9");
}

/* NULL in NOT IN would silently find nothing: it is refused, with the item named. */
static void test_b129_null_in_a_list_is_refused(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const char *const texts[] = { "a", NULL };
    const int64_t ranks[] = { 1, INT64_MIN };
    const orm_expr *const lists[] = { orm_in(item_.label, texts, 2), orm_in(item_.rank, ranks, 2) };
    for (size_t i = 0; i < 2; i++) {
        orm_rows *rows = NULL;
        assert_fails(fx->db, ORM_MISUSE,
                     orm_select(fx->db, &item_entity, &(orm_query){ .where = lists[i] }, &rows));
        assert_null(rows);
        assert_mentions(orm_db_error(fx->db)->message, "item 1");
        int64_t count = 0;
        assert_fails(
            fx->db, ORM_MISUSE,
            orm_count(fx->db, &item_entity, &(orm_query){ .where = orm_not(lists[i]) }, &count));
    }
}

static void test_b130_long_lists(void **state)
{
    static const size_t sizes[] = { 1000, 40000, 70000 };
    engine_fixture *fx = *state;
    items_add(fx->db);
    int64_t *numbers = calloc(70000, sizeof *numbers);
    const char **texts = calloc(70000, sizeof *texts);
    assert_true(numbers != NULL && texts != NULL);
    for (int64_t i = 0; i < 70000; i++) {
        numbers[i] = 100 + i;
        texts[i] = "a text that is not there";
    }
    for (size_t i = 0; i < 3; i++) {
        numbers[sizes[i] - 1] = 7;
        texts[sizes[i] - 1] = "c";
        assert_string_equal(items_where(fx, orm_in(item_.id, numbers, sizes[i])), "7");
        assert_string_equal(items_where(fx, orm_in(item_.label, texts, sizes[i])), "2 7");
        numbers[sizes[i] - 1] = 100;
        texts[sizes[i] - 1] = "no";
    }
    free(numbers);
    free(texts);
}

static void test_b131_nesting_keeps_precedence(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const orm_expr *a = orm_eq(item_.id, 1), *b = orm_eq(item_.id, 2),
                   *c = orm_eq(item_.amount, 20);
    assert_string_equal(items_where(fx, orm_and(orm_or(a, b), c)), "2");
    assert_string_equal(items_where(fx, orm_or(a, orm_and(b, c))), "1 2");
    assert_string_equal(items_where(fx, orm_not(orm_or(a, b))), "3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_not(orm_and(b, c))), "1 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_and(orm_not(orm_eq(item_.id, 3)), orm_lt(item_.id, 5))),
                        "1 2 4");
    assert_string_equal(items_where(fx, orm_not(orm_not(a))), "1");
    assert_string_equal(items_where(fx, orm_and(a)), "1");
}

static void test_missing_conditions_are_skipped(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    bool wanted = false;
    const orm_expr *none = NULL;
    assert_string_equal(items_where(fx, orm_and(none, orm_eq(item_.id, 1), none)), "1");
    assert_string_equal(items_where(fx, orm_or(none, orm_eq(item_.id, 1))), "1");
    assert_string_equal(items_where(fx, orm_and(orm_when(wanted, orm_eq(item_.id, 2)),
                                                orm_when(!wanted, orm_le(item_.id, 2)))),
                        "1 2");
    assert_string_equal(items_where(fx, orm_and(none, none)), "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_or(none)), "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_not(none)), "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_not(orm_and(none, orm_or(none)))),
                        "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_and(orm_or(none), orm_eq(item_.id, 3))), "3");
}

static const orm_query cheap = {
    .where = orm_lt(item_.amount, 30),
    .order_by = { orm_desc(item_.amount) },
};

static void test_b157_a_query_is_constant_and_used_again(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(items_of_query(fx, &cheap), "2 1");
    }
}

/* The wrong column never becomes text of a statement. */
static void test_b159_a_column_of_another_table_is_refused(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    orm_rows *rows = NULL;
    const orm_query foreign[] = {
        { .where = orm_eq(customer_.name, "x") },
        { .where = orm_and(orm_eq(item_.id, 1), orm_not(orm_eq(country_.code, "x"))) },
        { .order_by = { orm_asc(customer_.id) } },
        { .where = orm_asc(item_.id) },
        { .order_by = { orm_eq(item_.id, 1) } },
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, orm_select(fx->db, &item_entity, &foreign[i], &rows));
        assert_null(rows);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b125_comparisons),
    ENGINE_TEST(test_b125_on_every_kind),
    ENGINE_TEST(test_b126_comparing_with_null),
    ENGINE_TEST(test_an_order_against_the_value_of_null_if),
    ENGINE_TEST(test_b128_empty_lists),
    ENGINE_TEST(test_lists_of_every_type),
    ENGINE_TEST(test_b129_null_in_a_list_is_refused),
    ENGINE_TEST(test_b130_long_lists),
    ENGINE_TEST(test_b131_nesting_keeps_precedence),
    ENGINE_TEST(test_missing_conditions_are_skipped),
    ENGINE_TEST(test_b157_a_query_is_constant_and_used_again),
    ENGINE_TEST(test_b159_a_column_of_another_table_is_refused),
};

ENGINE_MAIN(tests)
