/* The modes of statements: what is left on the server and in the handle, what a text is after its
 * table has changed, and what a handle counts. */
#include "models/odd.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

static const orm_statements modes[] = { ORM_STATEMENTS_NAMED, ORM_STATEMENTS_UNNAMED,
                                        ORM_STATEMENTS_OFF };

static orm_db *open_in(engine_fixture *fx, orm_statements mode)
{
    return engine_open(fx, &(orm_options){ .statements = mode });
}

static void add_items(orm_db *db, int64_t count)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    for (int64_t id = 1; id <= count; id++) {
        struct item row = { .id = id, .amount = id, .rank = INT64_MIN };
        assert_ok(db, orm_insert(db, &item_entity, &row));
    }
}

static int64_t count_above(orm_db *db, int64_t amount)
{
    int64_t count = -1;
    assert_ok(db, orm_count(db, &item_entity, &(orm_query){ .where = orm_gt(item_.amount, amount) },
                            &count));
    return count;
}

static void find_one(engine_fixture *fx, orm_db *db)
{
    struct item found = { .id = 0 };
    const orm_value key[] = { orm_value_int(1) };
    assert_ok(db, orm_find(db, &item_entity, key, &found, fx->arena));
    assert_int_equal(found.id, 1);
}

/* What a session holds that outlives a transaction: statements with a name, cursors. */
static int64_t left_in_session(engine_fixture *fx, orm_db *db)
{
    orm_value count;
    const orm_raw raw = { .sql = "SELECT (SELECT count(*) FROM pg_prepared_statements)"
                                 " + (SELECT count(*) FROM pg_cursors WHERE name <> '')" };
    assert_ok(db, orm_raw_value(db, &raw, fx->arena, &count));
    return count.as.integer;
}

/* Rows of a window of one, with other statements between. */
static void read_window(engine_fixture *fx, orm_db *db, int64_t expected)
{
    orm_rows *rows = NULL;
    int64_t count = 0;
    assert_ok(db, orm_select(db, &item_entity, &(orm_query){ .window = 1 }, &rows));
    while (orm_rows_next(rows, &item_entity) != NULL) {
        find_one(fx, db);
        count++;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_int_equal(count, expected);
    orm_rows_free(rows);
}

static void test_b235_nothing_is_left_in_the_session(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db, 5);
    for (size_t i = 1; i < 3; i++) {
        orm_db *db = open_in(fx, modes[i]);
        for (int round = 0; round < 3; round++) {
            find_one(fx, db);
            assert_int_equal(count_above(db, 2), 3);
            assert_int_equal(left_in_session(fx, db), 0);
            orm_rows *rows = NULL;
            assert_ok(db, orm_select(db, &item_entity, &(orm_query){ .window = 2 }, &rows));
            assert_non_null(orm_rows_next(rows, &item_entity));
            assert_int_equal(left_in_session(fx, db), 0);
            orm_rows_free(rows);
            assert_ok(db, orm_begin(db, NULL));
            read_window(fx, db, 5);
            assert_ok(db, orm_commit(db));
            assert_int_equal(left_in_session(fx, db), 0);
        }
        engine_close(fx, db);
    }
}

/* As the clients of a pooler do: each call of a handle may meet the session that another one has
 * just used. */
static void test_b235_handles_in_turns(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 5);
    orm_db *handles[4];
    for (size_t i = 0; i < 4; i++) {
        handles[i] = open_in(fx, modes[1 + i % 2]);
    }
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < 4; i++) {
            struct item row = { .id = 100 + 4 * round + (int64_t)i, .amount = (int64_t)i };
            const orm_value values[] = { orm_value_int((int64_t)i), orm_value_text("x") };
            orm_value answer;
            const orm_raw raw = { .sql = i % 2 == 0 ? "SELECT CAST($1 AS bigint) + length($2)"
                                                    : "SELECT CAST($1 AS bigint) - length($2)",
                                  .params = values,
                                  .param_count = 2 };
            assert_ok(handles[i], orm_insert(handles[i], &item_entity, &row));
            find_one(fx, handles[i]);
            assert_ok(handles[i], orm_raw_value(handles[i], &raw, fx->arena, &answer));
            assert_int_equal(answer.as.integer, (int64_t)i + (i % 2 == 0 ? 1 : -1));
            read_window(fx, handles[i], 6 + 4 * round + (int64_t)i);
        }
    }
}

