/* Errors: by cause, with the table, the column and the constraint, and how long they stay. */
#include "kinds.orm.h"
#include "models/odd.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_two_customers(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    struct customer a = { .name = (char *)"a", .email = (char *)"a@x" };
    struct customer b = { .name = (char *)"b", .email = (char *)"b@x" };
    assert_ok(db, customer_insert(db, &a));
    assert_ok(db, customer_insert(db, &b));
}

/* The engine's own code is there, the other engine's is not. */
static void assert_native(const orm_error *error, int sqlite, const char *postgresql)
{
    assert_int_equal(error->native, engine_is_sqlite() ? sqlite : 0);
    assert_string_equal(error->sqlstate, engine_is_sqlite() ? "" : postgresql);
}

static void test_b071_b269_unique(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    struct customer row = { .name = (char *)"c", .email = (char *)"a@x" };
    assert_fails(fx->db, ORM_UNIQUE, customer_insert(fx->db, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->table, "customer");
    assert_string_equal(error->column, "email");
    assert_native(error, 2067, "23505");
    row.id = 1;
    row.email = NULL;
    assert_fails(fx->db, ORM_UNIQUE, customer_insert_with_key(fx->db, &row));
    assert_string_equal(error->column, "id");
    assert_native(error, 1555, "23505");
}

static void test_b071_b269_not_null(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    engine_exec(fx->db,
                "DROP TABLE customer; CREATE TABLE customer (id INTEGER PRIMARY KEY, name,"
                " email NOT NULL, country, tier)",
                "ALTER TABLE customer ALTER COLUMN email SET NOT NULL");
    struct customer row = { .name = (char *)"c" };
    assert_fails(fx->db, ORM_NOT_NULL, customer_insert(fx->db, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->table, "customer");
    assert_string_equal(error->column, "email");
    assert_native(error, 1299, "23502");
}

static void test_b071_b269_check(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    struct invoice row = { .customer_id = 1, .total_cents = -1 };
    assert_fails(fx->db, ORM_CHECK, invoice_insert(fx->db, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->constraint, "invoice_total_cents_check");
    assert_native(error, 275, "23514");
}

static void test_b071_b269_foreign_key(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    struct invoice row = { .customer_id = 4711, .total_cents = 1 };
    assert_fails(fx->db, ORM_FOREIGN_KEY, invoice_insert(fx->db, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_native(error, 787, "23503");
    assert_string_equal(error->table, "invoice");
    if (!engine_is_sqlite()) { /* SQLite does not say which */
        assert_mentions(error->constraint, "customer_id");
    }
}

static void test_b072_columns_of_a_composite_key(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct grant row = { .role = (char *)"r", .object_id = 1, .rights = 1 };
    assert_ok(fx->db, grant_insert(fx->db, &row));
    assert_fails(fx->db, ORM_UNIQUE, grant_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->table, "grant");
    assert_string_equal(orm_db_error(fx->db)->column, "role, object_id");
    row.object_id = 2;
    row.rights = 8;
    assert_fails(fx->db, ORM_CHECK, grant_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->constraint, "grant_rights_check");
}

static void test_a_conversion_names_the_member(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    struct customer row = { .name = (char *)"c", .tier = (enum tier)77 };
    assert_fails(fx->db, ORM_CONVERSION, customer_insert(fx->db, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->table, "customer");
    assert_string_equal(error->column, "tier");
    assert_mentions(error->message, "77");
    int64_t count = 0;
    const int no_tier[] = { 78 };
    assert_fails(fx->db, ORM_CONVERSION,
                 customer_count(fx->db, &(orm_query){ .where = orm_in(customer_.tier, no_tier, 1) },
                                &count));
    assert_string_equal(error->column, "tier");
    assert_mentions(error->message, "78");
}

static void test_b266_the_statement_is_told(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    struct customer row = { .name = (char *)"c", .email = (char *)"a@x" };
    assert_fails(fx->db, ORM_UNIQUE, customer_insert(fx->db, &row));
    const char *sql = orm_db_error(fx->db)->sql;
    assert_non_null(sql);
    assert_mentions(sql, "INSERT INTO \"customer\"");
    assert_fails(fx->db, ORM_SQL, orm_exec(fx->db, "SELEC 1"));
    assert_string_equal(orm_db_error(fx->db)->sql, "SELEC 1");
    assert_fails(fx->db, ORM_MISUSE, orm_commit(fx->db));
    assert_null(orm_db_error(fx->db)->sql);
}

static void test_b267_an_error_stays_until_the_next_failure(void **state)
{
    engine_fixture *fx = *state;
    add_two_customers(fx->db);
    assert_int_equal(orm_db_error(fx->db)->status, ORM_OK);
    struct customer row = { .name = (char *)"c", .email = (char *)"a@x" };
    struct customer good = { .name = (char *)"good" };
    assert_fails(fx->db, ORM_UNIQUE, customer_insert(fx->db, &row));
    orm_error copy = *orm_db_error(fx->db);
    assert_ok(fx->db, customer_insert(fx->db, &good));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_rollback(fx->db));
    orm_rows *rows = NULL;
    assert_ok(fx->db, customer_select(fx->db, NULL, &rows));
    orm_rows_free(rows);
    const orm_error *now = orm_db_error(fx->db);
    assert_int_equal(now->status, ORM_UNIQUE);
    assert_string_equal(now->message, copy.message);
    assert_mentions(now->sql, "INSERT");
    assert_fails(fx->db, ORM_NOT_FOUND, customer_delete_key(fx->db, 4711));
    assert_string_equal(now->column, ""); /* nothing of the earlier one is left */
}

static void test_b268_any_language_passes(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    engine_exec(fx->db,
                "CREATE TRIGGER t BEFORE INSERT ON ticket BEGIN"
                "  SELECT RAISE(ABORT, 'nicht m\xc3\xb6glich \xf0\x9f\x98\x80'); END",
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                "  RAISE EXCEPTION 'nicht m\xc3\xb6glich \xf0\x9f\x98\x80'; END $$;"
                "CREATE TRIGGER t BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION t()");
    struct ticket row = { .id = 0 };
    assert_fails(fx->db, ORM_SQL, orm_insert(fx->db, &ticket_entity, &row));
    assert_mentions(orm_db_error(fx->db)->message, "nicht m\xc3\xb6glich \xf0\x9f\x98\x80");
}

/* A message of several lines, or a very long one, becomes one line that ends at a character. */
static void test_a_message_is_one_line(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_fails(
        fx->db, ORM_SQL,
        orm_exec(fx->db, "DO $$ BEGIN RAISE EXCEPTION E'first\\nsecond\\r\\nthird'; END $$"));
    assert_mentions(orm_db_error(fx->db)->message, "third");
    assert_fails(
        fx->db, ORM_SQL,
        orm_exec(fx->db, "DO $$ BEGIN RAISE EXCEPTION '%', repeat('\xc3\xa4', 2000); END $$"));
    const char *message = orm_db_error(fx->db)->message;
    size_t size = strlen(message);
    assert_in_range(size, 400, 511);
    assert_int_equal((unsigned char)message[size - 1], 0xa4);
}

static void test_b159_a_text_that_is_no_sql(void **state)
{
    engine_fixture *fx = *state;
    assert_fails(fx->db, ORM_SQL, orm_exec(fx->db, "this is no SQL"));
    assert_fails(fx->db, ORM_SCHEMA, orm_exec(fx->db, "SELECT a FROM nowhere"));
    assert_string_equal(orm_db_error(fx->db)->table, "nowhere");
    assert_fails(fx->db, ORM_SCHEMA, orm_exec(fx->db, "CREATE TABLE t (a INT); SELECT b FROM t"));
    assert_string_equal(orm_db_error(fx->db)->column, "b");
}

static void test_b262_several_statements_in_one_text(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('?;$1'); -- ;\n"
                               "INSERT INTO t VALUES ('b%\\');;"));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM t"), "2");
    assert_ok(fx->db, orm_exec(fx->db, "SELECT * FROM t"));
    assert_ok(fx->db, orm_exec(fx->db, ""));
    assert_ok(fx->db, orm_exec(fx->db, " -- nothing"));
}

static void test_b062_a_statement_of_a_mebibyte(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE t (a TEXT)"));
    enum { SIZE = 1 << 20 };
    char *sql = malloc(SIZE + 64);
    assert_non_null(sql);
    size_t start = (size_t)snprintf(sql, 64, "INSERT INTO t VALUES ('");
    memset(sql + start, 'x', SIZE);
    memcpy(sql + start + SIZE, "')", 3);
    assert_ok(fx->db, orm_exec(fx->db, sql));
    free(sql);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT length(a) FROM t"), "1048576");
}

static void test_every_status_has_a_name_and_a_text(void **state)
{
    (void)state;
    const orm_status all[] = { ORM_OK, ORM_DONE, ORM_AGAIN, ORM_NOT_FOUND, ORM_UNIQUE, ORM_ENGINE };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_int_equal(strncmp(orm_status_name(all[i]), "ORM_", 4), 0);
        assert_true(orm_status_text(all[i])[0] != '\0');
    }
    assert_string_equal(orm_status_name(ORM_UNIQUE), "ORM_UNIQUE");
    assert_string_equal(orm_status_name((orm_status)-9999), "ORM_?");
    assert_non_null(orm_status_text((orm_status)-9999));
}

/* The statement is told, too, where its parameters are refused before it runs. */
static void test_the_statement_of_a_refused_parameter(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = { .text = (char *)"", .data = (void *)"", .color = COLOR_RED };
    row.maybe_int = -1;
    row.flagged_is_null = row.flagged_bool_is_null = true;
    if (engine_is_sqlite()) {
        row.f64 = NAN;
    } else {
        row.at_us = INT64_MIN + 1;
    }
    assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
    assert_non_null(orm_db_error(fx->db)->sql);
    assert_mentions(orm_db_error(fx->db)->sql, "INSERT INTO");
}

/* The text outlives a statement that was made for this use alone, because the same one is open. */
static void test_the_text_of_a_statement_that_is_gone(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    for (int64_t id = 1; id <= 2; id++) {
        struct item row = { .id = id, .rank = id };
        assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    }
    assert_ok(fx->db, /* what stands for NULL in C */
              orm_exec(fx->db, "UPDATE item SET \"rank\" = -9223372036854775807 - 1 WHERE id = 2"));
    orm_query query = { .order_by = { orm_asc(item_.id) }, .window = 1 };
    orm_rows *open = NULL, *none = NULL;
    assert_ok(fx->db, orm_select(fx->db, &item_entity, &query, &open));
    query.window = 0;
    assert_fails(fx->db, ORM_CONVERSION, orm_select(fx->db, &item_entity, &query, &none));
    assert_mentions(orm_db_error(fx->db)->sql, "SELECT");
    orm_rows_free(open);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b062_a_statement_of_a_mebibyte),
    ENGINE_TEST(test_b071_b269_unique),
    ENGINE_TEST(test_b071_b269_not_null),
    ENGINE_TEST(test_b071_b269_check),
    ENGINE_TEST(test_b071_b269_foreign_key),
    ENGINE_TEST(test_b072_columns_of_a_composite_key),
    ENGINE_TEST(test_b159_a_text_that_is_no_sql),
    ENGINE_TEST(test_b262_several_statements_in_one_text),
    ENGINE_TEST(test_b266_the_statement_is_told),
    ENGINE_TEST(test_b267_an_error_stays_until_the_next_failure),
    ENGINE_TEST(test_b268_any_language_passes),
    ENGINE_TEST(test_a_message_is_one_line),
    ENGINE_TEST(test_a_conversion_names_the_member),
    ENGINE_TEST(test_every_status_has_a_name_and_a_text),
    ENGINE_TEST(test_the_statement_of_a_refused_parameter),
    ENGINE_TEST(test_the_text_of_a_statement_that_is_gone),
};

ENGINE_MAIN(tests)
