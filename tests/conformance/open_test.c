/* Opening: URLs, options, and what each way to fail looks like. */
#include "shop.orm.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Opening fails so, leaves the handle alone and says why in one line. */
static void assert_does_not_open(const char *url, const orm_options *options, orm_status expected,
                                 const char *mention)
{
    orm_db *db = (orm_db *)(void *)1;
    orm_error error;
    memset(&error, 0x55, sizeof error);
    assert_int_equal(orm_open(url, options, &db, &error), expected);
    assert_ptr_equal(db, (void *)1);
    assert_int_equal(error.status, expected);
    assert_true(error.message[0] != '\0' && strchr(error.message, '\n') == NULL);
    assert_null(error.sql);
    assert_mentions(error.message, mention);
    assert_int_equal(orm_open(url, options, &db, NULL), expected);
}

static void test_b212_urls_that_are_none(void **state)
{
    (void)state;
    assert_does_not_open("", NULL, ORM_MISUSE, "sqlite:");
    assert_does_not_open("shop.db", NULL, ORM_MISUSE, "sqlite:");
    assert_does_not_open("mysql://host/db", NULL, ORM_MISUSE, "postgresql://");
    assert_does_not_open("sqlite:", NULL, ORM_MISUSE, "sqlite:");
    assert_does_not_open("postgresql://host:notaport/db?%zz", NULL, ORM_MISUSE, "%");
}

static void test_b212_missing_files_and_folders(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char url[600];
    (void)snprintf(url, sizeof url, "%s.missing", fx->url);
    assert_does_not_open(url, &(orm_options){ .must_exist = true }, ORM_NOT_FOUND, "missing");
    assert_int_not_equal(access(url + strlen("sqlite:"), F_OK), 0); /* it was not made either */
    assert_does_not_open(url, &(orm_options){ .read_only = true }, ORM_NOT_FOUND, "missing");
    assert_does_not_open("sqlite:/no/such/folder/x.db", NULL, ORM_CONNECTION, "folder");
    assert_does_not_open("sqlite:/tmp", NULL, ORM_CONNECTION, "/tmp");
    orm_db *db = NULL;
    assert_int_equal(orm_open(fx->url, &(orm_options){ .must_exist = true }, &db, NULL), ORM_OK);
    orm_close(db);
}

static void test_b212_a_file_that_is_no_database(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char url[600];
    (void)snprintf(url, sizeof url, "%s.text", fx->url);
    const char *path = url + strlen("sqlite:");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++) {
        (void)fputs("this is text\n", file);
    }
    (void)fclose(file);
    assert_does_not_open(url, NULL, ORM_ENGINE, "not a database");
    assert_does_not_open(url, NULL, ORM_ENGINE, path);
    assert_int_equal(unlink(path), 0);
}

static void test_b212_servers_and_databases_that_are_not_there(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_does_not_open("postgresql:///x?host=/no/such/folder", NULL, ORM_CONNECTION, "/no/such");
    assert_does_not_open("postgresql://127.0.0.1:1/x?connect_timeout=2", NULL, ORM_CONNECTION, "1");
    const char *query = strchr(fx->url, '?');
    char url[700];
    (void)snprintf(url, sizeof url, "postgresql:///no_such_database%s", query);
    assert_does_not_open(url, NULL, ORM_CONNECTION, "no_such_database");
    (void)snprintf(url, sizeof url, "%s&user=no_such_user", fx->url);
    assert_does_not_open(url, NULL, ORM_CONNECTION, "no_such_user");
}

static void test_b210_a_read_only_handle_refuses_writes(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = { .name = (char *)"a" };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    orm_db *other = engine_open(fx, &(orm_options){ .read_only = true });
    struct customer found = { .id = 0 };
    assert_ok(other, customer_find(other, row.id, &found, fx->arena));
    assert_fails(other, ORM_READ_ONLY, customer_insert(other, &row));
    assert_fails(other, ORM_READ_ONLY, customer_update(other, &row));
    assert_fails(other, ORM_READ_ONLY, customer_delete(other, &row));
    assert_fails(other, ORM_READ_ONLY, orm_exec(other, "DELETE FROM customer"));
    assert_fails(other, ORM_READ_ONLY, orm_drop_all(other, &shop_schema));
    assert_int_equal(orm_depth(other), 0);
    assert_ok(other, customer_find(other, row.id, &found, fx->arena));
}

