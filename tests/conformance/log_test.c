/* The log callback: what it is told, and what it is never told. */
#include "models/customers.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

typedef struct record {
    int statements, failures, notices;
    int64_t rows;
    orm_status last_status;
    char last_sql[512], last_message[512], all[8192];
    const void *last_caller;
} record;

static void append(record *log, const char *text)
{
    size_t size = strlen(log->all);
    (void)snprintf(log->all + size, sizeof log->all - size, "%s\n", text == NULL ? "" : text);
}

static void note(void *ctx, const orm_log_event *event)
{
    record *log = ctx;
    append(log, event->sql);
    append(log, event->message);
    log->last_caller = event->caller;
    if (event->level != ORM_LOG_STATEMENT) {
        log->notices++;
        (void)snprintf(log->last_message, sizeof log->last_message, "%s", event->message);
        return;
    }
    assert_non_null(event->sql);
    assert_true(event->duration_ns >= 0);
    log->statements++;
    log->failures += event->status < 0;
    log->rows += event->rows;
    log->last_status = event->status;
    (void)snprintf(log->last_sql, sizeof log->last_sql, "%s", event->sql);
    (void)snprintf(log->last_message, sizeof log->last_message, "%s",
                   event->message == NULL ? "" : event->message);
}

static orm_db *open_logged(engine_fixture *fx, record *log)
{
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    return engine_open(fx, &(orm_options){ .log = note, .log_ctx = log });
}

static void test_b271_each_execution_is_told(void **state)
{
    engine_fixture *fx = *state;
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    struct customer row = { .name = (char *)"Ada" }, found = { .id = 0 };
    int before = log.statements;
    assert_ok(db, customer_insert(db, &row));
    assert_int_equal(log.statements, before + 1);
    assert_mentions(log.last_sql, "INSERT INTO \"customer\"");
    assert_ok(db, customer_find(db, row.id, &found, fx->arena));
    assert_mentions(log.last_sql, "SELECT");
    assert_ok(db, customer_update(db, &row));
    assert_mentions(log.last_sql, "UPDATE");
    assert_ok(db, customer_delete(db, &row));
    assert_mentions(log.last_sql, "DELETE");
    assert_int_equal(log.statements, before + 4);
    assert_true(log.last_status >= 0);
    assert_int_equal(log.failures, 0);
    assert_non_null(log.last_caller);
    assert_ok(db, orm_begin(db, NULL));
    assert_mentions(log.last_sql, "BEGIN");
    assert_ok(db, orm_commit(db));
    assert_mentions(log.last_sql, "COMMIT");
}

static void test_b271_rows_are_counted(void **state)
{
    engine_fixture *fx = *state;
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    for (int i = 0; i < 7; i++) {
        struct customer row = { .name = (char *)"x" };
        assert_ok(db, customer_insert(db, &row));
    }
    for (size_t window = 0; window < 3; window++) {
        int before = log.statements;
        log.rows = 0;
        orm_rows *rows = NULL;
        assert_ok(db, customer_select(db, &(orm_query){ .window = window }, &rows));
        while (customer_next(rows) != NULL) {
        }
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        orm_rows_free(rows);
        assert_int_equal(log.rows, 7);
        assert_int_equal(log.statements, before + 1);
    }
}

/* ---- transactions ---- */

/* What the statements are, a letter for each: w writes, t is about a transaction; behind it a dot
 * where none is open then. */
static void note_borders(void *ctx, const orm_log_event *event)
{
    char *to = ctx;
    size_t size = strlen(to);
    assert_false(event->is_write && event->is_transaction);
    (void)snprintf(to + size, 64 - size, "%s%s",
                   event->is_write         ? "w"
                   : event->is_transaction ? "t"
                                           : "r",
                   event->in_transaction ? "" : ".");
}

static void check_borders(char *to, const char *expected)
{
    assert_string_equal(to, expected);
    to[0] = '\0';
}

