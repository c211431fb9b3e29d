/* Prepared statements: used again, given up in time, and never carrying anything over. */
#include "models/odd.h"
#include "models/samples.h"
#include "shop.orm.h"

#include <stdio.h>
#include <string.h>

static void add_items(orm_db *db, int64_t count)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    for (int64_t id = 1; id <= count; id++) {
        struct item row = { .id = id, .amount = id, .rank = INT64_MIN };
        assert_ok(db, orm_insert(db, &item_entity, &row));
    }
}

/* How many statements the server keeps for this handle. */
static int prepared_on_server(engine_fixture *fx, orm_db *db)
{
    int count = 0;
    const char *text = engine_ask(fx, db, "SELECT count(*) FROM pg_prepared_statements");
    assert_int_equal(sscanf(text, "%d", &count), 1);
    return count;
}

static void test_b233_the_same_operation_is_prepared_once(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 1);
    (void)engine_ask(fx, fx->db, "SELECT 1"); /* its own statement is there from now on */
    int before = engine_is_sqlite() ? 0 : prepared_on_server(fx, fx->db);
    for (int64_t i = 2; i < 200; i++) {
        struct item row = { .id = i, .amount = i }, found = { .id = 0 };
        const orm_value key[] = { orm_value_int(i) };
        assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
        assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &found, fx->arena));
        assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
        int64_t count = 0;
        assert_ok(fx->db, orm_count(fx->db, &item_entity,
                                    &(orm_query){ .where = orm_eq(item_.amount, i) }, &count));
    }
    if (!engine_is_sqlite()) { /* find, update and count are new */
        bool is_kept = engine_statements() == ORM_STATEMENTS_NAMED;
        assert_int_equal(prepared_on_server(fx, fx->db), is_kept ? before + 3 : 0);
    }
}

static void test_b233_slots_do_not_mix_schemas(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 1);
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    for (int64_t i = 2; i < 6; i++) { /* the same index in each of the schemas, in turns */
        struct country country = { .people = i };
        (void)snprintf(country.code, sizeof country.code, "%02d", (int)i);
        struct customer customer = { .name = (char *)"c" };
        struct sample sample = sample_plain();
        assert_ok(fx->db, orm_insert(fx->db, &country_entity, &country));
        assert_ok(fx->db, customer_insert(fx->db, &customer));
        assert_ok(fx->db, sample_insert(fx->db, &sample));
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM country"), "4");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM customer"), "4");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM sample"), "4");
}

/* The table changes under a prepared "SELECT" of columns whose types are others then. */
static void test_b234_a_changed_table_outside_of_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 1);
    struct item found = { .id = 0 };
    const orm_value key[] = { orm_value_int(1) };
    assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &found, fx->arena));
    engine_exec(fx->db, "ALTER TABLE item ADD COLUMN extra TEXT",
                "ALTER TABLE item ALTER COLUMN amount TYPE integer");
    assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &found, fx->arena));
    assert_int_equal(found.amount, 1);
    found.amount = 2;
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &found));
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, &item_entity, NULL, &rows));
    assert_int_equal(orm_rows_count(rows), 1);
    orm_rows_free(rows);
}

static void test_b234_a_changed_table_inside_of_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db, 1);
    struct item found = { .id = 0 };
    const orm_value key[] = { orm_value_int(1) };
    assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &found, fx->arena));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE item ALTER COLUMN amount TYPE integer"));
    orm_status status = orm_find(fx->db, &item_entity, key, &found, fx->arena);
    if (status != ORM_OK) { /* the transaction is lost with it, and that is said */
        assert_int_equal(status, ORM_SCHEMA);
        assert_true(orm_is_aborted(fx->db));
        assert_ok(fx->db, orm_rollback(fx->db));
    } else {
        assert_ok(fx->db, orm_commit(fx->db));
    }
    assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &found, fx->arena));
    assert_int_equal(found.amount, 1);
}

static void test_b236_statements_that_the_program_threw_away(void **state)
{
    static const char *const texts[] = { "DEALLOCATE ALL", "DISCARD ALL" };
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db, 1);
    for (size_t i = 0; i < 2; i++) {
        struct item row = { .id = 1, .amount = 5, .rank = INT64_MIN };
        const orm_value key[] = { orm_value_int(1) };
        assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &row, fx->arena));
        assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
        assert_ok(fx->db, orm_exec(fx->db, texts[i]));
        assert_ok(fx->db, orm_find(fx->db, &item_entity, key, &row, fx->arena));
        assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
        int64_t count = 0;
        assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &count));
        assert_int_equal(count, 1);
    }
}

