/* Redacted columns: whatever goes wrong with them, no value is in anything that comes out. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

/* The secrets of these tests, as text and as number. */
#define SECRET "xx-hunter2-xx"
enum { SECRET_NUMBER = 31337 };
static const char *const secrets[] = { "hunter2", "31337" };

/* All that a handle has said. */
typedef struct record {
    char all[65536];
    int failures;
} record;

static void append(record *log, const char *text)
{
    size_t size = strlen(log->all);
    assert_true(size + 1000 < sizeof log->all);
    (void)snprintf(log->all + size, sizeof log->all - size, "%s\n", text == NULL ? "" : text);
}

static void note(void *ctx, const orm_log_event *event)
{
    record *log = ctx;
    append(log, event->sql);
    append(log, event->message);
    append(log, event->expanded);
    log->failures += event->status < 0;
}

static void append_error(record *log, const orm_error *error)
{
    append(log, error->message);
    append(log, error->table);
    append(log, error->column);
    append(log, error->constraint);
    append(log, error->sql);
}

static orm_db *begin(engine_fixture *fx, record *log)
{
    memset(log, 0, sizeof *log);
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    return engine_open(fx, &(orm_options){ .log = note, .log_ctx = log, .log_values = true });
}

static void assert_untold(const record *log)
{
    const char *found = NULL;
    for (size_t i = 0; found == NULL && i < sizeof secrets / sizeof secrets[0]; i++) {
        found = strstr(log->all, secrets[i]);
    }
    if (found != NULL) {
        fail_msg("told: %.80s", found);
    }
}

/* The row is refused, with this status, and not a word of why. */
static void refuse(orm_db *db, record *log, orm_status expected, struct account row)
{
    assert_fails(db, expected, account_insert(db, &row));
    append_error(log, orm_db_error(db));
    assert_mentions(orm_db_error(db)->message, orm_status_text(expected));
    assert_untold(log);
}

static void test_b160_what_does_not_fit_is_not_told(void **state)
{
    engine_fixture *fx = *state;
    record log;
    orm_db *db = begin(fx, &log);
    struct account row = { .password = (char *)"a" };
    (void)strcpy(row.secret.day, "hunter2");
    refuse(db, &log, ORM_CONVERSION, row);
    assert_string_equal(orm_db_error(db)->message, "account.secret_day: value does not fit");
    assert_string_equal(orm_db_error(db)->column, "secret_day");
    row = (struct account){ .secret.sum = "31337.001" };
    refuse(db, &log, ORM_CONVERSION, row);
    row = (struct account){ .secret.level = (enum account_level)SECRET_NUMBER };
    refuse(db, &log, ORM_CONVERSION, row);
    assert_string_equal(orm_db_error(db)->column, "secret_level");
}

static void test_b160_what_breaks_a_constraint_is_not_told(void **state)
{
    engine_fixture *fx = *state;
    record log;
    orm_db *db = begin(fx, &log);
    refuse(db, &log, ORM_CHECK, (struct account){ .password = (char *)SECRET });
    assert_string_equal(orm_db_error(db)->constraint, "account_password_check");
    assert_mentions(orm_db_error(db)->message, "account_password_check");
    struct account row = { .password = (char *)"a-hunter2" };
    assert_ok(db, account_insert(db, &row));
    refuse(db, &log, ORM_UNIQUE, row);
    assert_string_equal(orm_db_error(db)->column, "password");
    assert_mentions(orm_db_error(db)->message, "account");
    assert_true(log.failures == 2);
}

static void test_b160_what_the_server_quotes_is_not_told(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    record log;
    orm_db *db = begin(fx, &log);
    refuse(db, &log, ORM_CONVERSION, (struct account){ .address = (char *)SECRET });
    refuse(db, &log, ORM_CONVERSION, (struct account){ .card = (char *)SECRET });
    refuse(db, &log, ORM_CONVERSION, (struct account){ .json = (char *)"{hunter2" });
    int64_t count = 0;
    assert_fails(
        db, ORM_CONVERSION,
        account_count(db, &(orm_query){ .where = orm_eq(account_.address, SECRET) }, &count));
    append_error(&log, orm_db_error(db));
    assert_untold(&log);
}

