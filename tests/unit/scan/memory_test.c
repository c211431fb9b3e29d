/* A scan that runs out of memory, at each kind of its requests: it says so, writes nothing and
 * leaks nothing (which the sanitizers see). */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing_malloc.h"
#include "pipeline.h"
#include "support/unit.h"

typedef struct scanned {
    int status;
    char messages[4000];
} scanned;

/* The files in a folder; all are removed. */
static size_t empty_folder(const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] != '.') {
            char path[600];
            (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            assert_int_equal(remove(path), 0);
            count++;
        }
    }
    assert_int_equal(closedir(dir), 0);
    return count;
}

/* As main does. */
static scanned scan(const char *header, const char *folder)
{
    char depfile[300];
    (void)snprintf(depfile, sizeof depfile, "%s/d", folder);
    const char *argv[] = { "orm-scan", "--name", "x",         "-o",         folder,      "--sql",
                           "--json",   "--dot",  "--mermaid", "--markdown", "--depfile", depfile,
                           header,     "--",     "-I",        ORM_INCLUDE,  NULL };
    scan_options options;
    scanned result = { .status = SCAN_EXIT_FAILED };
    FILE *errors = tmpfile();
    assert_non_null(errors);
    if (scan_options_parse(&options, sizeof argv / sizeof *argv - 1, argv, errors)) {
        result.status = scan_pipeline_run(&options, errors, false);
    }
    scan_options_fini(&options);
    rewind(errors);
    result.messages[fread(result.messages, 1, sizeof result.messages - 1, errors)] = '\0';
    assert_int_equal(fclose(errors), 0);
    return result;
}

/* Of a wrong header the other problems may be all that is said, without their source lines. */
static void assert_failed(const scanned *result, size_t number, size_t files)
{
    bool is_said = strstr(result->messages, "out of memory") != NULL ||
                   strstr(result->messages, strerror(ENOMEM)) != NULL;
    if (result->status == SCAN_EXIT_OK || files > 0 ||
        (!is_said && result->status != SCAN_EXIT_PROBLEMS) || result->messages[0] == '\0') {
        fail_msg("request %zu failed: status %d, %zu files, %s", number, result->status, files,
                 result->messages);
    }
}

static void fail_one(const char *header, const char *folder, size_t number, bool keeps_failing)
{
    failing_malloc_start(number, keeps_failing);
    const scanned result = scan(header, folder);
    size_t requests = failing_malloc_stop();
    assert_failed(&result, number, empty_folder(folder));
    assert_true(requests >= number);
}

/* Of all headers so far. */
static call_paths paths;

/* Fails the first request that comes by a way that no header before had, alone; then the last one,
 * and all after it. */
static void fail_each(const char *header, int status)
{
    char folder[] = "/tmp/orm-scan-memory-XXXXXX";
    assert_non_null(mkdtemp(folder));
    size_t known = paths.count;
    failing_malloc_watch(&paths);
    const scanned result = scan(header, folder);
    (void)failing_malloc_stop();
    assert_int_equal(result.status, status);
    assert_int_equal(empty_folder(folder) > 0, status == SCAN_EXIT_OK);
    assert_true(paths.count > known);
    for (size_t i = known; i < paths.count; i++) {
        fail_one(header, folder, paths.items[i].first, false);
        fail_one(header, folder, paths.items[i].last, true);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void test_a_good_header(void **state)
{
    (void)state;
    fail_each(ORM_GOOD_HEADER, SCAN_EXIT_OK);
}

static void test_structs_in_structs(void **state)
{
    (void)state;
    fail_each(ORM_NESTED_HEADER, SCAN_EXIT_OK);
}

static void test_mapped_structs(void **state)
{
    (void)state;
    fail_each(ORM_MAPPED_HEADER, SCAN_EXIT_OK);
}

static void test_picked_members(void **state)
{
    (void)state;
    fail_each(ORM_PICKED_HEADER, SCAN_EXIT_OK);
}

static void test_facts_of_a_table(void **state)
{
    (void)state;
    fail_each(ORM_TABLE_HEADER, SCAN_EXIT_OK);
}

static void test_parts_and_views(void **state)
{
    (void)state;
    fail_each(ORM_PARTS_HEADER, SCAN_EXIT_OK);
}

static void test_relations(void **state)
{
    (void)state;
    fail_each(ORM_RELATED_HEADER, SCAN_EXIT_OK);
}

static void test_enums_and_bit_fields(void **state)
{
    (void)state;
    fail_each(ORM_ENUMS_HEADER, SCAN_EXIT_OK);
}

static void test_arrays(void **state)
{
    (void)state;
    fail_each(ORM_ARRAY_HEADER, SCAN_EXIT_OK);
}

static void test_converters(void **state)
{
    (void)state;
    fail_each(ORM_CONVERTED_HEADER, SCAN_EXIT_OK);
}

static void test_a_wrong_header(void **state)
{
    (void)state;
    fail_each(ORM_WRONG_HEADER, SCAN_EXIT_PROBLEMS);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_good_header),        cmocka_unit_test(test_structs_in_structs),
    cmocka_unit_test(test_mapped_structs),       cmocka_unit_test(test_converters),
    cmocka_unit_test(test_picked_members),       cmocka_unit_test(test_facts_of_a_table),
    cmocka_unit_test(test_parts_and_views),      cmocka_unit_test(test_relations),
    cmocka_unit_test(test_enums_and_bit_fields), cmocka_unit_test(test_arrays),
    cmocka_unit_test(test_a_wrong_header),
};

UNIT_MAIN(tests)
