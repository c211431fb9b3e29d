/* The table of known keys against the documentation: each key has a row there, each row a key. */
#include "annotation/known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_KEYS = 64 };

typedef struct key_list {
    char keys[MOST_KEYS][40];
    size_t count;
} key_list;

/* The keys in the first cells of the table below a heading: rows that begin with "| `". */
static key_list read_documented(const char *heading)
{
    key_list list = { .count = 0 };
    char line[2000];
    bool inside = false;
    FILE *file = fopen(ORM_ANNOTATIONS_DOC, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#' && line[strspn(line, "#")] == ' ') { /* no #include */
            inside = strncmp(line + strspn(line, "# "), heading, strlen(heading)) == 0;
        }
        if (inside && strncmp(line, "| `", 3) == 0) {
            assert_true(list.count < MOST_KEYS);
            assert_int_equal(sscanf(line, "| `%39[a-z_]", list.keys[list.count++]), 1);
        }
    }
    assert_int_equal(fclose(file), 0);
    return list;
}

static void assert_has(const key_list *list, const char *key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->keys[i], key) == 0) {
            return;
        }
    }
    fail_msg("docs/annotations.md has no row for '%s'", key);
}

static void assert_documented(const scan_known *known, size_t count, const char *heading)
{
    const key_list list = read_documented(heading);
    assert_int_equal(list.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_has(&list, known[i].key);
    }
}

static void every_key_is_documented(void **state)
{
    (void)state;
    size_t count = 0;
    const scan_known *known = scan_known_table_keys(&count);
    assert_documented(known, count, "ORM_TABLE");
    known = scan_known_column_keys(&count);
    assert_documented(known, count, "ORM_COLUMN");
    known = scan_known_relation_keys(ORM_RELATION_MANY_TO_MANY, &count);
    assert_documented(known, count, "Relations");
    known = scan_known_converter_keys(&count);
    assert_documented(known, count, "ORM_CONVERTER");
}

static void assert_whole(const scan_known *known, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_non_null(known[i].set);
        assert_non_null(known[i].example);
        assert_non_null(strstr(known[i].example, known[i].key));
        assert_int_not_equal(known[i].takes, 0);
        assert_true(known[i].words == NULL ||
                    (known[i].takes & ~(unsigned)SCAN_OF_ROW) == SCAN_TAKES_NAME);
    }
}

static void every_row_is_whole(void **state)
{
    (void)state;
    size_t count = 0;
    const scan_known *known = scan_known_column_keys(&count);
    assert_whole(known, count);
    known = scan_known_relation_keys(ORM_RELATION_MANY_TO_MANY, &count);
    assert_whole(known, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_documented),
        cmocka_unit_test(every_row_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
