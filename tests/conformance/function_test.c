/* Functions of the program's in SQL text: SQLite calls them, PostgreSQL says that its own live in
 * the server. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <orm/function.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- functions ---- */

static orm_status first_argument(const orm_function_call *call, orm_value *answer_out,
                                 orm_error *error)
{
    (void)error;
    *answer_out = call->args[0];
    return ORM_OK;
}

static orm_status count_arguments(const orm_function_call *call, orm_value *answer_out,
                                  orm_error *error)
{
    (void)error;
    *answer_out = orm_value_uint(call->arg_count);
    return ORM_OK;
}

/* Answers what ctx points to. */
static orm_status constant(const orm_function_call *call, orm_value *answer_out, orm_error *error)
{
    (void)error;
    *answer_out = *(const orm_value *)call->ctx;
    return ORM_OK;
}

/* The text twice; made in the arena. */
static orm_status twice(const orm_function_call *call, orm_value *answer_out, orm_error *error)
{
    const orm_value *text = &call->args[0];
    if (text->type != ORM_TYPE_TEXT) {
        return orm_function_fail(error, ORM_CONVERSION, "twice() wants a text, not type %d\nhere",
                                 (int)text->type);
    }
    char *copy = orm_arena_alloc(call->arena, 2 * text->size);
    if (copy == NULL) {
        return ORM_NO_MEMORY;
    }
    memcpy(copy, text->as.text, text->size);
    memcpy(copy + text->size, text->as.text, text->size);
    *answer_out = (orm_value){ .type = ORM_TYPE_TEXT, .size = 2 * text->size, .as.text = copy };
    return ORM_OK;
}

/* Fails with the status that is its argument. */
static orm_status fail_with(const orm_function_call *call, orm_value *answer_out, orm_error *error)
{
    (void)answer_out;
    orm_status status = (orm_status)call->args[0].as.integer;
    return call->ctx == NULL ? status
                             : orm_function_fail(error, status, "%s", (const char *)call->ctx);
}

static void add(orm_db *db, const char *name, int arg_count, orm_function_fn *call, void *ctx)
{
    const orm_function function = {
        .name = name, .arg_count = arg_count, .call = call, .ctx = ctx, .is_deterministic = true
    };
    assert_ok(db, orm_function_add(db, &function));
}

/* The value of a text; its bytes are in the arena. */
static orm_status ask(engine_fixture *fx, orm_db *db, const char *sql, orm_value *value_out)
{
    return orm_raw_value(db, &(orm_raw){ .sql = sql }, fx->arena, value_out);
}

static void expect_integer(engine_fixture *fx, orm_db *db, const char *sql, int64_t expected)
{
    orm_value value = orm_value_null();
    assert_ok(db, ask(fx, db, sql, &value));
    assert_int_equal(value.type, ORM_TYPE_INT);
    assert_int_equal(value.as.integer, expected);
}

/* ---- tests ---- */

static void test_functions_of_postgresql_are_the_server_s(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_function_add(fx->db, NULL));
    assert_mentions(orm_db_error(fx->db)->message, "in the server, by SQL");
}

static bool same_value(const orm_value *a, const orm_value *b)
{
    if (a->type != b->type || a->size != b->size) {
        return false;
    }
    bool is_bytes = a->type == ORM_TYPE_TEXT || a->type == ORM_TYPE_BLOB;
    return is_bytes ? memcmp(a->as.text, b->as.text, a->size) == 0
                    : a->type == ORM_TYPE_NULL || a->as.integer == b->as.integer;
}

/* Each value that goes in comes out. */
static void test_arguments_and_answers(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    add(fx->db, "first", ORM_ANY_COUNT, first_argument, NULL);
    unsigned char bytes[256];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)i;
    }
    const orm_value values[] = { orm_value_null(),
                                 orm_value_int(0),
                                 orm_value_int(INT64_MIN),
                                 orm_value_int(INT64_MAX),
                                 orm_value_real(0.1),
                                 orm_value_real(-1e308),
                                 orm_value_real(ORM_INFINITY),
                                 orm_value_text(""),
                                 orm_value_text("ünïcode 'quoted'"),
                                 orm_value_blob("", 0),
                                 orm_value_blob(bytes, sizeof bytes) };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        orm_value answer = orm_value_int(4711);
        const orm_raw raw = { .sql = "SELECT first($1, 2)",
                              .params = &values[i],
                              .param_count = 1 };
        assert_ok(fx->db, orm_raw_value(fx->db, &raw, fx->arena, &answer));
        assert_true(same_value(&values[i], &answer));
    }
    add(fx->db, "counted", ORM_ANY_COUNT, count_arguments, NULL);
    expect_integer(fx, fx->db, "SELECT counted()", 0);
    expect_integer(fx, fx->db, "SELECT counted(1, NULL, 'a', x'00', 2.5)", 5);
}

