/* Opening files of SQLite: their names, their journal, and what is in the way. */
#define _DEFAULT_SOURCE /* seteuid */
#include "driver/engine.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void names_of_files(void **state)
{
    fixture *f = *state;
    const char *const names[] = {
        "with space", "#hash", "100%", "q?mode=ro", "\xC3\xA9\xF0\x9F\x90\x98", "a&b=c;d'e\"f"
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%s", f->folder, names[i]);
        orm_link *link = engine_open(f, file_url(f, names[i]), NULL);
        run_on(f, link, "CREATE TABLE t (i INTEGER)");
        link->driver->close(link);
        assert_int_equal(access(path, F_OK), 0);
    }
}

/* Whatever SQLite was built with: what does not begin like a URI is the name of a file. */
static void a_name_is_no_uri(void **state)
{
    fixture *f = *state;
    char before[512];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(f->folder), 0);
    orm_link *link = engine_open(f, "sqlite:./file:x.db?mode=memory", NULL);
    run_on(f, link, "CREATE TABLE t (i INTEGER)");
    link->driver->close(link);
    assert_int_equal(access("file:x.db?mode=memory", F_OK), 0);
    assert_int_equal(chdir(before), 0);
}

static void a_new_file_gets_a_write_ahead_log(void **state)
{
    fixture *f = *state;
    assert_answer(f, f->link, "PRAGMA journal_mode", "wal");
    orm_link *memory = engine_open(f, "sqlite::memory:", NULL);
    assert_answer(f, memory, "PRAGMA journal_mode", "memory");
    memory->driver->close(memory);
    char path[256];
    (void)snprintf(path, sizeof path, "%s/empty", f->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    orm_options options = { .must_exist = true };
    orm_link *found = engine_open(f, file_url(f, "empty"), &options);
    assert_answer(f, found, "PRAGMA journal_mode", "delete");
    found->driver->close(found);
    orm_link *made = engine_open(f, file_url(f, "empty"), NULL);
    assert_answer(f, made, "PRAGMA journal_mode", "wal");
    made->driver->close(made);
    assert_string_equal(f->notices, "");
}

static void the_journal_mode_of_a_file_is_its_own(void **state)
{
    fixture *f = *state;
    orm_link *link = engine_open(f, file_url(f, "old"), NULL);
    run_on(f, link, "CREATE TABLE t (i INTEGER); PRAGMA journal_mode = DELETE");
    link->driver->close(link);
    link = engine_open(f, file_url(f, "old"), NULL);
    assert_answer(f, link, "PRAGMA journal_mode", "delete");
    link->driver->close(link);
}

static void must_exist(void **state)
{
    fixture *f = *state;
    orm_link *link = NULL;
    orm_options options = { .must_exist = true };
    assert_status(f, engine_try_open(f, file_url(f, "absent"), &options, &link), ORM_NOT_FOUND);
    assert_non_null(strstr(f->error.message, "absent"));
    options = (orm_options){ .read_only = true };
    assert_status(f, engine_try_open(f, file_url(f, "absent"), &options, &link), ORM_NOT_FOUND);
    assert_null(link);
    char path[256];
    (void)snprintf(path, sizeof path, "%s/absent", f->folder);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_file_that_is_no_database(void **state)
{
    fixture *f = *state;
    char path[256];
    orm_link *link = NULL;
    (void)snprintf(path, sizeof path, "%s/prose", f->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 100; i++) {
        (void)fputs("this is not a database ", file);
    }
    assert_int_equal(fclose(file), 0);
    assert_status(f, engine_try_open(f, file_url(f, "prose"), NULL, &link), ORM_ENGINE);
    assert_null(link);
    assert_non_null(strstr(f->error.message, path));
    assert_non_null(strstr(f->error.message, "file is not a database"));
}

enum { NOBODY = 65534 };

/* To the superuser everything is permitted: it becomes somebody else for the test. */
static int setup_without_privileges(void **state)
{
    int status = engine_setup(state);
    fixture *f = *state;
    if (status != 0 || geteuid() != 0) {
        return status;
    }
    char path[256];
    (void)snprintf(path, sizeof path, "%s/test.db", f->folder);
    assert_int_equal(chown(f->folder, NOBODY, NOBODY), 0);
    assert_int_equal(chown(path, NOBODY, NOBODY), 0);
    return seteuid(NOBODY);
}

static int teardown_with_privileges(void **state)
{
    return seteuid(getuid()) | engine_teardown(state);
}

static void permissions(void **state)
{
    fixture *f = *state;
    char path[256];
    orm_link *link = NULL;
    orm_options reading = { .read_only = true };
    (void)snprintf(path, sizeof path, "%s/test.db", f->folder);
    engine_close(f);
    assert_int_equal(chmod(path, 0400), 0);
    assert_status(f, engine_try_open(f, f->url, NULL, &link), ORM_PERMISSION);
    assert_non_null(strstr(f->error.message, path));
    link = engine_open(f, f->url, &reading);
    link->driver->close(link);
    assert_int_equal(chmod(path, 0), 0);
    assert_status(f, engine_try_open(f, f->url, &reading, &link), ORM_PERMISSION);
}

static void does_not_open(fixture *f, const char *name, const orm_options *options,
                          orm_status expected, const char *reason)
{
    orm_link *link = NULL;
    const char *url = file_url(f, name);
    assert_status(f, engine_try_open(f, url, options, &link), expected);
    assert_null(link);
    assert_non_null(strstr(f->error.message, url + strlen("sqlite:")));
    assert_non_null(strstr(f->error.message, reason));
}

/* Each has its reason, and all name the path. */
static void what_is_in_the_way(void **state)
{
    fixture *f = *state;
    orm_options reading = { .read_only = true }, present = { .must_exist = true };
    does_not_open(f, "none/x", NULL, ORM_CONNECTION, "no such folder");
    does_not_open(f, "none/x", &reading, ORM_NOT_FOUND, "no such folder");
    does_not_open(f, "x", &present, ORM_NOT_FOUND, "no such file");
    does_not_open(f, "test.db/x", NULL, ORM_CONNECTION, "no folder");
    does_not_open(f, "", NULL, ORM_CONNECTION, "it is a folder");
    does_not_open(f, "", &reading, ORM_CONNECTION, "it is a folder");
    engine_close(f);
    assert_int_equal(chmod(f->folder, 0500), 0);
    does_not_open(f, "x", NULL, ORM_PERMISSION, "no permission to create a file in its folder");
    does_not_open(f, "none/x", NULL, ORM_CONNECTION, "no such folder");
    does_not_open(f, "x", &reading, ORM_NOT_FOUND, "no such file");
    assert_int_equal(chmod(f->folder, 0700), 0);
}

/* Who only reads a write-ahead log needs the file beside it all the same. */
static void a_log_in_a_folder_that_cannot_be_written(void **state)
{
    fixture *f = *state;
    orm_options reading = { .read_only = true };
    run(f, "CREATE TABLE t (i INTEGER)");
    engine_close(f); /* takes the log and its index along */
    assert_int_equal(chmod(f->folder, 0500), 0);
    does_not_open(f, "test.db", &reading, ORM_PERMISSION, "-shm file");
    does_not_open(f, "test.db", NULL, ORM_PERMISSION, "-shm file");
    assert_int_equal(chmod(f->folder, 0700), 0);
    orm_link *link = engine_open(f, f->url, &reading);
    link->driver->close(link);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(names_of_files),
    DRIVER_TEST(a_name_is_no_uri),
    DRIVER_TEST(a_new_file_gets_a_write_ahead_log),
    DRIVER_TEST(the_journal_mode_of_a_file_is_its_own),
    DRIVER_TEST(must_exist),
    DRIVER_TEST(a_file_that_is_no_database),
    cmocka_unit_test_setup_teardown(permissions, setup_without_privileges,
                                    teardown_with_privileges),
    cmocka_unit_test_setup_teardown(what_is_in_the_way, setup_without_privileges,
                                    teardown_with_privileges),
    cmocka_unit_test_setup_teardown(a_log_in_a_folder_that_cannot_be_written,
                                    setup_without_privileges, teardown_with_privileges),
};

DRIVER_MAIN(tests)