static void test_b271_transactions_are_told(void **state)
{
    engine_fixture *fx = *state;
    static char to[64];
    struct customer row = { .name = (char *)"Ada" }, found;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    engine_exec(fx->db,
                "CREATE TABLE late (id INTEGER PRIMARY KEY, of INTEGER REFERENCES late (id)"
                " DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE late (id integer PRIMARY KEY, of integer REFERENCES late (id)"
                " DEFERRABLE INITIALLY DEFERRED)");
    orm_db *db = engine_open(fx, &(orm_options){ .log = note_borders, .log_ctx = to });
    to[0] = '\0';
    assert_ok(db, customer_insert(db, &row));
    assert_ok(db, customer_find(db, row.id, &found, fx->arena));
    check_borders(to, "w.r.");
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, customer_update(db, &row));
    assert_fails(db, ORM_UNIQUE, customer_insert_with_key(db, &row));
    assert_ok(db, orm_rollback(db));
    check_borders(to, "ttwwt");
    assert_ok(db, orm_commit(db));
    check_borders(to, "t.");
    /* PostgreSQL has ended what could not be committed, SQLite waits. */
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_exec(db, "INSERT INTO late VALUES (1, 2)"));
    assert_fails(db, ORM_FOREIGN_KEY, orm_commit(db));
    check_borders(to, engine_is_sqlite() ? "twt" : "twt.");
    assert_ok(db, orm_rollback(db));
    check_borders(to, engine_is_sqlite() ? "t." : "");
}

static void test_b160_values_are_never_told(void **state)
{
    engine_fixture *fx = *state;
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    struct customer row = { .name = (char *)"s3cret name", .email = (char *)"s3cret@x" };
    int64_t count = 0;
    assert_ok(db, customer_insert(db, &row));
    assert_fails(db, ORM_UNIQUE, customer_insert(db, &row));
    assert_ok(db, customer_count(db, &(orm_query){ .where = orm_like(customer_.name, "s3cret%") },
                                 &count));
    assert_int_equal(count, 1);
    assert_null(strstr(log.all, "s3cret"));
    assert_null(strstr(orm_db_error(db)->message, "s3cret"));
    assert_null(strstr(orm_db_error(db)->column, "s3cret"));
}

static void test_b271_failures_are_told_with_their_message(void **state)
{
    engine_fixture *fx = *state;
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    assert_fails(db, ORM_CHECK, customers_fail(db));
    assert_int_equal(log.failures, 1);
    assert_int_equal(log.last_status, ORM_CHECK);
    assert_true(log.last_message[0] != '\0');
    assert_true(orm_exec(db, "nonsense") < 0);
    assert_string_equal(log.last_sql, "nonsense");
    assert_int_equal(log.failures, 2);
}

static void test_b223_notices_of_the_server(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    assert_ok(db, orm_exec(db, "DO $$ BEGIN RAISE NOTICE 'look here'; END $$"));
    assert_int_equal(log.notices, 1);
    assert_mentions(log.all, "look here");
    assert_ok(fx->db, orm_exec(fx->db, "DO $$ BEGIN RAISE WARNING 'nobody hears'; END $$"));
}

/* ---- values ---- */

typedef struct values {
    char last[4096];
    int writes, without;
} values;

static void note_values(void *ctx, const orm_log_event *event)
{
    values *v = ctx;
    v->writes += event->is_write;
    v->without += event->level == ORM_LOG_STATEMENT && event->expanded == NULL;
    (void)snprintf(v->last, sizeof v->last, "%s", event->expanded == NULL ? "" : event->expanded);
}