static void test_b235_each_mode_gives_the_same(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 3);
    for (size_t i = 0; i < 3; i++) {
        orm_db *db = open_in(fx, modes[i]);
        struct item row = { .id = 50, .amount = 7, .label = (char *)"label" }, found = { .id = 0 };
        const orm_value key[] = { orm_value_int(50) };
        assert_ok(db, orm_insert(db, &item_entity, &row));
        assert_fails(db, ORM_UNIQUE, orm_insert(db, &item_entity, &row));
        assert_ok(db, orm_find(db, &item_entity, key, &found, fx->arena));
        assert_string_equal(found.label, "label");
        row.label = NULL;
        assert_ok(db, orm_update(db, &item_entity, &row));
        assert_ok(db, orm_find(db, &item_entity, key, &found, fx->arena));
        assert_null(found.label);
        assert_ok(db, orm_delete(db, &item_entity, &row));
        assert_fails(db, ORM_NOT_FOUND, orm_find(db, &item_entity, key, &found, fx->arena));
        assert_fails(db, ORM_SCHEMA,
                     orm_raw_run(db, &(orm_raw){ .sql = "DELETE FROM nowhere" }, NULL));
        find_one(fx, db);
        engine_close(fx, db);
    }
}

/* ---- what has changed meanwhile ---- */

static void test_b234_b235_another_type_of_a_column(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    for (size_t i = 1; i < 3; i++) {
        orm_db *db = open_in(fx, modes[i]);
        const orm_value day[] = { { .type = ORM_TYPE_DATE, .as.integer = 1 } };
        const orm_raw ask = { .sql = "SELECT * FROM t WHERE a = $1 OR $1 IS NULL",
                              .params = day,
                              .param_count = 1 };
        orm_result *result = NULL;
        assert_ok(db, orm_exec(db, "DROP TABLE IF EXISTS t; CREATE TABLE t (a date);"
                                   "INSERT INTO t VALUES ('1970-01-02')"));
        assert_ok(db, orm_raw_query(db, &ask, &result));
        assert_int_equal(orm_result_count(result), 1);
        orm_result_free(result);
        assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE t ALTER a TYPE timestamp;"
                                           "ALTER TABLE t ADD b text DEFAULT 'b'"));
        if (modes[i] == ORM_STATEMENTS_OFF) { /* which has asked, and found a time */
            assert_fails(db, ORM_CONVERSION, orm_raw_query(db, &ask, &result));
        } else { /* the value is a date still, and compares with a time */
            assert_ok(db, orm_raw_query(db, &ask, &result));
            assert_int_equal(orm_result_count(result), 1);
            assert_int_equal(orm_result_column_count(result), 2);
            assert_string_equal(orm_result_column_name(result, 1), "b");
            orm_result_free(result);
        }
        assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE t DROP a; ALTER TABLE t ADD a bigint"));
        assert_true(orm_raw_query(db, &ask, &result) < 0); /* a date is no bigint, and no number */
        assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE t DROP a; ALTER TABLE t ADD a date"));
        assert_ok(db, orm_raw_query(db, &ask, &result));
        assert_int_equal(orm_result_count(result), 0);
        orm_result_free(result);
        engine_close(fx, db);
    }
}

/* A parameter whose type the server has found is asked about again. */
static void test_b234_b235_a_parameter_of_another_type(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_db *db = open_in(fx, ORM_STATEMENTS_UNNAMED);
    const orm_value text[] = { orm_value_text("10") };
    const orm_raw ask = { .sql = "SELECT count(*) FROM t WHERE a = $1",
                          .params = text,
                          .param_count = 1 };
    static const char *const types[] = { "integer", "text", "numeric", "bigint" };
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE TABLE t (a varchar(10)); INSERT INTO t VALUES (10)"));
    for (size_t i = 0; i < 4; i++) {
        char sql[128];
        orm_value count;
        assert_ok(db, orm_raw_value(db, &ask, fx->arena, &count));
        assert_int_equal(count.as.integer, 1);
        (void)snprintf(sql, sizeof sql, "ALTER TABLE t ALTER a TYPE %s USING a::%s", types[i],
                       types[i]);
        assert_ok(fx->db, orm_exec(fx->db, sql));
    }
    orm_statement_stats stats;
    assert_ok(db, orm_statement_stats_read(db, &stats));
    assert_in_range(stats.prepared_again, 1, 4);
}