static void test_answers_of_other_types(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_value answer = orm_value_null(), value = orm_value_null();
    add(fx->db, "k", 0, constant, &answer);
    answer = orm_value_bool(true);
    expect_integer(fx, fx->db, "SELECT k()", 1);
    answer = orm_value_uint(INT64_MAX);
    expect_integer(fx, fx->db, "SELECT k()", INT64_MAX);
    answer = (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = -5 };
    expect_integer(fx, fx->db, "SELECT k()", -5);
    answer = (orm_value){ .type = ORM_TYPE_DATE, .as.integer = 0 };
    assert_ok(fx->db, ask(fx, fx->db, "SELECT k()", &value));
    assert_int_equal(value.size, 10);
    assert_memory_equal(value.as.text, "1970-01-01", 10);
    const orm_value refused[] = {
        orm_value_uint((uint64_t)INT64_MAX + 1),
        orm_value_real(ORM_NAN),
        { .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" },
        { .type = ORM_TYPE_DATE, .as.integer = INT64_MAX },
        { .type = ORM_TYPE_TEXT, .size = 3 },
        { .type = ORM_TYPE_BLOB, .size = 3 },
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        answer = refused[i];
        assert_fails(fx->db, ORM_CONVERSION, ask(fx, fx->db, "SELECT k()", &value));
        assert_mentions(orm_db_error(fx->db)->message, "the answer of a function");
    }
    answer = (orm_value){ .type = ORM_TYPE_OTHER, .as.data = "x", .size = 1 };
    assert_fails(fx->db, ORM_MISUSE, ask(fx, fx->db, "SELECT k()", &value));
}

static void test_a_function_that_fails(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_db *db = fx->db;
    orm_value value;
    add(db, "twice", 1, twice, NULL);
    assert_ok(db, ask(fx, db, "SELECT twice(twice('ab'))", &value));
    assert_memory_equal(value.as.text, "abababab", 8);
    assert_fails(db, ORM_CONVERSION, ask(fx, db, "SELECT twice(1)", &value));
    assert_string_equal(orm_db_error(db)->message, "twice() wants a text, not type 2 here");
    assert_int_equal(orm_db_error(db)->native, SQLITE_ERROR);
    static char words[] = "no such table: this is not SQLite's word";
    add(db, "fail_with", 1, fail_with, words);
    for (int code = ORM_TOO_MANY_ROWS; code < 0; code++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "SELECT fail_with(%d)", code);
        assert_fails(db, (orm_status)code, ask(fx, db, sql, &value));
        if (code != ORM_NO_MEMORY) {
            assert_string_equal(orm_db_error(db)->message, words);
        }
    }
    expect_integer(fx, db, "SELECT 1", 1);
    add(db, "fail_with", 1, fail_with, NULL);
    assert_fails(db, ORM_STALE, ask(fx, db, "SELECT fail_with(-24)", &value));
    assert_mentions(orm_db_error(db)->message, "function fail_with: row was changed");
}

/* What the statement had done is undone; the transaction around it goes on. */
static void test_a_statement_that_a_function_stops(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    add(fx->db, "twice", 1, twice, NULL);
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_ok(fx->db, customers_add(fx->db, "b"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "c"));
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_exec(fx->db, "UPDATE customer SET name = twice(CASE id WHEN 3 THEN 1 ELSE name"
                                  " END)"));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT group_concat(name, '') FROM customer"),
                        "abc");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE customer SET name = twice(name)"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT group_concat(name, '') FROM customer"),
                        "aabbcc");
}