/* Of the two sessions of the pooler another one knows the statement. */
static void test_b235_named_statements_behind_a_pooler(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_pooler_only();
    add_items(fx->db, 1);
    orm_db *named = engine_open_with(fx, "orm_statements=named", NULL);
    orm_db *third = engine_open(fx, NULL);
    struct item found = { .id = 0 };
    const orm_value key[] = { orm_value_int(1) };
    assert_ok(fx->db, orm_begin(fx->db, NULL)); /* holds one */
    /* the statement is prepared in the other one, */
    assert_ok(named, orm_find(named, &item_entity, key, &found, fx->arena));
    assert_ok(third, orm_begin(third, NULL)); /* which is held then */
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(named, orm_begin(named, NULL));
    assert_fails(named, ORM_SCHEMA, orm_find(named, &item_entity, key, &found, fx->arena));
    assert_mentions(orm_db_error(named)->message, "ORM_STATEMENTS_UNNAMED");
    assert_ok(named, orm_rollback(named));
    assert_ok(third, orm_rollback(third));
}

/* Inserting into item fails with this state, and counts how often it was tried. */
static void let_inserts_fail(orm_db *db, const char *sqlstate)
{
    char text[256];
    (void)snprintf(text, sizeof text,
                   "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN"
                   " PERFORM nextval('tries'); RAISE 'failed' USING ERRCODE = '%s'; END$$",
                   sqlstate);
    assert_ok(db, orm_exec(db, "CREATE SEQUENCE tries"));
    assert_ok(db, orm_exec(db, text));
    assert_ok(db, orm_exec(db, "CREATE TRIGGER failing BEFORE INSERT ON item"
                               " FOR EACH ROW EXECUTE FUNCTION fails()"));
}

/* The state of a statement that the server has forgotten, raised by the schema: not tried for
 * ever. */
static void test_a_lost_statement_is_tried_again_once(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db, 1);
    let_inserts_fail(fx->db, "26000");
    struct item row = { .id = 2 };
    assert_fails(fx->db, ORM_SCHEMA, orm_insert(fx->db, &item_entity, &row));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT last_value FROM tries"), "2");
}

/* The state of a changed table is that of all that is not supported: only the former is tried
 * again. */
static void test_what_is_not_supported_is_tried_once(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db, 1);
    let_inserts_fail(fx->db, "0A000");
    struct item row = { .id = 2 };
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_insert(fx->db, &item_entity, &row));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT last_value FROM tries"), "1");
}

/* A condition of n parts is another text for each n. */
static int64_t count_with_parts(orm_db *db, size_t parts)
{
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    for (size_t i = 0; i < parts; i++) {
        orm_filter_and(filter, orm_gt(item_.amount, 0));
    }
    int64_t count = -1;
    assert_ok(
        db, orm_count(db, &item_entity, &(orm_query){ .where = orm_filter_where(filter) }, &count));
    orm_filter_free(filter);
    return count;
}

static void test_b237_the_cache_has_a_limit(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 3);
    orm_db *small = engine_open(fx, &(orm_options){ .statement_cache_size = 4 });
    for (int round = 0; round < 3; round++) {
        for (size_t parts = 0; parts < 40; parts++) {
            assert_int_equal(count_with_parts(small, parts), 3);
        }
    }
    if (!engine_is_sqlite()) { /* 4, and the slot of the question itself */
        bool is_kept = engine_statements() == ORM_STATEMENTS_NAMED;
        assert_in_range(prepared_on_server(fx, small), is_kept, is_kept ? 6 : 0);
    }
}

static void test_b237_a_limit_below_the_number_of_open_windows(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 9);
    orm_db *small = engine_open(fx, &(orm_options){ .statement_cache_size = 1 });
    orm_rows *windows[5];
    for (size_t i = 0; i < 5; i++) {
        assert_ok(small, orm_select(small, &item_entity,
                                    &(orm_query){ .window = 1,
                                                  .offset = (int64_t)i,
                                                  .where = i % 2 == 0 ? NULL : orm_gt(item_.id, 0),
                                                  .order_by = { orm_asc(item_.id) } },
                                    &windows[i]));
    }
    for (size_t i = 0; i < 5; i++) {
        int64_t expected = (int64_t)i;
        for (struct item *row; (row = orm_rows_next(windows[i], &item_entity)) != NULL;) {
            assert_true(row->id == ++expected);
        }
        assert_int_equal(expected, 9);
        assert_int_equal(orm_rows_status(windows[i]), ORM_DONE);
        orm_rows_free(windows[i]);
    }
}