/* The server has lost a statement with a name in the midst of a transaction. */
static void test_b236_what_helps_behind_a_pooler_is_told(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    add_items(fx->db, 1);
    orm_db *db = NULL;
    struct item found = { .id = 0 };
    const orm_value key[] = { orm_value_int(1) };
    assert_int_equal(orm_open(fx->url, NULL, &db, NULL), ORM_OK);
    find_one(fx, db);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_exec(db, "DEALLOCATE ALL"));
    assert_fails(db, ORM_SCHEMA, orm_find(db, &item_entity, key, &found, fx->arena));
    assert_mentions(orm_db_error(db)->message, "does not exist");
    assert_mentions(orm_db_error(db)->message, "ORM_STATEMENTS_UNNAMED");
    orm_close(db);
}

/* ---- limits and losses ---- */

/* Asking about a text waits for the table, and is stopped as a statement is. */
static void test_b211_b235_asking_about_a_text_has_a_limit(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db, 3);
    orm_db *db = open_in(fx, ORM_STATEMENTS_UNNAMED);
    int64_t count = 0;
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, "LOCK TABLE item IN ACCESS EXCLUSIVE MODE"));
    assert_ok(db, orm_set_timeout(db, 100));
    assert_fails(db, ORM_TIMEOUT, orm_count(db, &item_entity, NULL, &count));
    assert_ok(db, orm_begin(db, NULL));
    assert_fails(db, ORM_TIMEOUT, orm_count(db, &item_entity, NULL, &count));
    assert_true(orm_is_aborted(db));
    assert_ok(db, orm_rollback(db));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(db, orm_set_timeout(db, 0));
    assert_int_equal(count_above(db, 1), 2);
}

static void test_b207_b235_the_connection_ends(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    add_items(fx->db, 3);
    for (size_t i = 1; i < 3; i++) {
        int64_t count = 0;
        orm_db *db =
            engine_open(fx, &(orm_options){ .application_name = "victim", .statements = modes[i] });
        engine_terminate(fx, "victim");
        assert_fails(db, ORM_CONNECTION, orm_count(db, &item_entity, NULL, &count));
        assert_fails(db, ORM_CONNECTION, orm_count(db, &item_entity, NULL, &count));
        assert_ok(db, orm_reconnect(db));
        assert_int_equal(count_above(db, 1), 2);
        engine_close(fx, db);
    }
}

static orm_status use_modes(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_status status = ORM_OK;
    for (size_t i = 1; i < 3 && status == ORM_OK; i++) {
        orm_db *db = NULL;
        int64_t count = 0;
        orm_rows *rows = NULL;
        const orm_value values[] = { orm_value_text("label") };
        const orm_raw raw = { .sql = "DELETE FROM item WHERE label = $1",
                              .params = values,
                              .param_count = 1 };
        const orm_options options = { .allocator = *allocator, .statements = modes[i] };
        status = orm_open(fx->url, &options, &db, NULL);
        status = status == ORM_OK ? orm_raw_run(db, &raw, &count) : status;
        status = status == ORM_OK ? orm_raw_run(db, &raw, &count) : status;
        status = status == ORM_OK ? orm_select(db, &item_entity, &(orm_query){ .window = 1 }, &rows)
                                  : status;
        while (orm_rows_next(rows, &item_entity) != NULL) {
        }
        if (status == ORM_OK && orm_rows_status(rows) != ORM_DONE) {
            status = orm_rows_status(rows);
        }
        orm_rows_free(rows);
        orm_close(db);
    }
    return status;
}

static void test_b235_b270_memory_that_runs_out(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 3);
    assert_string_equal(chaos_each(use_modes, fx), "");
}

