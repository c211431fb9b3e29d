/* Rows with a version: who comes second is told, and nothing of theirs is written. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct page page_of(engine_fixture *fx, int64_t id)
{
    struct page found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, page_find(fx->db, id, &found, fx->arena));
    return found;
}

static struct page new_page(engine_fixture *fx)
{
    struct page row = { .text = (char *)"first", .stamp = { .revision = 7 } };
    assert_ok(fx->db, page_insert(fx->db, &row));
    assert_int_equal(row.stamp.revision, 7);
    return page_of(fx, row.id);
}

static void test_b108_each_update_counts(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page row = new_page(fx);
    for (int i = 1; i <= 3; i++) {
        row.text = (char *)"next";
        assert_ok(fx->db, page_update(fx->db, &row));
        assert_int_equal(row.stamp.revision, 7 + i);
        assert_int_equal(page_of(fx, row.id).stamp.revision, 7 + i);
    }
}

static void test_b108_the_second_of_two_is_told(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    orm_db *other = engine_open(fx, NULL);
    struct page mine = new_page(fx), theirs;
    assert_ok(other, page_find(other, mine.id, &theirs, fx->arena));
    theirs.text = (char *)"theirs";
    assert_ok(other, page_update(other, &theirs));
    mine.text = (char *)"mine";
    mine.stamp.author = (char *)"me";
    const struct page before = mine;
    assert_fails(fx->db, ORM_STALE, page_update(fx->db, &mine));
    assert_string_equal(orm_db_error(fx->db)->table, "page");
    assert_memory_equal(&mine, &before, sizeof mine);
    assert_fails(fx->db, ORM_STALE, page_delete(fx->db, &mine));
    struct page found = page_of(fx, mine.id);
    assert_string_equal(found.text, "theirs");
    assert_null(found.stamp.author);
    assert_int_equal(found.stamp.revision, 8);
    found.text = (char *)"mine again";
    assert_ok(fx->db, page_update(fx->db, &found));
    assert_ok(fx->db, page_delete(fx->db, &found));
}

static void test_b108_a_row_that_is_gone_is_stale(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page row = new_page(fx);
    assert_ok(fx->db, page_delete_key(fx->db, row.id));
    assert_fails(fx->db, ORM_STALE, page_update(fx->db, &row));
    assert_fails(fx->db, ORM_STALE, page_delete(fx->db, &row));
    assert_fails(fx->db, ORM_NOT_FOUND, page_delete_key(fx->db, row.id));
}

static void test_b108_deleting_by_key_does_not_ask(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page row = new_page(fx), changed = row;
    assert_ok(fx->db, page_update(fx->db, &changed));
    assert_ok(fx->db, page_delete_key(fx->db, row.id));
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT count(*) FROM page)"), "0");
}

static void test_b108_nothing_but_keys_and_a_version(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct chair row = { .line = 1, .number = 2 }, old;
    assert_ok(fx->db, chair_insert(fx->db, &row));
    old = row;
    assert_ok(fx->db, chair_update(fx->db, &row));
    assert_int_equal(row.changes, 1);
    assert_fails(fx->db, ORM_STALE, chair_update(fx->db, &old));
    old.changes = INT64_MAX;
    assert_fails(fx->db, ORM_CONVERSION, chair_update(fx->db, &old));
    assert_string_equal(orm_db_error(fx->db)->column, "changes");
    old.changes = -1;
    assert_fails(fx->db, ORM_STALE, chair_update(fx->db, &old));
    assert_ok(fx->db, chair_delete(fx->db, &row));
}

/* Whoever has one of them in a struct has to hear of it; and no version goes round. */
static void test_b109_changes_of_many_rows_count(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page first = new_page(fx), second = new_page(fx);
    int64_t count = -1;
    assert_ok(fx->db, orm_update_where(fx->db, &page_entity, orm_set(page_.text, "all"),
                                       orm_eq(page_.id, first.id), &count));
    assert_int_equal(count, 1);
    assert_int_equal(page_of(fx, first.id).stamp.revision, 8);
    assert_fails(fx->db, ORM_STALE, page_update(fx->db, &first));
    assert_ok(fx->db, page_update(fx->db, &second));
    assert_ok(fx->db, orm_update_all(fx->db, &page_entity, NULL, &count)); /* nothing is changed */
    assert_int_equal(page_of(fx, second.id).stamp.revision, 8);
    assert_fails(fx->db, ORM_MISUSE,
                 orm_update_all(fx->db, &page_entity, orm_set(page_.stamp_revision, 1), NULL));
    assert_mentions(orm_db_error(fx->db)->message, "a version counts by itself");
    engine_exec(fx->db, "UPDATE page SET stamp_revision = 255",
                "UPDATE page SET stamp_revision = 255");
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_update_all(fx->db, &page_entity, orm_set(page_.text, "more"), NULL));
    assert_string_equal(page_of(fx, first.id).text, "all");
    assert_ok(fx->db, orm_delete_where(fx->db, &page_entity, orm_eq(page_.text, "all"), &count));
    assert_int_equal(count, 1);
}

/* Neither the column nor the member may wrap around. */
static void test_b108_a_version_that_is_full_is_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page row = { .text = (char *)"a", .stamp = { .revision = UINT8_MAX } };
    assert_ok(fx->db, page_insert(fx->db, &row));
    assert_fails(fx->db, ORM_CONVERSION, page_update(fx->db, &row));
    assert_int_equal(row.stamp.revision, UINT8_MAX);
    struct gauge gauge = { .value = INT32_MAX };
    assert_ok(fx->db, gauge_insert(fx->db, &gauge));
    assert_fails(fx->db, ORM_CONVERSION, gauge_update(fx->db, &gauge));
    assert_string_equal(orm_db_error(fx->db)->column, "value");
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT value FROM gauge)"), "2147483647");
    engine_exec(fx->db, "UPDATE gauge SET value = -1", "UPDATE gauge SET value = -1");
    gauge.value = -1;
    assert_ok(fx->db, gauge_update(fx->db, &gauge));
    assert_int_equal(gauge.value, 0);
}

static void test_b108_a_failed_update_leaves_the_version(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page row = new_page(fx);
    char *text = row.text;
    row.text = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, page_update(fx->db, &row));
    assert_int_equal(row.stamp.revision, 7);
    row.text = text;
    assert_ok(fx->db, page_update(fx->db, &row));
    assert_int_equal(row.stamp.revision, 8);
}

/* What a transaction takes back, the struct does not know: it is to be loaded again. */
static void test_b108_a_rolled_back_update_is_stale(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct page row = new_page(fx);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, page_update(fx->db, &row));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_fails(fx->db, ORM_STALE, page_update(fx->db, &row));
    row = page_of(fx, row.id);
    assert_ok(fx->db, page_update(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b109_changes_of_many_rows_count),
    ENGINE_TEST(test_b108_a_failed_update_leaves_the_version),
    ENGINE_TEST(test_b108_a_rolled_back_update_is_stale),
    ENGINE_TEST(test_b108_a_row_that_is_gone_is_stale),
    ENGINE_TEST(test_b108_a_version_that_is_full_is_refused),
    ENGINE_TEST(test_b108_deleting_by_key_does_not_ask),
    ENGINE_TEST(test_b108_each_update_counts),
    ENGINE_TEST(test_b108_nothing_but_keys_and_a_version),
    ENGINE_TEST(test_b108_the_second_of_two_is_told),
};

ENGINE_MAIN(tests)
