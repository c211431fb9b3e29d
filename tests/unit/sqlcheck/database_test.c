/* The database in which SQL is tried: what it takes, what it says, and that nothing lasts. */
#include "sqlcheck/database.h"

#include <stdio.h>

#include "support/unit.h"

static int open_database(void **state)
{
    static scan_database database;
    database = (scan_database){ .connection = NULL };
    *state = &database;
    return scan_database_open(&database) ? 0 : -1;
}

static int close_database(void **state)
{
    scan_database_close(*state);
    return 0;
}

static void test_what_is_tried_does_not_last(void **state)
{
    const char *table = "CREATE TABLE a (b INTEGER);";
    for (int i = 0; i < 3; i++) {
        assert_null(scan_database_try(*state, table));
    }
    assert_non_null(scan_database_try(*state, "SELECT b FROM a"));
    assert_non_null(scan_database_try(*state, "CREATE TABLE a (b INTEGER); SELECT c FROM a"));
    assert_null(scan_database_try(*state, table));
}

static void test_the_fault_is_said(void **state)
{
    assert_string_equal(scan_database_try(*state, "CREATE TABLE a (b INTEGER CHECK (c > 0))"),
                        "no such column: c");
    assert_null(scan_database_try(*state, "CREATE TABLE a (b INTEGER CHECK (b > 0))"));
}

static void test_a_name_in_double_quotes_is_no_string(void **state)
{
    assert_non_null(scan_database_try(*state, "CREATE TABLE a (b TEXT CHECK (b <> \"none\"))"));
    assert_non_null(scan_database_try(*state, "SELECT \"none\""));
    assert_null(scan_database_try(*state, "CREATE TABLE a (b TEXT CHECK (\"b\" <> 'none'))"));
}

/* Each is refused, and leaves neither a file nor an open transaction of its own. */
static void test_nothing_reaches_beyond_the_database(void **state)
{
    static const char *const statements[] = {
        "ATTACH 'database_test.db' AS other",
        "DETACH main",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT a",
        "PRAGMA writable_schema = 1",
        "VACUUM INTO 'database_test.db'",
        "SELECT load_extension('database_test')",
    };
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        assert_non_null(scan_database_try(*state, statements[i]));
        assert_true(scan_database_is_whole(*state));
    }
    assert_null(fopen("database_test.db", "r"));
}

static void test_what_is_added_sees_what_was_tried(void **state)
{
    assert_null(scan_database_try(*state, "CREATE TABLE a (b INTEGER);"));
    assert_null(scan_database_add(*state, "INSERT INTO a VALUES (1);"));
    assert_null(scan_database_compile_more(*state, "SELECT b FROM a"));
    assert_non_null(scan_database_add(*state, "SELECT b FROM a;"));
    assert_non_null(scan_database_add(*state, "DELETE FROM a -- all;"));
    assert_null(scan_database_try(*state, "CREATE TABLE a (b INTEGER);"));
}

static void test_a_statement_has_its_time(void **state)
{
    scan_database *database = *state;
    const char *endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) "
                          "SELECT count(*) FROM c";
    assert_string_equal(scan_database_try(database, endless), "it did not end within a second");
    assert_null(scan_database_try(database, "SELECT 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_tried_does_not_last, open_database,
                                        close_database),
        cmocka_unit_test_setup_teardown(test_the_fault_is_said, open_database, close_database),
        cmocka_unit_test_setup_teardown(test_a_name_in_double_quotes_is_no_string, open_database,
                                        close_database),
        cmocka_unit_test_setup_teardown(test_nothing_reaches_beyond_the_database, open_database,
                                        close_database),
        cmocka_unit_test_setup_teardown(test_what_is_added_sees_what_was_tried, open_database,
                                        close_database),
        cmocka_unit_test_setup_teardown(test_a_statement_has_its_time, open_database,
                                        close_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