static void test_b160_what_a_trigger_quotes_is_not_told(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    record log;
    orm_db *db = begin(fx, &log);
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE FUNCTION gossip() RETURNS trigger LANGUAGE plpgsql AS $$"
                               " BEGIN RAISE NOTICE 'psst: %', NEW.password;"
                               " IF NEW.pin > 0 THEN RAISE EXCEPTION 'psst: %', NEW.password;"
                               " END IF; RETURN NEW; END $$;"
                               "CREATE TRIGGER gossip BEFORE INSERT ON account FOR EACH ROW"
                               " EXECUTE FUNCTION gossip()"));
    struct account row = { .password = (char *)"a-hunter2" };
    assert_ok(db, account_insert(db, &row));
    assert_mentions(log.all, "NOTICE");
    row.pin = 1;
    refuse(db, &log, ORM_SQL, row);
}

static void test_b160_operands_are_not_told(void **state)
{
    engine_fixture *fx = *state;
    record log;
    orm_db *db = begin(fx, &log);
    int64_t count = 0;
    const orm_expr *wheres[] = { orm_eq(account_.secret_day, SECRET),
                                 orm_eq(account_.secret_sum, "31337.001") };
    for (size_t i = 0; i < sizeof wheres / sizeof wheres[0]; i++) {
        assert_fails(db, ORM_CONVERSION,
                     account_count(db, &(orm_query){ .where = wheres[i] }, &count));
        append_error(&log, orm_db_error(db));
    }
    assert_ok(db,
              account_count(db, &(orm_query){ .where = orm_like(account_.password, "hunter2%") },
                            &count));
    assert_ok(db, account_count(db, &(orm_query){ .where = orm_eq(account_.pin, SECRET_NUMBER) },
                                &count));
    assert_untold(&log);
}

static void test_b160_what_cannot_be_read_is_not_told(void **state)
{
    engine_fixture *fx = *state;
    record log;
    orm_db *db = begin(fx, &log);
    struct account row = { .password = (char *)"a" };
    assert_ok(db, account_insert(db, &row));
    engine_exec(fx->db, "UPDATE account SET pin = 31337313373",
                "UPDATE account SET pin = 31337313373");
    assert_fails(db, ORM_CONVERSION, account_find(db, row.id, &row, fx->arena));
    assert_string_equal(orm_db_error(db)->column, "pin");
    append_error(&log, orm_db_error(db));
    orm_rows *rows = NULL;
    assert_fails(db, ORM_CONVERSION, account_select(db, NULL, &rows));
    append_error(&log, orm_db_error(db));
    assert_untold(&log);
}

/* That these tests would find it. */
static void test_what_is_not_redacted_is_told(void **state)
{
    engine_fixture *fx = *state;
    record log;
    orm_db *db = begin(fx, &log);
    struct account row = { .password = (char *)"a", .open_day = "hunter2" };
    assert_fails(db, ORM_CONVERSION, account_insert(db, &row));
    assert_mentions(orm_db_error(db)->message, "hunter2");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b160_operands_are_not_told),
    ENGINE_TEST(test_b160_what_a_trigger_quotes_is_not_told),
    ENGINE_TEST(test_b160_what_breaks_a_constraint_is_not_told),
    ENGINE_TEST(test_b160_what_cannot_be_read_is_not_told),
    ENGINE_TEST(test_b160_what_does_not_fit_is_not_told),
    ENGINE_TEST(test_b160_what_the_server_quotes_is_not_told),
    ENGINE_TEST(test_what_is_not_redacted_is_told),
};

ENGINE_MAIN(tests)