/* ---- how a mode is chosen ---- */

static orm_status open_url(engine_fixture *fx, const char *parameters, orm_statements mode,
                           orm_db **db_out, orm_error *error)
{
    char url[700];
    if (engine_is_sqlite()) {
        (void)snprintf(url, sizeof url, "sqlite:file:%s?%s", fx->url + strlen("sqlite:"),
                       parameters);
    } else {
        (void)snprintf(url, sizeof url, "%s&%s", fx->url, parameters);
    }
    return orm_open(url, &(orm_options){ .statements = mode }, db_out, error);
}

/* The limit of what is kept tells the mode. */
static void expect_limit(engine_fixture *fx, const char *parameters, orm_statements mode,
                         size_t limit)
{
    orm_db *db = NULL;
    orm_error error;
    if (open_url(fx, parameters, mode, &db, &error) != ORM_OK) {
        fail_msg("%s: %s", parameters, error.message);
    }
    orm_statement_stats stats;
    assert_ok(db, orm_statement_stats_read(db, &stats));
    assert_int_equal(stats.limit, limit);
    find_one(fx, db);
    assert_ok(db, orm_reconnect(db));
    find_one(fx, db);
    orm_close(db);
}

static void test_b235_the_mode_stands_in_the_url(void **state)
{
    engine_fixture *fx = *state;
    add_items(fx->db, 1);
    const char *other = engine_is_sqlite() ? "cache=private" : "application_name=a%26b";
    char url[128];
    static const char *const forms[] = { "orm_statements=%s", "orm_statements=%s&%s",
                                         "%2$s&orm_statements=%1$s",
                                         "%2$s&orm_statements=%1$s&%2$s" };
    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(url, sizeof url, forms[i], "off", other);
        expect_limit(fx, url, ORM_STATEMENTS_NAMED, 0);
        expect_limit(fx, url, ORM_STATEMENTS_UNNAMED, 128);
        (void)snprintf(url, sizeof url, forms[i], "unnamed", other);
        expect_limit(fx, url, ORM_STATEMENTS_NAMED, 128);
        expect_limit(fx, url, ORM_STATEMENTS_OFF, 0);
    }
    orm_db *db = NULL;
    orm_error error;
    assert_int_equal(open_url(fx, "orm_statements=none", 0, &db, &error), ORM_MISUSE);
    assert_mentions(error.message, "named, unnamed or off, not none");
    assert_int_equal(open_url(fx, "orm_statements=offf", 0, &db, &error), ORM_MISUSE);
    assert_int_equal(open_url(fx, "orm_state=off", 0, &db, &error), ORM_MISUSE);
    assert_mentions(error.message, "unknown parameter orm_state");
    assert_int_equal(open_url(fx, "orm_statements", 0, &db, &error), ORM_MISUSE);
    assert_int_equal(
        orm_open(fx->url, &(orm_options){ .statements = (orm_statements)3 }, &db, &error),
        ORM_MISUSE);
    assert_null(db);
}

static void test_b235_what_needs_a_session(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_db *db = NULL;
    orm_notification note;
    orm_error error;
    const orm_options options = { .read_only = true, .statements = ORM_STATEMENTS_UNNAMED };
    assert_int_equal(orm_open(fx->url, &options, &db, &error), ORM_NOT_SUPPORTED);
    assert_mentions(error.message, "role that may only read");
    db = open_in(fx, ORM_STATEMENTS_UNNAMED);
    assert_fails(db, ORM_NOT_SUPPORTED, orm_listen(db, "a"));
    assert_fails(db, ORM_NOT_SUPPORTED, orm_unlisten(db, "a"));
    assert_fails(db, ORM_NOT_SUPPORTED, orm_notify_wait(db, 0, &note));
    assert_ok(db, orm_notify(db, "a", "b")); /* which a transaction carries */
}

/* ---- counts ---- */

static orm_statement_stats stats_of(orm_db *db)
{
    orm_statement_stats stats = { .hits = 0 };
    assert_ok(db, orm_statement_stats_read(db, &stats));
    return stats;
}

