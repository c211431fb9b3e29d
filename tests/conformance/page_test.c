/* Orders, limits, offsets, and the counts of limited questions. */
#include "models/items.h"

static void test_b134_order_by_columns(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_string_equal(items_of_query(fx, &(orm_query){ .order_by = { orm_desc(item_.id) } }),
                        "10 9 8 7 6 5 4 3 2 1");
    assert_string_equal(items_of_query(fx, &(orm_query){ .where = orm_lt(item_.id, 10),
                                                         .order_by = { orm_asc(item_.label),
                                                                       orm_desc(item_.id) } }),
                        "5 6 1 7 2 8 3 9 4");
    assert_string_equal(items_of_query(fx, &(orm_query){ .order_by = { orm_desc(item_.flag),
                                                                       orm_desc(item_.weight) } }),
                        "9 6 3 10 8 7 5 4 2 1");
}

static void test_b135_null_comes_last_in_asc_on_both_engines(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_string_equal(
        items_of_query(fx, &(orm_query){ .order_by = { orm_asc(item_.rank), orm_asc(item_.id) } }),
        "1 3 5 7 9 2 4 6 8 10");
    assert_string_equal(
        items_of_query(fx, &(orm_query){ .order_by = { orm_desc(item_.rank), orm_asc(item_.id) } }),
        "2 4 6 8 10 9 7 5 3 1");
}

/* Texts are compared by their bytes on both engines, whatever the database's language is. */
static void test_b136_order_of_text_is_by_bytes(void **state)
{
    static const char *const labels[] = { "",  "A", "B",        "Z",        "a",
                                          "b", "z", "\xc3\x84", "\xc3\xa4", "\xf0\x9f\x98\x80" };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    for (int64_t i = 9; i >= 0; i--) {
        struct item row = { .id = i + 1, .label = (char *)labels[i] };
        assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    }
    assert_string_equal(items_of_query(fx, &(orm_query){ .order_by = { orm_asc(item_.label) } }),
                        "1 2 3 4 5 6 7 8 9 10");
    assert_string_equal(items_where(fx, orm_gt(item_.label, "Z")), "5 6 7 8 9 10");
}

static void test_b137_limit_zero_is_no_rows(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_string_equal(items_of_query(fx, &(orm_query){ .limit = orm_limit(0) }), "");
    assert_string_equal(items_of_query(fx, &(orm_query){ .order_by = { orm_asc(item_.id) },
                                                         .limit = orm_limit(3) }),
                        "1 2 3");
    assert_string_equal(items_of_query(fx, &(orm_query){ .order_by = { orm_asc(item_.id) },
                                                         .limit = orm_limit(INT64_MAX) }),
                        "1 2 3 4 5 6 7 8 9 10");
}

static void test_b138_offset_without_limit(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_string_equal(
        items_of_query(fx, &(orm_query){ .order_by = { orm_asc(item_.id) }, .offset = 7 }),
        "8 9 10");
    assert_string_equal(items_of_query(fx, &(orm_query){ .order_by = { orm_asc(item_.id) },
                                                         .offset = 7,
                                                         .limit = orm_limit(2) }),
                        "8 9");
    assert_string_equal(items_of_query(fx, &(orm_query){ .offset = 4711 }), "");
}

static void test_b139_negative_limit_and_offset_are_refused(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    orm_rows *rows = NULL;
    int64_t count = 77;
    assert_fails(fx->db, ORM_MISUSE,
                 orm_select(fx->db, &item_entity, &(orm_query){ .limit = orm_limit(-1) }, &rows));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_select(fx->db, &item_entity, &(orm_query){ .offset = -1 }, &rows));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_count(fx->db, &item_entity, &(orm_query){ .limit = orm_limit(-1) }, &count));
    assert_null(rows);
    assert_int_equal(count, 77);
}

/* The query that ids_of_query counts has a limit too: this one says it aloud. */
static void test_b154_count_respects_limit_and_offset(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    int64_t count = -1;
    assert_ok(fx->db,
              orm_count(fx->db, &item_entity, &(orm_query){ .limit = orm_limit(4) }, &count));
    assert_int_equal(count, 4);
    assert_ok(fx->db, orm_count(fx->db, &item_entity,
                                &(orm_query){ .limit = orm_limit(4), .offset = 8 }, &count));
    assert_int_equal(count, 2);
    assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &count));
    assert_int_equal(count, 10);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b134_order_by_columns),
    ENGINE_TEST(test_b135_null_comes_last_in_asc_on_both_engines),
    ENGINE_TEST(test_b136_order_of_text_is_by_bytes),
    ENGINE_TEST(test_b137_limit_zero_is_no_rows),
    ENGINE_TEST(test_b138_offset_without_limit),
    ENGINE_TEST(test_b139_negative_limit_and_offset_are_refused),
    ENGINE_TEST(test_b154_count_respects_limit_and_offset),
};

ENGINE_MAIN(tests)