static void test_b221_a_database_in_memory(void **state)
{
    (void)state;
    engine_sqlite_only();
    orm_db *a = NULL, *b = NULL;
    assert_int_equal(orm_open("sqlite::memory:", NULL, &a, NULL), ORM_OK);
    assert_int_equal(orm_open("sqlite::memory:", NULL, &b, NULL), ORM_OK);
    assert_ok(a, orm_create_all(a, &shop_schema));
    struct customer row = { .name = (char *)"a" };
    assert_ok(a, customer_insert(a, &row));
    assert_fails(b, ORM_SCHEMA, customer_insert(b, &row)); /* another database */
    orm_close(a);
    orm_close(b);
}

/* A path is a path: nothing in it is taken for a parameter of SQLite's. */
static void test_b221_a_path_is_taken_as_it_is(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char url[600];
    (void)snprintf(url, sizeof url, "%s ?mode=memory&x=%%41#\xc3\xa4", fx->url);
    orm_db *db = NULL;
    assert_int_equal(orm_open(url, NULL, &db, NULL), ORM_OK);
    assert_ok(db, orm_create_all(db, &shop_schema));
    orm_close(db);
    assert_int_equal(unlink(url + strlen("sqlite:")), 0);
}

static void test_the_dialect_is_told(void **state)
{
    engine_fixture *fx = *state;
    assert_string_equal(orm_db_dialect(fx->db), engine_is_sqlite() ? "sqlite" : "postgresql");
}

static void test_b213_parameters_pass_through(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    orm_db *other = engine_open_with(fx,
                                     "application_name=my%20program&"
                                     "options=-c%20statement_timeout%3D4711",
                                     NULL);
    assert_string_equal(engine_ask(fx, other, "SELECT current_setting('application_name')"),
                        "my program");
    assert_string_equal(engine_ask(fx, other, "SELECT current_setting('statement_timeout')"),
                        "4711ms");
}

/* SQLite would else take a quoted name of no column for a text, in an index too. */
static void test_a_misspelt_column_of_an_index_is_no_text(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE plain (id INTEGER)"));
    assert_fails(fx->db, ORM_SCHEMA, orm_exec(fx->db, "CREATE INDEX by_id ON plain (\"idd\")"));
}

/* Whether the file is new cannot be seen while somebody writes: then it is not. */
static void test_a_file_that_is_being_written_to_opens(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE plain (id INTEGER)"));
    assert_ok(fx->db, orm_exec(fx->db, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE"));
    orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    assert_fails(other, ORM_BUSY, orm_exec(other, "INSERT INTO plain VALUES (1)"));
    assert_ok(fx->db, orm_exec(fx->db, "COMMIT"));
    assert_ok(other, orm_exec(other, "INSERT INTO plain VALUES (1)"));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b212_urls_that_are_none),
    ENGINE_TEST(test_b212_missing_files_and_folders),
    ENGINE_TEST(test_b212_a_file_that_is_no_database),
    ENGINE_TEST(test_b212_servers_and_databases_that_are_not_there),
    ENGINE_TEST(test_b213_parameters_pass_through),
    ENGINE_TEST(test_b221_a_database_in_memory),
    ENGINE_TEST(test_b221_a_path_is_taken_as_it_is),
    ENGINE_TEST(test_b210_a_read_only_handle_refuses_writes),
    ENGINE_TEST(test_the_dialect_is_told),
    ENGINE_TEST(test_a_misspelt_column_of_an_index_is_no_text),
    ENGINE_TEST(test_a_file_that_is_being_written_to_opens),
};

ENGINE_MAIN(tests)
