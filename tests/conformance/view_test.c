/* Views and results: entities that are read, and that no statement of the library's makes. */
#include "models/cards.h"
#include "support/engine.h"

#include <string.h>

#define KEY(id) (&(const orm_value){ .type = ORM_TYPE_INT, .as.integer = (id) })

/* Two cards, the second one with three leaves. */
static void make(engine_fixture *fx, struct card *one, struct card *two)
{
    orm_db *db = fx->db;
    assert_ok(db, orm_create_all(db, &cards_schema));
    engine_exec(db, cards_view_sqlite, cards_view_postgresql);
    *one = (struct card){ .title = (char *)"one" };
    *two = (struct card){ .title = (char *)"two" };
    assert_ok(db, orm_insert(db, &card_entity, one));
    assert_ok(db, orm_insert(db, &card_entity, two));
    for (int i = 1; i <= 3; i++) {
        struct leaf leaf = { .card_id = two->id, .text = (char *)"word", .weight = i };
        assert_ok(db, orm_insert(db, &leaf_entity, &leaf));
    }
}

/* ---- views ---- */

static void test_b264_a_view_is_read_like_a_table(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    struct card one, two;
    make(fx, &one, &two);
    struct card *not_loaded = &one;
    struct card_total total = { .card = not_loaded };
    assert_ok(db, orm_find(db, &card_total_entity, KEY(two.id), &total, fx->arena));
    assert_string_equal(total.title, "two");
    assert_true(total.leaves == 3 && total.mean > 1.9 && total.mean < 2.1);
    assert_null(total.card);
    assert_fails(db, ORM_NOT_FOUND,
                 orm_find(db, &card_total_entity, KEY(two.id + 9), &total, fx->arena));
    const orm_query query = { .where = orm_ge(card_total_.leaves, 1),
                              .order_by = { orm_desc(card_total_.title) } };
    int64_t count = 0;
    assert_ok(db, orm_count(db, &card_total_entity, &query, &count));
    assert_int_equal(count, 1);
    orm_rows *rows = NULL;
    assert_ok(db,
              orm_select(db, &card_total_entity,
                         &(orm_query){ .order_by = { orm_desc(card_total_.title) }, .window = 1 },
                         &rows));
    const struct card_total *row = orm_rows_next(rows, &card_total_entity);
    assert_true(row->card_id == two.id);
    row = orm_rows_next(rows, &card_total_entity);
    assert_true(row->card_id == one.id && row->leaves == 0);
    assert_null(orm_rows_next(rows, &card_total_entity));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static void test_b264_a_part_of_a_view(void **state)
{
    engine_fixture *fx = *state;
    struct card one, two;
    make(fx, &one, &two);
    struct card_size size = { .leaves = -1 };
    bool exists = false;
    assert_ok(fx->db, orm_find(fx->db, &card_size_entity, KEY(two.id), &size, fx->arena));
    assert_true(size.leaves == 3);
    assert_ok(fx->db, orm_exists(fx->db, &card_size_entity, KEY(one.id), &exists));
    assert_true(exists);
    size.leaves = 0;
    assert_ok(fx->db, orm_reload(fx->db, &card_size_entity, &size, fx->arena));
    assert_true(size.leaves == 3);
}

/* ---- results ---- */

static void test_b264_a_result_is_of_sql_alone(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    struct card one, two;
    make(fx, &one, &two);
    orm_rows *rows = NULL;
    const orm_raw raw = { .sql = "SELECT text AS word, count(*) AS rows FROM leaf GROUP BY text" };
    assert_ok(db, orm_raw_select(db, &tally_entity, &raw, &rows));
    const struct tally *row = orm_rows_next(rows, &tally_entity);
    assert_string_equal(row->word, "word");
    assert_true(row->rows == 3);
    struct tally copy = { .rows = 0 };
    assert_int_equal(orm_copy(&tally_entity, row, &copy, fx->arena, NULL), ORM_OK);
    const char *text = NULL;
    assert_int_equal(orm_print(&tally_entity, &copy, fx->arena, &text), ORM_OK);
    assert_mentions(text, "word");
    orm_rows_free(rows);
}

static void check_refused(engine_fixture *fx, orm_status status)
{
    assert_fails(fx->db, ORM_MISUSE, status);
    assert_mentions(orm_db_error(fx->db)->message,
                    "tally is the result of an SQL text, which orm_raw_select runs");
}

static void test_b264_no_statement_is_made_for_a_result(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    orm_rows *rows = NULL;
    int64_t count = 0;
    bool exists = false;
    struct tally row = { .word = NULL };
    struct tally *all = NULL;
    size_t size = 0;
    orm_value value;
    check_refused(fx, orm_select(db, &tally_entity, NULL, &rows));
    check_refused(fx, orm_count(db, &tally_entity, NULL, &count));
    check_refused(fx, orm_find(db, &tally_entity, KEY(1), &row, fx->arena));
    check_refused(fx, orm_reload(db, &tally_entity, &row, fx->arena));
    check_refused(fx, orm_exists(db, &tally_entity, KEY(1), &exists));
    check_refused(fx, orm_exists_where(db, &tally_entity, NULL, &exists));
    check_refused(fx, orm_first(db, &tally_entity, NULL, &row, fx->arena));
    check_refused(fx, orm_one(db, &tally_entity, NULL, &row, fx->arena));
    check_refused(fx, orm_collect(db, &tally_entity, NULL, fx->arena, &all, &size));
    check_refused(fx, orm_value_of(db, &tally_.rows.column, NULL, fx->arena, &value));
}

/* ---- functions that give rows ---- */

static void test_b264_rows_of_a_function(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    engine_postgresql_only();
    struct card one, two;
    make(fx, &one, &two);
    engine_exec(db, NULL,
                "CREATE FUNCTION words(fewest bigint) RETURNS TABLE (word text, rows bigint)"
                " LANGUAGE sql AS 'SELECT text, count(*) FROM leaf GROUP BY text"
                " HAVING count(*) >= fewest'");
    const orm_value least = orm_value_int(3);
    const orm_raw raw = { .sql = "SELECT * FROM words($1)", .params = &least, .param_count = 1 };
    orm_rows *rows = NULL;
    assert_ok(db, orm_raw_select(db, &tally_entity, &raw, &rows));
    assert_int_equal(orm_rows_count(rows), 1);
    orm_rows_free(rows);
    engine_exec(db, NULL, "DROP FUNCTION words(bigint)");
}

/* ---- tables as a whole ---- */

static const orm_difference *verified(engine_fixture *fx, size_t *count)
{
    const orm_difference *list = NULL;
    assert_ok(fx->db, orm_verify(fx->db, &cards_schema, fx->arena, &list, count));
    for (size_t i = 0; i < *count; i++) {
        print_message("%s\n", list[i].message);
    }
    return list;
}

static void test_b264_create_and_drop_pass_views_by(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    size_t count = 0;
    assert_ok(db, orm_create_all(db, &cards_schema));
    assert_ok(db, orm_create_all(db, &cards_schema));
    const char *tables = engine_ask(
        fx, db,
        engine_is_sqlite()
            ? "(SELECT group_concat(name) FROM sqlite_schema WHERE type IN ('table', 'view')"
              " AND name <> 'orm_test_answer')"
            : "(SELECT string_agg(relname, ',') FROM pg_class WHERE relkind IN ('r', 'v')"
              " AND relname <> 'orm_test_answer' AND"
              " relnamespace = current_schema()::regnamespace)");
    assert_string_equal(tables, engine_is_sqlite() ? "Card,leaf" : "card_row,leaf");
    const orm_difference *list = verified(fx, &count);
    assert_int_equal(count, 1);
    assert_true(list[0].kind == ORM_DIFFERENCE_TABLE_MISSING &&
                list[0].entity == &card_total_entity);
    assert_mentions(list[0].message, "there is no such view");
    engine_exec(db, cards_view_sqlite, cards_view_postgresql);
    (void)verified(fx, &count);
    assert_int_equal(count, 0);
    /* PostgreSQL keeps a table that a view reads */
    engine_exec(db, "DROP VIEW card_total", "DROP VIEW card_total");
    assert_ok(db, orm_drop_all(db, &cards_schema));
    list = verified(fx, &count);
    assert_int_equal(count, 3);
}

static void test_b264_verify_reads_views(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    size_t count = 0;
    assert_ok(db, orm_create_all(db, &cards_schema));
    engine_exec(db, NULL,
                "CREATE VIEW card_total AS SELECT 1 AS card_id, 'x' AS title,"
                " CAST(1 AS bigint) AS leaves");
    if (engine_is_sqlite()) {
        engine_exec(db, "CREATE VIEW card_total AS SELECT 1 AS card_id, 'x' AS title, 1 AS leaves",
                    NULL);
    }
    const orm_difference *list = verified(fx, &count);
    assert_true(count >= 1);
    assert_true(list[count - 1].kind == ORM_DIFFERENCE_COLUMN_MISSING);
    assert_string_equal(list[count - 1].column, "mean");
    engine_exec(db, "DROP VIEW card_total", "DROP VIEW card_total");
    engine_exec(db,
                "CREATE VIEW card_total AS SELECT c.\"CardId\" AS card_id, c.\"Title\" AS title,"
                " c.\"Title\" AS leaves, 1.0 AS mean FROM \"Card\" AS c",
                "CREATE VIEW card_total AS SELECT c.card_id, c.title, c.title AS leaves,"
                " CAST(1 AS double precision) AS mean FROM card_row AS c");
    list = verified(fx, &count);
    assert_int_equal(count, 1);
    assert_true(list[0].kind == ORM_DIFFERENCE_COLUMN_TYPE &&
                list[0].severity == ORM_SEVERITY_ERROR);
    assert_string_equal(list[0].column, "leaves");
    engine_exec(db, "DROP VIEW card_total", "DROP VIEW card_total");
}

static void test_b264_a_table_in_the_place_of_a_view(void **state)
{
    engine_fixture *fx = *state;
    size_t count = 0;
    assert_ok(fx->db, orm_create_all(fx->db, &cards_schema));
    engine_exec(fx->db,
                "CREATE TABLE card_total (card_id INTEGER, title TEXT, leaves INTEGER, mean REAL)",
                "CREATE TABLE card_total (card_id bigint, title text COLLATE \"C\", leaves bigint,"
                " mean double precision)");
    const orm_difference *list = verified(fx, &count);
    assert_int_equal(count, 1);
    assert_true(list[0].kind == ORM_DIFFERENCE_TABLE_FORM && list[0].severity == ORM_SEVERITY_NOTE);
    engine_exec(fx->db, "DROP TABLE card_total", "DROP TABLE card_total");
}

static void test_b096_verify_says_it_of_the_whole(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    size_t count = 0;
    engine_exec(db, "CREATE TABLE leaf (id INTEGER PRIMARY KEY, card_id INTEGER NOT NULL)",
                "CREATE TABLE leaf (id bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,"
                " card_id bigint NOT NULL, weight integer NOT NULL DEFAULT 7)");
    const orm_difference *list = verified(fx, &count);
    assert_true(count > 2);
    for (size_t i = 0; i < count; i++) {
        assert_true(list[i].entity->kind != ORM_ENTITY_PART);
    }
    engine_exec(db, "DROP TABLE leaf", "DROP TABLE leaf");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b264_a_view_is_read_like_a_table),
    ENGINE_TEST(test_b264_a_part_of_a_view),
    ENGINE_TEST(test_b264_a_result_is_of_sql_alone),
    ENGINE_TEST(test_b264_no_statement_is_made_for_a_result),
    ENGINE_TEST(test_b264_rows_of_a_function),
    ENGINE_TEST(test_b264_create_and_drop_pass_views_by),
    ENGINE_TEST(test_b264_verify_reads_views),
    ENGINE_TEST(test_b264_a_table_in_the_place_of_a_view),
    ENGINE_TEST(test_b096_verify_says_it_of_the_whole),
};

ENGINE_MAIN(tests)
