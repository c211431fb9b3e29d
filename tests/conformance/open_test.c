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
    engine_session_only();
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
    engine_named_only();
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

/* The file of the fixture by a URI. */
static orm_db *open_uri(const engine_fixture *fx, const char *parameters,
                        const orm_options *options, orm_error *error)
{
    char url[600];
    orm_db *db = NULL;
    error->status = ORM_OK;
    (void)snprintf(url, sizeof url, "sqlite:file:%s%s", fx->url + strlen("sqlite:"), parameters);
    return orm_open(url, options, &db, error) == ORM_OK ? db : NULL;
}

static void test_b221_uri_file_names(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_error error;
    struct customer row = { .name = (char *)"a" }, found = { .id = 0 };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customer_insert(fx->db, &row));
    const char *const readers[] = { "?mode=ro", "?immutable=1" };
    for (size_t i = 0; i < 2; i++) {
        orm_db *reader = open_uri(fx, readers[i], NULL, &error);
        assert_non_null(reader);
        assert_ok(reader, orm_exec(reader, "SELECT 1"));
        assert_fails(reader, ORM_READ_ONLY, orm_exec(reader, "CREATE TABLE t (i INTEGER)"));
        assert_ok(reader, orm_reconnect(reader));
        orm_close(reader);
    }
    orm_db *writer = open_uri(fx, "?mode=rw#fragment", NULL, &error);
    assert_ok(writer, customer_find(writer, row.id, &found, fx->arena));
    assert_ok(writer, customer_insert(writer, &row));
    orm_close(writer);
    assert_null(open_uri(fx, ".none?mode=rw", NULL, &error));
    assert_int_equal(error.status, ORM_NOT_FOUND);
    assert_mentions(error.message, "no such file");
    assert_null(open_uri(fx, "%2Fx%2fy?mode=rwc", NULL, &error));
    assert_int_equal(error.status, ORM_CONNECTION);
    assert_null(open_uri(fx, "?mode=unheard", NULL, &error));
    assert_true(error.status < 0);
}

static void test_b221_a_database_in_memory_that_is_shared(void **state)
{
    (void)state;
    engine_sqlite_only();
    const char *const url = "sqlite:file:shop?mode=memory&cache=shared";
    orm_db *a = NULL, *b = NULL;
    assert_int_equal(orm_open(url, NULL, &a, NULL), ORM_OK);
    assert_int_equal(orm_open(url, NULL, &b, NULL), ORM_OK);
    assert_ok(a, orm_create_all(a, &shop_schema));
    struct customer row = { .name = (char *)"a" };
    assert_ok(a, customer_insert(a, &row));
    int64_t count = -1;
    assert_ok(b, customer_count(b, NULL, &count));
    assert_int_equal(count, 1);
    assert_fails(a, ORM_MISUSE, orm_reconnect(a));
    orm_close(a);
    orm_close(b);
}

/* ---- attached files ---- */

static orm_status attach(orm_db *db, void *ctx)
{
    char sql[700];
    (void)snprintf(sql, sizeof sql, "ATTACH '%s.attached' AS other", (const char *)ctx);
    return orm_exec(db, sql);
}

static void test_b056_b221_tables_of_an_attached_file(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char url[600];
    (void)snprintf(url, sizeof url, "%s.attached", fx->url);
    const char *path = fx->url + strlen("sqlite:");
    orm_db *other = NULL;
    assert_int_equal(orm_open(url, &(orm_options){ .journal = ORM_JOURNAL_KEEP }, &other, NULL),
                     ORM_OK);
    assert_ok(other, orm_create_all(other, &shop_schema));
    orm_db *db = engine_open(fx, &(orm_options){ .setup = attach, .setup_ctx = (void *)path });
    struct customer row = { .name = (char *)"a", .email = (char *)"e" }, found = { .id = 0 };
    for (int i = 0; i < 2; i++) {
        assert_ok(db, customer_insert(db, &row));
        assert_ok(db, customer_find(db, row.id, &found, fx->arena));
        found.name = (char *)"b";
        assert_ok(db, customer_update(db, &found));
        assert_ok(other, customer_find_by_email(other, "e", &found, fx->arena));
        assert_string_equal(found.name, "b");
        assert_ok(db, customer_delete(db, &found));
        assert_ok(db, orm_reconnect(db));
    }
    assert_fails(fx->db, ORM_SCHEMA, customer_insert(fx->db, &row));
    orm_close(other);
    assert_int_equal(unlink(url + strlen("sqlite:")), 0);
}