static void test_b238_a_statement_that_failed_runs_again(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer bad = { .name = (char *)"bad", .email = (char *)"a@x" };
    assert_ok(fx->db, customer_insert(fx->db, &bad));
    for (int i = 0; i < 5; i++) {
        struct customer good = { .name = (char *)"good" };
        assert_fails(fx->db, ORM_UNIQUE, customer_insert(fx->db, &bad));
        assert_ok(fx->db, customer_insert(fx->db, &good));
        struct customer wrong = good, found = { .id = 0 };
        wrong.tier = (enum tier)9;
        assert_fails(fx->db, ORM_CONVERSION, customer_update(fx->db, &wrong));
        assert_ok(fx->db, customer_update(fx->db, &good));
        assert_fails(fx->db, ORM_NOT_FOUND, customer_find(fx->db, 4711, &found, fx->arena));
        assert_ok(fx->db, customer_find(fx->db, good.id, &found, fx->arena));
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM customer"), "6");
}

static void test_b239_values_do_not_leak_into_the_next_execution(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample full = sample_plain(), empty = sample_plain();
    full.maybe_int = 1;
    full.maybe_u64 = 2;
    full.maybe_real = 3;
    full.maybe_text = (char *)"full";
    (void)snprintf(full.maybe_code, sizeof full.maybe_code, "xyz");
    full.maybe_data = (void *)"data";
    full.maybe_data_size = 4;
    full.maybe_mood = MOOD_GOOD;
    full.maybe_at = 5;
    full.flagged_is_null = full.flagged_bool_is_null = false;
    full.flagged = 6;
    full.flagged_bool = true;
    for (int i = 0; i < 3; i++) {
        sample_survives(fx, &full);
        sample_survives(fx, &empty);
    }
    for (int i = 0; i < 3; i++) {
        const char *text = i % 2 == 0 ? "full" : "other";
        int64_t count = -1;
        assert_ok(fx->db,
                  sample_count(fx->db, &(orm_query){ .where = orm_eq(sample_.maybe_text, text) },
                               &count));
        assert_int_equal(count, i % 2 == 0 ? 3 : 0);
    }
}

/* A NULL where a value was is another question, with another text: IS NULL. */
static void test_b156_a_null_operand_keeps_its_meaning(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct item a = { .id = 1, .rank = 5, .label = (char *)"a" },
                b = { .id = 2, .rank = INT64_MIN };
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &a));
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &b));
    const char *const labels[] = { "a", NULL, "a", "b", NULL };
    for (size_t i = 0; i < 5; i++) {
        int64_t count = -1;
        assert_ok(fx->db,
                  orm_count(fx->db, &item_entity,
                            &(orm_query){ .where = orm_eq(item_.label, labels[i]) }, &count));
        assert_int_equal(count, i == 3 ? 0 : 1);
    }
}

static void test_b241_closing_finalizes_all(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 3);
    orm_db *other = engine_open(fx, NULL);
    orm_rows *rows = NULL;
    assert_ok(other, orm_select(other, &item_entity, &(orm_query){ .window = 1 }, &rows));
    assert_int_equal(count_with_parts(other, 2), 3);
    engine_close(fx, other);
    orm_rows_free(rows);
    /* nothing of it holds the file, or the tables, any more */
    assert_ok(fx->db, orm_drop_all(fx->db, &odd_schema));
    engine_exec(fx->db, "PRAGMA journal_mode = DELETE", NULL);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b156_a_null_operand_keeps_its_meaning),
    ENGINE_TEST(test_b233_the_same_operation_is_prepared_once),
    ENGINE_TEST(test_b233_slots_do_not_mix_schemas),
    ENGINE_TEST(test_b234_a_changed_table_outside_of_a_transaction),
    ENGINE_TEST(test_b234_a_changed_table_inside_of_a_transaction),
    ENGINE_TEST(test_b236_statements_that_the_program_threw_away),
    ENGINE_TEST(test_b235_named_statements_behind_a_pooler),
    ENGINE_TEST(test_a_lost_statement_is_tried_again_once),
    ENGINE_TEST(test_what_is_not_supported_is_tried_once),
    ENGINE_TEST(test_b237_the_cache_has_a_limit),
    ENGINE_TEST(test_b237_a_limit_below_the_number_of_open_windows),
    ENGINE_TEST(test_b238_a_statement_that_failed_runs_again),
    ENGINE_TEST(test_b239_values_do_not_leak_into_the_next_execution),
    ENGINE_TEST(test_b241_closing_finalizes_all),
};

ENGINE_MAIN(tests)
