/* How windows end: by a row that cannot be read, and with their transaction. */
#include "models/odd.h"
#include "support/engine.h"

/* Five items, of which the last cannot be read. */
static void add_broken_items(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    for (int64_t id = 1; id <= 5; id++) {
        struct item row = { .id = id, .rank = id };
        assert_ok(db, orm_insert(db, &item_entity, &row));
    }
    assert_ok(db, /* what stands for NULL in C */
              orm_exec(db, "UPDATE item SET \"rank\" = -9223372036854775807 - 1 WHERE id = 5"));
}

/* SQLite reads the rest when something is written: what fails then is told behind the rows before
 * it. */
static void test_a_failure_waits_behind_the_rows_before_it(void **state)
{
    engine_fixture *fx = *state;
    add_broken_items(fx->db);
    const orm_query query = { .order_by = { orm_asc(item_.id) }, .window = 2 };
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, &item_entity, &query, &rows));
    for (int64_t id = 1; id <= 4; id++) {
        const struct item *row = orm_rows_next(rows, &item_entity);
        assert_non_null(row);
        assert_true(row->id == id);
        struct item further = { .id = id + 10 };
        assert_ok(fx->db, orm_insert(fx->db, &item_entity, &further));
    }
    assert_null(orm_rows_next(rows, &item_entity));
    assert_int_equal(orm_rows_status(rows), ORM_CONVERSION);
    assert_mentions(orm_rows_error(rows)->message, "rank");
    orm_rows_free(rows);
}

/* All rows before the bad one are given out, however large the window. */
static void test_a_window_that_fails_gives_the_rows_before(void **state)
{
    engine_fixture *fx = *state;
    add_broken_items(fx->db);
    for (size_t window = 1; window <= 6; window++) {
        orm_db *other = engine_open(fx, NULL);
        const orm_query query = { .order_by = { orm_asc(item_.id) }, .window = window };
        orm_rows *rows = NULL;
        assert_ok(other, orm_select(other, &item_entity, &query, &rows));
        for (int64_t id = 1; id <= 4; id++) {
            const struct item *row = orm_rows_next(rows, &item_entity);
            assert_non_null(row);
            assert_true(row->id == id);
        }
        assert_null(orm_rows_next(rows, &item_entity));
        assert_int_equal(orm_rows_status(rows), ORM_CONVERSION);
        assert_null(orm_rows_next(rows, &item_entity));
        assert_int_equal(orm_db_error(other)->status, ORM_CONVERSION);
        engine_close(fx, other);
        assert_mentions(orm_rows_error(rows)->sql, "SELECT"); /* a copy: the statement is gone */
        orm_rows_free(rows);
    }
}

/* A window ends with its transaction, whether its rows are in memory or not. */
static void test_a_window_ends_with_its_transaction(void **state)
{
    engine_fixture *fx = *state;
    orm_status (*const ends[])(orm_db *) = { orm_rollback, orm_commit };
    add_broken_items(fx->db);
    for (unsigned i = 0; i < 16; i++) {
        const orm_query query = { .where = orm_lt(item_.id, 5), .window = 1 + i / 2 % 4 };
        struct item ghost = { .id = 100 + (int64_t)i };
        orm_rows *rows = NULL;
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, orm_insert(fx->db, &item_entity, &ghost));
        assert_ok(fx->db, orm_select(fx->db, &item_entity, &query, &rows));
        assert_non_null(orm_rows_next(rows, &item_entity));
        if (i >= 8) { /* on SQLite the rest is read now */
            const orm_value key[] = { orm_value_int(ghost.id) };
            assert_ok(fx->db, orm_delete_key(fx->db, &item_entity, key));
        }
        assert_ok(fx->db, ends[i % 2](fx->db));
        assert_null(orm_rows_next(rows, &item_entity));
        assert_int_equal(orm_rows_status(rows), ORM_MISUSE);
        orm_rows_free(rows);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_failure_waits_behind_the_rows_before_it),
    ENGINE_TEST(test_a_window_that_fails_gives_the_rows_before),
    ENGINE_TEST(test_a_window_ends_with_its_transaction),
};

ENGINE_MAIN(tests)
