/* The model as JSON: SQLite reads it, and docs/model-json.md has exactly the keys that are there, with
 * their types. */
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/unit.h"

#define ROW_MAX 400

/* A key by its path, and its type as the page calls it. */
typedef struct row {
    char path[120], type[40];
    bool is_used, may_be_null;
} row;

static row rows[ROW_MAX];
static size_t row_count;

static row *find_row(const char *path)
{
    for (size_t i = 0; i < row_count; i++) {
        if (strcmp(rows[i].path, path) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static int read_page(void **state)
{
    (void)state;
    FILE *page = fopen(ORM_ROOT "/docs/model-json.md", "r");
    assert_non_null(page);
    char line[1000];
    while (fgets(line, sizeof line, page) != NULL) {
        row *next = &rows[row_count];
        if (sscanf(line, "| `%119[^`]` | %39[a-z]", next->path, next->type) == 2) {
            next->may_be_null = strstr(line, " or null |") != NULL;
            row_count++;
        }
        assert_true(row_count < ROW_MAX);
    }
    assert_int_equal(fclose(page), 0);
    return row_count > 0 ? 0 : -1;
}

/* "$.a[12].sqlite."b_c"" is a[].*.b_c on the page: SQLite quotes what is not made of letters alone. */
static void normalise(const char *key, char *path)
{
    for (key += 2; *key != '\0'; key++) {
        if (*key == '"') {
            continue;
        }
        *path++ = *key;
        if (*key == '[') {
            key += strspn(key + 1, "0123456789");
        } else if (*key == '.') {
            size_t size = strcspn(key + 1, ".[");
            bool is_engine =
                strncmp(key + 1, "sqlite", size) == 0 || strncmp(key + 1, "postgresql", size) == 0;
            *path = '*';
            path += is_engine;
            key += is_engine ? size : 0;
        }
    }
    *path = '\0';
}

static const char *page_type(const char *type)
{
    static const char *const types[][2] = { { "text", "text" },    { "integer", "integer" },
                                            { "true", "boolean" }, { "false", "boolean" },
                                            { "array", "list" },   { "object", "object" } };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i][0], type) == 0) {
            return types[i][1];
        }
    }
    return type;
}

static void check_value(const char *file, const char *key, const char *type)
{
    char path[300];
    normalise(key, path);
    row *found = find_row(path);
    if (found == NULL) {
        fail_msg("%s: docs/model-json.md does not tell of %s", file, path);
        return;
    }
    found->is_used = true;
    bool is_right =
        strcmp(type, "null") == 0 ? found->may_be_null : strcmp(page_type(type), found->type) == 0;
    if (!is_right) {
        fail_msg("%s: %s is %s, but %s in docs/model-json.md", file, path, type, found->type);
    }
}

/* All of a file, NUL-terminated; NULL = there is none. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *text = malloc(1U << 20);
    assert_non_null(text);
    text[fread(text, 1, (1U << 20) - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    return text;
}

static bool check_file(sqlite3_stmt *tree, const char *path)
{
    char *text = read_file(path);
    if (text == NULL) {
        return false;
    }
    assert_int_equal(sqlite3_bind_text(tree, 1, text, -1, SQLITE_STATIC), SQLITE_OK);
    int code = sqlite3_step(tree);
    for (; code == SQLITE_ROW; code = sqlite3_step(tree)) {
        check_value(path, (const char *)sqlite3_column_text(tree, 0),
                    (const char *)sqlite3_column_text(tree, 1));
    }
    if (code != SQLITE_DONE) {
        fail_msg("%s: no JSON: %s", path, sqlite3_errmsg(sqlite3_db_handle(tree)));
    }
    assert_int_equal(sqlite3_reset(tree), SQLITE_OK);
    free(text);
    return true;
}

static size_t check_files(sqlite3_stmt *tree)
{
    size_t count = 0;
    DIR *cases = opendir(ORM_ROOT "/tests/golden");
    assert_non_null(cases);
    for (struct dirent *entry; (entry = readdir(cases)) != NULL;) {
        char path[600];
        (void)snprintf(path, sizeof path, ORM_ROOT "/tests/golden/%s/expected.json", entry->d_name);
        count += check_file(tree, path);
    }
    assert_int_equal(closedir(cases), 0);
    return count;
}

/* The first key of the page that no file has; NULL = there is none. */
static const char *find_unused(void)
{
    size_t i = 0;
    while (i < row_count && rows[i].is_used) {
        i++;
    }
    return i < row_count ? rows[i].path : NULL;
}

static void test_the_page_has_the_keys(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    sqlite3_stmt *tree = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT fullkey, type FROM json_tree(?1) WHERE fullkey <> '$'", -1,
                           &tree, NULL),
        SQLITE_OK);
    assert_true(check_files(tree) >= 2);
    assert_int_equal(sqlite3_finalize(tree), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    const char *unused = find_unused();
    if (unused != NULL) {
        fail_msg("docs/model-json.md: no file has %s", unused);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_the_page_has_the_keys) };
    return cmocka_run_group_tests(tests, read_page, NULL);
}