static void test_b271_values_where_they_are_asked_for(void **state)
{
    engine_fixture *fx = *state;
    values v = { .writes = 0 };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *db =
        engine_open(fx, &(orm_options){ .log = note_values, .log_ctx = &v, .log_values = true });
    struct customer row = { .name = (char *)"O'Hara", .email = NULL, .country = "DE" };
    v = (values){ .writes = 0 };
    assert_ok(db, customer_insert(db, &row));
    assert_int_equal(v.writes, 1);
    assert_mentions(v.last, "'O''Hara'");
    assert_mentions(v.last, "NULL");
    assert_mentions(v.last, "'DE'");
    struct customer found = { .id = 0 };
    assert_ok(db, customer_find(db, row.id, &found, fx->arena));
    assert_int_equal(v.writes, 1);
    assert_mentions(v.last, "= 1");
    int64_t count = 0;
    assert_ok(db,
              customer_count(db, &(orm_query){ .where = orm_eq(customer_.name, "?1 $1") }, &count));
    assert_mentions(v.last, "= '?1 $1'");
    assert_ok(db, customer_update(db, &row));
    assert_ok(db, customer_delete(db, &row));
    assert_int_equal(v.writes, 3);
    assert_ok(db, orm_begin(db, NULL));
    assert_mentions(v.last, "BEGIN");
    assert_ok(db, orm_commit(db));
    assert_string_equal(v.last, "COMMIT");
    assert_int_equal(v.writes, 3);
    assert_ok(db, orm_exec(db, "CREATE TABLE t (i INTEGER)"));
    assert_string_equal(v.last, "CREATE TABLE t (i INTEGER)");
    assert_int_equal(v.writes, 4);
    assert_int_equal(v.without, 0);
    assert_fails(db, ORM_CHECK, customers_fail(db));
    assert_int_equal(v.writes, 5);
    assert_int_equal(v.without, 0);
}

static void test_b271_large_values_are_cut(void **state)
{
    engine_fixture *fx = *state;
    values v = { .writes = 0 };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *db =
        engine_open(fx, &(orm_options){ .log = note_values, .log_ctx = &v, .log_values = true });
    static char name[100001];
    memset(name, 'x', sizeof name - 1);
    struct customer row = { .name = name };
    assert_ok(db, customer_insert(db, &row));
    assert_mentions(v.last, "xxx'<100000 bytes>");
    assert_in_range(strlen(v.last), 1000, 1400);
    orm_db *brief = engine_open(
        fx, &(orm_options){
                .log = note_values, .log_ctx = &v, .log_values = true, .log_value_max = 3 });
    row.name = (char *)"ab\xc3\xa4z"; /* no half of a character */
    assert_ok(brief, customer_insert(brief, &row));
    assert_mentions(v.last, "'ab'<5 bytes>");
}

static void test_b271_no_values_unless_asked_for(void **state)
{
    engine_fixture *fx = *state;
    values v = { .writes = 0 };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *db = engine_open(fx, &(orm_options){ .log = note_values, .log_ctx = &v });
    v = (values){ .writes = 0 };
    assert_ok(db, customers_add(db, "a"));
    assert_int_equal(v.writes, 1);
    assert_int_equal(v.without, 1);
}

/* A call is under way while the callback runs: it is not to be disturbed. */
typedef struct nested {
    orm_db *db;
    orm_status answer;
} nested;

static void ask_again(void *ctx, const orm_log_event *event)
{
    nested *asked = ctx;
    (void)event;
    int64_t count = 0;
    if (asked->db != NULL) {
        asked->answer = customer_count(asked->db, NULL, &count);
    }
}

static void test_the_callback_cannot_use_its_handle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    nested asked = { .db = NULL };
    orm_db *db = engine_open(fx, &(orm_options){ .log = ask_again, .log_ctx = &asked });
    struct customer row = { .name = (char *)"Ada", .country = "DE" }, found = { .id = 0 };
    assert_ok(db, customer_insert(db, &row));
    asked.db = db;
    assert_ok(db, customer_find(db, row.id, &found, fx->arena));
    assert_int_equal(asked.answer, ORM_MISUSE);
    assert_string_equal(found.name, "Ada");
    assert_string_equal(found.country, "DE");
    assert_int_equal(orm_db_error(db)->status, ORM_OK);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b160_values_are_never_told),
    ENGINE_TEST(test_b223_notices_of_the_server),
    ENGINE_TEST(test_b271_each_execution_is_told),
    ENGINE_TEST(test_b271_rows_are_counted),
    ENGINE_TEST(test_b271_transactions_are_told),
    ENGINE_TEST(test_b271_values_where_they_are_asked_for),
    ENGINE_TEST(test_b271_large_values_are_cut),
    ENGINE_TEST(test_b271_no_values_unless_asked_for),
    ENGINE_TEST(test_b271_failures_are_told_with_their_message),
    ENGINE_TEST(test_the_callback_cannot_use_its_handle),
};

ENGINE_MAIN(tests)