/* ---- how a file is opened ---- */

static void test_b228_the_journal_as_the_options_say(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char url[600];
    (void)snprintf(url, sizeof url, "%s.journal", fx->url);
    const struct {
        orm_journal asked;
        const char *mode;
    } steps[] = { { ORM_JOURNAL_KEEP, "delete" },
                  { ORM_JOURNAL_NEW_WAL, "delete" },
                  { ORM_JOURNAL_WAL, "wal" },
                  { ORM_JOURNAL_KEEP, "wal" } };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        orm_db *db = NULL;
        assert_int_equal(orm_open(url, &(orm_options){ .journal = steps[i].asked }, &db, NULL),
                         ORM_OK);
        assert_string_equal(engine_ask(fx, db, "(SELECT journal_mode FROM pragma_journal_mode)"),
                            steps[i].mode);
        orm_close(db);
    }
    assert_int_equal(unlink(url + strlen("sqlite:")), 0);
}

static void test_b221_symbolic_links(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    char url[600];
    (void)snprintf(url, sizeof url, "%s.link", fx->url);
    assert_int_equal(symlink(fx->url + strlen("sqlite:"), url + strlen("sqlite:")), 0);
    assert_does_not_open(url, &(orm_options){ .no_follow = true }, ORM_CONNECTION, ".link");
    orm_db *db = NULL;
    assert_int_equal(orm_open(url, NULL, &db, NULL), ORM_OK);
    orm_close(db);
    assert_int_equal(unlink(url + strlen("sqlite:")), 0);
}

/* ---- what a server says ---- */

static void test_b212_a_wrong_password(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    /* a line more for all databases of the server, of a role that is nobody else's */
    orm_status status =
        orm_exec(fx->db, "DROP ROLE IF EXISTS orm_password;"
                         "SET password_encryption = 'scram-sha-256';"
                         "CREATE ROLE orm_password LOGIN PASSWORD 'right';"
                         "DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L',"
                         " 'cat >/dev/null; f=' || current_setting('hba_file') ||"
                         " '; grep -q orm_password $f || sed -i \"1i local all orm_password"
                         " scram-sha-256\" $f'); END $$; SELECT pg_reload_conf()");
    if (status != ORM_OK) {
        skip(); /* the tests are no superuser there */
    }
    char url[700];
    orm_db *db = NULL;
    (void)snprintf(url, sizeof url, "%s&user=orm_password&password=right", fx->url);
    for (int i = 0; i < 100 && db == NULL; i++) { /* until the server has read the line */
        (void)snprintf(url, sizeof url, "%s&user=orm_password&password=wrong", fx->url);
        if (orm_open(url, NULL, &db, NULL) == ORM_OK) {
            orm_close(db);
            db = NULL;
            assert_ok(fx->db, orm_exec(fx->db, "SELECT pg_sleep(0.05)"));
        } else {
            break;
        }
    }
    assert_does_not_open(url, NULL, ORM_CONNECTION, "password");
    (void)snprintf(url, sizeof url, "%s&user=orm_password&password=right", fx->url);
    assert_int_equal(orm_open(url, NULL, &db, NULL), ORM_OK);
    orm_close(db);
    assert_ok(fx->db, orm_exec(fx->db, "DROP ROLE orm_password"));
}