static void test_functions_in_the_schema(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_db *db = fx->db;
    orm_function function = { .name = "twice", .arg_count = 1, .call = twice };
    assert_ok(db, orm_function_add(db, &function));
    assert_ok(db, orm_exec(db, "CREATE TABLE t (a TEXT, CHECK (twice(a) <> 'xx'))"));
    orm_db *without = engine_open(fx, NULL);
    assert_fails(without, ORM_SQL, orm_exec(without, "INSERT INTO t VALUES ('a')"));
    assert_ok(db, orm_exec(db, "INSERT INTO t VALUES ('a')"));
    assert_fails(db, ORM_CHECK, orm_exec(db, "INSERT INTO t VALUES ('x')"));
    assert_fails(db, ORM_SQL, orm_exec(db, "CREATE INDEX i ON t (twice(a))"));
    function.is_deterministic = true;
    assert_ok(db, orm_function_add(db, &function));
    assert_ok(db, orm_exec(db, "CREATE UNIQUE INDEX i ON t (twice(a))"));
    assert_fails(db, ORM_UNIQUE, orm_exec(db, "INSERT INTO t VALUES ('a')"));
    assert_ok(db, orm_reconnect(db));
    assert_fails(db, ORM_UNIQUE, orm_exec(db, "INSERT INTO t VALUES ('a')"));
    assert_fails(db, ORM_CONVERSION, orm_exec(db, "INSERT INTO t VALUES (x'00')"));
    function.is_direct_only = true;
    assert_ok(db, orm_function_add(db, &function));
    assert_fails(db, ORM_SQL, orm_exec(db, "CREATE TABLE u (a TEXT, CHECK (twice(a) <> 'xx'))"));
    orm_value value;
    assert_ok(db, ask(fx, db, "SELECT twice('a')", &value));
}

/* ---- their life ---- */

static void count_destroyed(void *ctx)
{
    ++*(int *)ctx;
}

static orm_status answer_ctx(const orm_function_call *call, orm_value *answer_out, orm_error *error)
{
    (void)error;
    *answer_out = orm_value_int(*(const int *)call->ctx);
    return ORM_OK;
}

static void test_replaced_and_destroyed(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_db *db = engine_open(fx, NULL);
    int counts[3] = { 0, 0, 0 };
    orm_function function = {
        .name = "f", .call = answer_ctx, .ctx = &counts[0], .destroy = count_destroyed
    };
    assert_ok(db, orm_function_add(db, &function));
    expect_integer(fx, db, "SELECT f()", 0);
    counts[1] = 5;
    function.ctx = &counts[1];
    function.name = "F";
    assert_ok(db, orm_function_add(db, &function)); /* the prepared text calls the new one */
    expect_integer(fx, db, "SELECT f()", 5);
    assert_int_equal(counts[0], 1);
    function.ctx = &counts[2];
    function.arg_count = 1;
    assert_ok(db, orm_function_add(db, &function)); /* beside it */
    assert_ok(db, orm_reconnect(db));
    expect_integer(fx, db, "SELECT f() + f(1)", 5);
    assert_int_equal(counts[0] + counts[1] + counts[2], 6);
    engine_close(fx, db);
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 6);
    assert_int_equal(counts[2], 1);
}

static void test_functions_that_are_none(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char name[257];
    int destroyed = 0;
    memset(name, 'n', sizeof name);
    name[256] = '\0';
    orm_function function = {
        .name = name, .call = first_argument, .ctx = &destroyed, .destroy = count_destroyed
    };
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    function.name = "ORM_calculate_integer";
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    function.name = "";
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    function.name = NULL;
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    function.name = "f";
    function.arg_count = -2;
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    function.arg_count = 100000;
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    assert_mentions(orm_db_error(fx->db)->message, "at most");
    function.arg_count = 1;
    function.call = NULL;
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, &function));
    assert_fails(fx->db, ORM_MISUSE, orm_function_add(fx->db, NULL));
    assert_int_equal(destroyed, 0);
}

/* The handle is in the middle of a call. */
static orm_status call_back(const orm_function_call *call, orm_value *answer_out, orm_error *error)
{
    orm_db *db = call->ctx;
    int64_t count = 0;
    assert_int_equal(customer_count(db, NULL, &count), ORM_MISUSE);
    assert_int_equal(orm_exec(db, "ROLLBACK"), ORM_MISUSE);
    assert_string_equal(orm_db_dialect(db), "sqlite");
    *answer_out = orm_value_int(orm_depth(db));
    (void)error;
    return ORM_OK;
}

