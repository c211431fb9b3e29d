/* The database in which SQL is tried: what it takes, what it says, and that nothing lasts. */
#include "sqlcheck/database.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_tried_does_not_last, open_database,
                                        close_database),
        cmocka_unit_test_setup_teardown(test_the_fault_is_said, open_database, close_database),
        cmocka_unit_test_setup_teardown(test_a_name_in_double_quotes_is_no_string, open_database,
                                        close_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