static void test_b233_repeated_calls_hit(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    add_items(fx->db, 1);
    for (size_t i = 0; i < 3; i++) {
        orm_db *db = NULL;
        assert_int_equal(orm_open(fx->url, &(orm_options){ .statements = modes[i] }, &db, NULL),
                         ORM_OK);
        orm_statement_stats before = stats_of(db);
        assert_int_equal(before.hits + before.misses + before.evictions + before.kept, 0);
        for (int k = 0; k < 10; k++) {
            find_one(fx, db);
            assert_int_equal(count_above(db, 0), 1);
        }
        orm_statement_stats after = stats_of(db);
        bool keeps = modes[i] != ORM_STATEMENTS_OFF;
        assert_int_equal(after.hits, keeps ? 18 : 0);
        assert_int_equal(after.misses, keeps ? 2 : 20);
        assert_int_equal(after.kept, keeps);
        assert_int_equal(after.kept_by_entities, keeps);
        assert_int_equal(after.limit, keeps ? 128 : 0);
        assert_int_equal(after.evictions + after.prepared_again, 0);
        orm_close(db);
    }
    assert_int_equal(orm_statement_stats_read(NULL, NULL), ORM_MISUSE);
    assert_fails(fx->db, ORM_MISUSE, orm_statement_stats_read(fx->db, NULL));
}

static void test_b237_evictions_are_counted(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = engine_open(
        fx, &(orm_options){ .statement_cache_size = 2, .statements = ORM_STATEMENTS_UNNAMED });
    static const char *const texts[] = { "SELECT 1", "SELECT 2", "SELECT 3" };
    for (size_t i = 0; i < 9; i++) { /* in turns, so that none is there any more */
        orm_value value;
        assert_ok(db, orm_raw_value(db, &(orm_raw){ .sql = texts[i % 3] }, fx->arena, &value));
        assert_int_equal(value.as.integer, (int)(i % 3) + 1);
    }
    orm_statement_stats stats = stats_of(db);
    assert_int_equal(stats.hits, 0);
    assert_int_equal(stats.misses, 9);
    assert_int_equal(stats.evictions, 7);
    assert_int_equal(stats.kept, 2);
    assert_int_equal(stats.limit, 2);
    assert_ok(db, orm_reconnect(db));
    stats = stats_of(db);
    assert_int_equal(stats.kept, 0);
    assert_int_equal(stats.evictions, 7);
}

static void test_b234_what_is_prepared_again_is_counted(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    add_items(fx->db, 1);
    orm_db *db = NULL;
    assert_int_equal(orm_open(fx->url, NULL, &db, NULL), ORM_OK);
    find_one(fx, db);
    engine_exec(fx->db, "ALTER TABLE item ADD COLUMN extra TEXT",
                "ALTER TABLE item ALTER COLUMN amount TYPE integer");
    find_one(fx, db);
    assert_int_equal(stats_of(db).prepared_again, 1);
    assert_ok(db, orm_reconnect(db));
    assert_int_equal(stats_of(db).prepared_again, 1); /* counts stay */
    orm_close(db);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b235_nothing_is_left_in_the_session),
    ENGINE_TEST(test_b235_handles_in_turns),
    ENGINE_TEST(test_b235_each_mode_gives_the_same),
    ENGINE_TEST(test_b234_b235_another_type_of_a_column),
    ENGINE_TEST(test_b234_b235_a_parameter_of_another_type),
    ENGINE_TEST(test_b236_what_helps_behind_a_pooler_is_told),
    ENGINE_TEST(test_b211_b235_asking_about_a_text_has_a_limit),
    ENGINE_TEST(test_b207_b235_the_connection_ends),
    ENGINE_TEST(test_b235_b270_memory_that_runs_out),
    ENGINE_TEST(test_b235_the_mode_stands_in_the_url),
    ENGINE_TEST(test_b235_what_needs_a_session),
    ENGINE_TEST(test_b233_repeated_calls_hit),
    ENGINE_TEST(test_b237_evictions_are_counted),
    ENGINE_TEST(test_b234_what_is_prepared_again_is_counted),
};

ENGINE_MAIN(tests)
