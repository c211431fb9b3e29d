/* Hooks for rows that are loaded: one by one, as results, in windows. */
#include "notes.h"

#include <stdio.h>
#include <string.h>

static void add_members(engine_fixture *fx, int count)
{
    for (int i = 0; i < count; i++) {
        char email[16];
        (void)snprintf(email, sizeof email, "m%d", i);
        struct member row = { .email = email, .visits = i };
        assert_ok(fx->db, member_insert(fx->db, &row));
    }
}

/* What is no column is computed; a name is found in another table, by the same handle. */
static orm_status greet(orm_hook *hook)
{
    const size_t *refused = hook->ctx;
    struct member *row = hook->row;
    int64_t count = 0;
    orm_status status = member_count(hook->db, NULL, &count);
    if (status != ORM_OK) {
        return status;
    }
    row->greetings = row->visits + 100 * (int32_t)count;
    row->name = hook->arena == NULL ? NULL : orm_arena_copy(hook->arena, "loaded", 6);
    return *refused == (size_t)row->visits ? orm_hook_refuse(hook, "not this one") : ORM_OK;
}

static void assert_loaded(const struct member *row, int32_t visits)
{
    assert_int_equal(row->visits, visits);
    assert_int_equal(row->greetings, 300 + visits);
    assert_string_equal(row->name, "loaded");
}

static orm_status note_each(orm_db *db, void *row, void *ctx)
{
    (void)db;
    int32_t *count = ctx;
    assert_loaded(row, (*count)++);
    return ORM_OK;
}

static void test_b273_one_row_is_loaded(void **state)
{
    engine_fixture *fx = *state;
    size_t refused = 99;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    add_members(fx, 3);
    assert_ok(fx->db, orm_hook_add(fx->db, &member_entity, ORM_AFTER_LOAD, greet, &refused, NULL));
    struct member row = { .id = 0 };
    const orm_query second = { .where = orm_eq(member_.email, "m1") };
    for (size_t i = 0; i < 5; i++) {
        orm_status status = i == 0   ? member_find(fx->db, 2, &row, fx->arena)
                            : i == 1 ? member_find_by_email(fx->db, "m1", &row, fx->arena)
                            : i == 2 ? member_reload(fx->db, &row, fx->arena)
                            : i == 3 ? member_first(fx->db, &second, &row, fx->arena)
                                     : member_one(fx->db, &second, &row, fx->arena);
        assert_ok(fx->db, status);
        assert_loaded(&row, 1);
        row = (struct member){ .id = row.id };
    }
    const struct member before = row;
    refused = 1;
    for (size_t i = 0; i < 3; i++) {
        orm_status status = i == 0   ? member_find(fx->db, 2, &row, fx->arena)
                            : i == 1 ? member_reload(fx->db, &row, fx->arena)
                                     : member_one(fx->db, &second, &row, fx->arena);
        assert_fails(fx->db, ORM_REFUSED, status);
        assert_string_equal(orm_db_error(fx->db)->message, "member: not this one (row id = 2)");
        assert_memory_equal(&row, &before, sizeof row);
    }
    assert_fails(fx->db, ORM_NOT_FOUND, member_find(fx->db, 77, &row, fx->arena));
}

static void test_b273_rows_are_loaded(void **state)
{
    engine_fixture *fx = *state;
    size_t refused = 99, count = 0;
    int32_t seen = 0;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    add_members(fx, 3);
    assert_ok(fx->db, orm_hook_add(fx->db, NULL, ORM_AFTER_LOAD, greet, &refused, NULL));
    const orm_query by_id = { .order_by = { orm_asc(member_.id) } };
    struct member *all = NULL, room[3] = { { .id = 0 } };
    assert_ok(fx->db, member_collect(fx->db, &by_id, fx->arena, &all, &count));
    assert_ok(fx->db, orm_select_into(
                          fx->db, &member_entity, &by_id,
                          &(orm_room){ .rows = room, .capacity = 3, .arena = fx->arena }, &count));
    for (int32_t i = 0; i < 3; i++) {
        assert_loaded(&all[i], i);
        assert_loaded(&room[i], i);
    }
    assert_ok(fx->db, orm_each(fx->db, &member_entity, &by_id, note_each, &seen));
    assert_int_equal(seen, 3);
    const struct member before = room[0] = (struct member){ .id = 55 };
    refused = 2;
    assert_fails(fx->db, ORM_REFUSED, member_collect(fx->db, &by_id, fx->arena, &all, &count));
    assert_fails(fx->db, ORM_REFUSED,
                 orm_select_into(fx->db, &member_entity, &by_id,
                                 &(orm_room){ .rows = room, .capacity = 3, .arena = fx->arena },
                                 &count));
    assert_memory_equal(&room[0], &before, sizeof before);
    seen = 0;
    assert_fails(fx->db, ORM_REFUSED, orm_each(fx->db, &member_entity, &by_id, note_each, &seen));
    assert_int_equal(seen, 2);
}

static void read_selected(engine_fixture *fx, size_t window, size_t *refused)
{
    orm_rows *rows = NULL;
    const struct member *row = NULL;
    int32_t seen = 0;
    const orm_query by_id = { .order_by = { orm_asc(member_.id) }, .window = window };
    *refused = 2;
    orm_status status = member_select(fx->db, &by_id, &rows);
    if (window == 0) {
        assert_fails(fx->db, ORM_REFUSED, status);
        assert_null(rows);
        *refused = 99;
        status = member_select(fx->db, &by_id, &rows);
    }
    assert_ok(fx->db, status);
    while ((row = member_next(rows)) != NULL) {
        assert_loaded(row, seen++);
    }
    assert_int_equal(seen, window == 0 ? 3 : 2);
    assert_int_equal(orm_rows_status(rows), window == 0 ? ORM_DONE : ORM_REFUSED);
    assert_string_equal(orm_rows_error(rows)->message,
                        window == 0 ? "" : "member: not this one (row id = 3)");
    orm_rows_free(rows);
}

static void test_b273_windows_are_loaded_row_by_row(void **state)
{
    engine_fixture *fx = *state;
    size_t refused = 99;
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    add_members(fx, 3);
    assert_ok(fx->db, orm_hook_add(fx->db, NULL, ORM_AFTER_LOAD, greet, &refused, NULL));
    for (size_t window = 0; window < 5; window++) {
        read_selected(fx, window, &refused);
    }
    refused = 99;
    const orm_raw raw = { .sql = "SELECT * FROM member", .window = 1 };
    assert_ok(fx->db, orm_raw_select(fx->db, &member_entity, &raw, &rows));
    assert_null(orm_rows_next(rows, &remark_entity));
    orm_rows_free(rows);
    assert_ok(fx->db, orm_raw_select(fx->db, &member_entity, &raw, &rows));
    const struct member *row = member_next(rows);
    assert_non_null(row);
    assert_int_equal(row->greetings, 300 + row->visits);
    orm_rows_free(rows);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b273_one_row_is_loaded),
    ENGINE_TEST(test_b273_rows_are_loaded),
    ENGINE_TEST(test_b273_windows_are_loaded_row_by_row),
};

ENGINE_MAIN(tests)