static void test_a_function_leaves_the_handle_alone(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    add(fx->db, "call_back", 0, call_back, fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    expect_integer(fx, fx->db, "SELECT call_back()", 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 0);
}

/* A window that is read with a function stays what it was when another one takes its place. */
static void test_a_function_is_replaced_while_rows_are_read(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    int one = 1, two = 2;
    add(fx->db, "f", 0, answer_ctx, &one);
    orm_result *result = NULL;
    const orm_raw raw = { .sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                 " LIMIT 10) SELECT f() FROM n",
                          .window = 1 };
    assert_ok(fx->db, orm_raw_query(fx->db, &raw, &result));
    assert_non_null(orm_result_next(result));
    add(fx->db, "f", 0, answer_ctx, &two);
    int rows = 1;
    for (const orm_value *row; (row = orm_result_next(result)) != NULL; rows++) {
        assert_int_equal(row->as.integer, 1);
    }
    assert_int_equal(orm_result_status(result), ORM_DONE);
    assert_int_equal(rows, 10);
    orm_result_free(result);
    expect_integer(fx, fx->db, "SELECT f()", 2);
}

static void test_b222_functions_of_a_wrapped_connection(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    sqlite3 *connection = NULL;
    orm_db *db = NULL;
    int one = 1;
    assert_int_equal(sqlite3_open(fx->url + strlen("sqlite:"), &connection), SQLITE_OK);
    assert_int_equal(orm_wrap_sqlite(connection, NULL, &db, NULL), ORM_OK);
    add(db, "f", 0, answer_ctx, &one);
    assert_int_equal(sqlite3_exec(connection, "SELECT f()", NULL, NULL, NULL), SQLITE_OK);
    orm_function function = { .name = "f", .call = answer_ctx, .ctx = &one };
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(connection, "SELECT 1 UNION ALL SELECT 2", -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_fails(db, ORM_LOCKED, orm_function_add(db, &function));
    (void)sqlite3_finalize(stmt);
    assert_ok(db, orm_function_add(db, &function));
    orm_close(db);
    assert_int_equal(sqlite3_exec(connection, "SELECT f()", NULL, NULL, NULL), SQLITE_ERROR);
    assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}

static orm_status use_functions(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_value value;
    const orm_function f = { .name = "twice", .arg_count = 1, .call = twice },
                       g = { .name = "first", .arg_count = ORM_ANY_COUNT, .call = first_argument };
    const orm_raw raw = { .sql = "SELECT twice(first('a', 1))" };
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(allocator, &arena);
    status = status == ORM_OK
                 ? orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL)
                 : status;
    status = status == ORM_OK ? orm_function_add(db, &f) : status;
    status = status == ORM_OK ? orm_function_add(db, &g) : status;
    status = status == ORM_OK ? orm_function_add(db, &f) : status;
    status = status == ORM_OK ? orm_raw_value(db, &raw, arena, &value) : status;
    status = status == ORM_OK ? orm_reconnect(db) : status;
    status = status == ORM_OK ? orm_raw_value(db, &raw, arena, &value) : status;
    orm_close(db);
    orm_arena_free(arena);
    return status;
}

static void test_b270_memory_of_functions(void **state)
{
    engine_sqlite_only();
    assert_string_equal(chaos_each(use_functions, *state), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_functions_of_postgresql_are_the_server_s),
    ENGINE_TEST(test_arguments_and_answers),
    ENGINE_TEST(test_answers_of_other_types),
    ENGINE_TEST(test_a_function_that_fails),
    ENGINE_TEST(test_a_statement_that_a_function_stops),
    ENGINE_TEST(test_functions_in_the_schema),
    ENGINE_TEST(test_replaced_and_destroyed),
    ENGINE_TEST(test_functions_that_are_none),
    ENGINE_TEST(test_a_function_leaves_the_handle_alone),
    ENGINE_TEST(test_a_function_is_replaced_while_rows_are_read),
    ENGINE_TEST(test_b222_functions_of_a_wrapped_connection),
    ENGINE_TEST(test_b270_memory_of_functions),
};

ENGINE_MAIN(tests)