static void test_b212_too_many_connections(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    assert_ok(fx->db, orm_exec(fx->db, "DROP ROLE IF EXISTS orm_single; CREATE ROLE orm_single"
                                       " LOGIN CONNECTION LIMIT 0"));
    char url[700];
    (void)snprintf(url, sizeof url, "%s&user=orm_single", fx->url);
    assert_does_not_open(url, NULL, ORM_CONNECTION, "orm_single");
    assert_ok(fx->db, orm_exec(fx->db, "DROP ROLE orm_single"));
}

/* libpq goes from host to host; what it is asked for of the session it looks for. */
static void test_b213_several_hosts(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    const char *query = strchr(fx->url, '?');
    const char *host = strstr(fx->url, "host=");
    assert_non_null(query);
    assert_non_null(host);
    host += strlen("host=");
    char url[900];
    (void)snprintf(url, sizeof url, "%.*s?host=/no/such/folder,%.*s&port=1,5432%s",
                   (int)(query - fx->url), fx->url, (int)strcspn(host, "&"), host,
                   host + strcspn(host, "&"));
    orm_db *db = NULL;
    assert_int_equal(orm_open(url, NULL, &db, NULL), ORM_OK);
    orm_close(db);
    size_t size = strlen(url);
    (void)snprintf(url + size, sizeof url - size, "&target_session_attrs=read-write");
    assert_int_equal(orm_open(url, NULL, &db, NULL), ORM_OK);
    orm_close(db);
    (void)snprintf(url + size, sizeof url - size, "&target_session_attrs=standby");
    assert_does_not_open(url, NULL, ORM_CONNECTION, "standby");
}

static void test_b210_states_of_a_server_that_changes_its_role(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    const struct {
        const char *state;
        orm_status expected;
    } cases[] = { { "25006", ORM_READ_ONLY },     { "53100", ORM_FULL },
                  { "57014", ORM_INTERRUPTED },   { "40001", ORM_SERIALIZATION },
                  { "40P01", ORM_SERIALIZATION }, { "53200", ORM_ENGINE },
                  { "53300", ORM_ENGINE },        { "57P01", ORM_ENGINE } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char sql[200];
        (void)snprintf(sql, sizeof sql, "DO $$ BEGIN RAISE 'said so' USING ERRCODE = '%s'; END $$",
                       cases[i].state);
        assert_fails(fx->db, cases[i].expected, orm_exec(fx->db, sql));
        assert_string_equal(orm_db_error(fx->db)->sqlstate, cases[i].state);
        assert_true(orm_is_connected(fx->db));
    }
    assert_ok(fx->db, orm_exec(fx->db, "SET default_transaction_read_only = on"));
    assert_fails(fx->db, ORM_READ_ONLY, orm_create_all(fx->db, &shop_schema));
}

static void test_the_dialect_is_told(void **state)
{
    engine_fixture *fx = *state;
    assert_string_equal(orm_db_dialect(fx->db), engine_is_sqlite() ? "sqlite" : "postgresql");
}

static void test_b213_parameters_pass_through(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
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
    ENGINE_TEST(test_b221_uri_file_names),
    ENGINE_TEST(test_b221_a_database_in_memory_that_is_shared),
    ENGINE_TEST(test_b056_b221_tables_of_an_attached_file),
    ENGINE_TEST(test_b228_the_journal_as_the_options_say),
    ENGINE_TEST(test_b221_symbolic_links),
    ENGINE_TEST(test_b212_a_wrong_password),
    ENGINE_TEST(test_b212_too_many_connections),
    ENGINE_TEST(test_b213_several_hosts),
    ENGINE_TEST(test_b210_states_of_a_server_that_changes_its_role),
    ENGINE_TEST(test_the_dialect_is_told),
    ENGINE_TEST(test_a_misspelt_column_of_an_index_is_no_text),
    ENGINE_TEST(test_a_file_that_is_being_written_to_opens),
};

ENGINE_MAIN(tests)
