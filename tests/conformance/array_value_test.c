/* The array of a column by itself: the list of what the member's items would hold. */
#include <string.h>

#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    static int32_t numbers[] = { 1, -2, INT32_MAX };
    static char *tags[] = { NULL, (char *)"", (char *)"a\"\\\n\xc3\xa4", (char *)"b" };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct series row = { .i32 = numbers,
                          .i32_count = 3,
                          .tags = tags,
                          .tag_count = 4,
                          .i16 = (int16_t *)numbers,
                          .i16_count = 0,
                          .point = { 0.5, 0.1, -3 },
                          .window = { 7, -8 },
                          .window_count = 2,
                          .names = { "x", "y" },
                          .seen = { 1700000000, -1 },
                          .seen_count = 2,
                          .marks = { { .tv_sec = 5, .tv_nsec = 6000 } } };
    assert_ok(fx->db, series_insert(fx->db, &row));
    assert_int_equal(row.id, 1);
}

static orm_value list_of(engine_fixture *fx, const orm_handle *column)
{
    orm_value value = orm_value_null();
    assert_ok(fx->db, orm_value_of(fx->db, column, NULL, fx->arena, &value));
    return value;
}

static void assert_integers(const orm_value *list, const int64_t *expected, size_t count)
{
    assert_int_equal(list->type, ORM_TYPE_LIST);
    assert_int_equal(list->size, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(list->as.list[i].type, ORM_TYPE_INT);
        assert_true(list->as.list[i].as.integer == expected[i]);
    }
}

static void test_b032_an_array_by_itself(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    orm_value list = list_of(fx, &series_.i32.column);
    assert_integers(&list, (const int64_t[]){ 1, -2, INT32_MAX }, 3);
    list = list_of(fx, &series_.window.column);
    assert_integers(&list, (const int64_t[]){ 7, -8 }, 2);
    list = list_of(fx, &series_.seen.column);
    assert_integers(&list, (const int64_t[]){ 1700000000, -1 }, 2);
    list = list_of(fx, &series_.marks.column);
    assert_integers(&list, (const int64_t[]){ 5000006, 0 }, 2);
    list = list_of(fx, &series_.i16.column);
    assert_integers(&list, NULL, 0);
    assert_int_equal(list_of(fx, &series_.i64.column).type, ORM_TYPE_NULL);
    list = list_of(fx, &series_.point.column);
    assert_int_equal(list.size, 3);
    assert_true(list.as.list[1].type == ORM_TYPE_REAL && list.as.list[1].as.real == 0.1);
    list = list_of(fx, &series_.tags.column);
    assert_int_equal(list.size, 4);
    assert_int_equal(list.as.list[0].type, ORM_TYPE_NULL);
    assert_string_equal(list.as.list[1].as.text, "");
    assert_string_equal(list.as.list[2].as.text, "a\"\\\n\xc3\xa4");
    assert_string_equal(list.as.list[3].as.text, "b");
}

static void refuses(engine_fixture *fx, const orm_handle *column, const char *why)
{
    orm_value value = orm_value_int(77);
    assert_fails(fx->db, ORM_CONVERSION, orm_value_of(fx->db, column, NULL, fx->arena, &value));
    assert_mentions(orm_db_error(fx->db)->message, why);
    assert_int_equal(value.as.integer, 77);
}

static void test_b032_an_array_by_itself_that_cannot_be(void **state)
{
    engine_fixture *fx = *state;
    orm_value value = orm_value_int(77);
    begin(fx);
    engine_exec(fx->db,
                "UPDATE series SET point = '[1,2]', i32 = '[1,null]',"
                " \"window\" = '[1,2,3,4,5,6]', i16 = '[1,70000]'",
                "UPDATE series SET point = '{1,2}', i32 = '{1,NULL}',"
                " \"window\" = '{1,2,3,4,5,6}', i16 = NULL");
    refuses(fx, &series_.point.column, "2 items do not fit");
    refuses(fx, &series_.window.column, "6 items do not fit");
    refuses(fx, &series_.i32.column, "item [1]: NULL");
    if (engine_is_sqlite()) {
        refuses(fx, &series_.i16.column, "item [1]: ");
    }
    assert_fails(fx->db, ORM_MISUSE,
                 orm_value_of(fx->db, &series_.tags.column, NULL, NULL, &value));
    assert_int_equal(value.as.integer, 77);
}

static orm_status ask(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    orm_value value = orm_value_null();
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = orm_arena_new(allocator, &arena);
    }
    if (status == ORM_OK) {
        status = orm_value_of(db, &series_.tags.column, NULL, arena, &value);
    }
    if (status == ORM_OK) {
        assert_string_equal(value.as.list[3].as.text, "b");
    }
    orm_arena_free(arena);
    orm_close(db);
    return status;
}

static void test_b270_an_array_by_itself_without_memory(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_string_equal(chaos_each(ask, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b032_an_array_by_itself),
    ENGINE_TEST(test_b032_an_array_by_itself_that_cannot_be),
    ENGINE_TEST(test_b270_an_array_by_itself_without_memory),
};

ENGINE_MAIN(tests)
