/* The writer of JSON: its layout, and that SQLite reads every text back as it was. */
#include "emit/json.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "support/unit.h"

static void test_layout(void **state)
{
    (void)state;
    orm_buffer to;
    orm__buffer_init(&to, NULL);
    scan_json json = { .to = &to };
    scan_json_open_object(&json, NULL);
    scan_json_open_list(&json, "empty");
    scan_json_close_list(&json);
    scan_json_open_list(&json, "list");
    scan_json_number(&json, NULL, INT64_MIN);
    scan_json_in_line(&json);
    scan_json_open_object(&json, NULL);
    scan_json_text(&json, "a", NULL);
    scan_json_open_list(&json, "b");
    scan_json_boolean(&json, NULL, true);
    scan_json_boolean(&json, NULL, false);
    scan_json_close_list(&json);
    scan_json_close_object(&json);
    scan_json_text(&json, NULL, "x");
    scan_json_close_list(&json);
    scan_json_close_object(&json);
    assert_string_equal(orm__buffer_string(&to), "{\n"
                                                 "  \"empty\": [],\n"
                                                 "  \"list\": [\n"
                                                 "    -9223372036854775808,\n"
                                                 "    {\"a\": null, \"b\": [true, false]},\n"
                                                 "    \"x\"\n"
                                                 "  ]\n"
                                                 "}\n");
    orm__buffer_fini(&to);
}

/* What SQLite finds under a key. */
static void read_back(const char *document, const char *expected)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT json_extract(?1, '$.k')", -1, &query, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_bind_text(query, 1, document, -1, SQLITE_STATIC), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(query, 0), expected);
    assert_int_equal(sqlite3_finalize(query), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_texts_come_back(void **state)
{
    (void)state;
    srand(1);
    for (int i = 0; i < 300; i++) {
        char text[24] = { 0 };
        for (size_t at = 0; at + 1 < sizeof text; at++) {
            text[at] = (char)(1 + rand() % 127);
        }
        orm_buffer to;
        orm__buffer_init(&to, NULL);
        scan_json json = { .to = &to };
        scan_json_open_object(&json, NULL);
        scan_json_text(&json, "k", text);
        scan_json_close_object(&json);
        read_back(orm__buffer_string(&to), text);
        orm__buffer_fini(&to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_texts_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
