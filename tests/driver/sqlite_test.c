/* What only SQLite has: files, journal modes, locks. */
#define _DEFAULT_SOURCE /* usleep */
#include "driver/engine.h"
#include "driver/sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Also those that no statement of a test can bring about. */
static void codes_have_causes(void **state)
{
    fixture *f = *state;
    static const struct {
        int code;
        orm_status status;
    } causes[] = {
        { SQLITE_BUSY, ORM_BUSY },
        { SQLITE_BUSY_RECOVERY, ORM_BUSY },
        { SQLITE_BUSY_SNAPSHOT, ORM_SERIALIZATION },
        { SQLITE_LOCKED, ORM_LOCKED },
        { SQLITE_LOCKED_SHAREDCACHE, ORM_LOCKED },
        { SQLITE_NOMEM, ORM_NO_MEMORY },
        { SQLITE_IOERR_NOMEM, ORM_NO_MEMORY },
        { SQLITE_IOERR_READ, ORM_ENGINE },
        { SQLITE_READONLY_DIRECTORY, ORM_READ_ONLY },
        { SQLITE_INTERRUPT, ORM_INTERRUPTED },
        { SQLITE_FULL, ORM_FULL },
        { SQLITE_AUTH, ORM_PERMISSION },
        { SQLITE_PERM, ORM_PERMISSION },
        { SQLITE_TOOBIG, ORM_CONVERSION },
        { SQLITE_MISMATCH, ORM_CONVERSION },
        { SQLITE_SCHEMA, ORM_SCHEMA },
        { SQLITE_ABORT, ORM_MISUSE },
        { SQLITE_MISUSE, ORM_MISUSE },
        { SQLITE_RANGE, ORM_MISUSE },
        { SQLITE_CORRUPT, ORM_ENGINE },
        { SQLITE_NOTADB, ORM_ENGINE },
        { SQLITE_CONSTRAINT_ROWID, ORM_UNIQUE },
        { SQLITE_CONSTRAINT_PRIMARYKEY, ORM_UNIQUE },
        { SQLITE_CONSTRAINT_DATATYPE, ORM_CONVERSION },
        { SQLITE_CONSTRAINT_FUNCTION, ORM_SQL },
    };
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        f->error = (orm_error){ .native = 0 };
        assert_status(f, orm__sqlite_error_fill(NULL, causes[i].code, &f->error), causes[i].status);
        assert_int_equal(f->error.status, causes[i].status);
        assert_int_equal(f->error.native, causes[i].code);
        assert_true(f->error.message[0] != '\0');
    }
}

static void foreign_keys_and_quotes(void **state)
{
    fixture *f = *state;
    assert_int_equal(ask_int(f, "PRAGMA foreign_keys"), 1);
    run(f, "CREATE TABLE t (i INTEGER)");
    query_fails(f, "SELECT \"no_column\" FROM t", NULL, 0, ORM_SCHEMA);
    assert_int_equal(ask_int(f, "PRAGMA busy_timeout"), 0); /* the fixture does not wait */
    orm_options defaults = { .read_only = false };
    orm_link *link = engine_open(f, f->url, &defaults);
    result r;
    assert_status(f, query_on(f, link, "PRAGMA busy_timeout", NULL, NULL, 0, &r), ORM_OK);
    assert_int_equal(cell(&r, 0, 0)->as.integer, 5000);
    link->driver->close(link);
}

static void a_writer_excludes_a_writer(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1)");
    orm_link *other = engine_open(f, f->url, NULL);
    run_on(f, other, "BEGIN IMMEDIATE; INSERT INTO t VALUES (2)");
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 1);
    query_fails(f, "INSERT INTO t VALUES (3)", NULL, 0, ORM_BUSY);
    run_on(f, other, "COMMIT");
    other->driver->close(other);
    (void)query(f, "INSERT INTO t VALUES (3)", NULL, 0);
}

/* Who has read an old state cannot write: only the whole transaction can be run again. */
static void a_stale_snapshot(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER)");
    orm_link *other = engine_open(f, f->url, NULL);
    run(f, "BEGIN");
    assert_int_equal(ask_int(f, "SELECT count(*) FROM t"), 0);
    run_on(f, other, "INSERT INTO t VALUES (1)");
    query_fails(f, "INSERT INTO t VALUES (2)", NULL, 0, ORM_SERIALIZATION);
    run(f, "ROLLBACK");
    other->driver->close(other);
}

static void a_table_in_use(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2)");
    orm_prepared *select = prepare(f, "SELECT i FROM t", NULL, 0);
    start(f, select, NULL, 0, false);
    assert_status(f, fetch(select, 1, NULL, NULL, &f->error), ORM_OK);
    run_fails(f, "DROP TABLE t", ORM_LOCKED);
    select->link->driver->finalize(select);
    run(f, "DROP TABLE t");
}

/* A rollback takes the rows of an open result: the next fetch says so. */
static void a_rollback_ends_a_result(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2)");
    orm_prepared *select = prepare(f, "SELECT i FROM t", NULL, 0);
    run(f, "BEGIN; CREATE TABLE u (i INTEGER)");
    start(f, select, NULL, 0, true);
    assert_status(f, fetch(select, 1, NULL, NULL, &f->error), ORM_OK);
    run(f, "ROLLBACK");
    assert_status(f, fetch(select, 9, NULL, NULL, &f->error), ORM_MISUSE);
    assert_non_null(strstr(f->error.message, "has ended"));
    select->link->driver->finalize(select);
}

static void a_full_database(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (b BLOB); PRAGMA max_page_count = 10");
    query_fails(f, "INSERT INTO t VALUES (zeroblob(100000))", NULL, 0, ORM_FULL);
    assert_state(f->link, ORM_LINK_IDLE);
}

static void lists_need_their_argument(void **state)
{
    fixture *f = *state;
    assert_int_not_equal(f->link->driver->exec(f->link, "SELECT value FROM orm_list", &f->error),
                         ORM_OK);
    run_fails(f, "CREATE VIRTUAL TABLE x USING orm_list(1)", ORM_SQL);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM orm_list(5)"), 0);
    assert_int_equal(ask_int(f, "SELECT count(*) FROM orm_list('text')"), 0);
}

/* In a process of its own. */
static _Noreturn void open_and_write(fixture *f, const char *url)
{
    orm_options options = { .read_only = false };
    orm_link *link = NULL;
    orm_status status = engine_try_open(f, url, &options, &link);
    if (status == ORM_OK) {
        status = link->driver->exec(
            link, "CREATE TABLE IF NOT EXISTS t (i INTEGER); INSERT INTO t VALUES (1)", &f->error);
        link->driver->close(link);
    }
    _exit(status == ORM_OK ? 0 : 1);
}

static void make_with_many(fixture *f, const char *url)
{
    enum { PROCESSES = 6 };
    for (int i = 0; i < PROCESSES; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            open_and_write(f, url);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int outcome = -1;
        assert_true(wait(&outcome) > 0);
        assert_int_equal(outcome, 0);
    }
    orm_link *link = engine_open(f, url, NULL);
    result r;
    assert_status(f, query_on(f, link, "SELECT count(*) FROM t", NULL, NULL, 0, &r), ORM_OK);
    assert_int_equal(cell(&r, 0, 0)->as.integer, PROCESSES);
    assert_answer(f, link, "PRAGMA journal_mode", "wal");
    link->driver->close(link);
}

/* Several processes open a file that is not there yet: each finds it in order. */
static void many_make_the_same_file(void **state)
{
    char name[32];
    for (int i = 0; i < 40; i++) {
        (void)snprintf(name, sizeof name, "shared%d", i);
        make_with_many(*state, file_url(*state, name));
    }
}

/* In a process of its own: holds the lock of a file without a page for a while, then lets go of it,
 * or makes the file. */
static _Noreturn void hold_lock(fixture *f, const char *url, const int ready[2], const char *end)
{
    orm_options options = { .must_exist = true };
    orm_link *link = NULL;
    orm_status status = engine_try_open(f, url, &options, &link);
    if (status == ORM_OK) {
        status = link->driver->exec(link, "BEGIN IMMEDIATE", &f->error);
        bool told = write(ready[1], "x", 1) == 1;
        (void)usleep(200000);
        status = told ? link->driver->exec(link, end, &f->error) : ORM_ENGINE;
        link->driver->close(link);
    }
    _exit(status == ORM_OK ? 0 : 1);
}

static void an_empty_file_that_another_holds(void **state)
{
    fixture *f = *state;
    static const char *const ends[][2] = { { "ROLLBACK", "wal" },
                                           { "CREATE TABLE t (i INTEGER); COMMIT", "delete" } };
    for (size_t i = 0; i < 2; i++) {
        int ready[2], outcome = -1;
        char path[256], seen;
        (void)snprintf(path, sizeof path, "%s/%s", f->folder, ends[i][1]);
        FILE *file = fopen(path, "w");
        assert_true(file != NULL && fclose(file) == 0 && pipe(ready) == 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            hold_lock(f, file_url(f, ends[i][1]), ready, ends[i][0]);
        }
        assert_int_equal(read(ready[0], &seen, 1), 1);
        orm_link *link = NULL;
        orm_options no_wait = { .busy_timeout_ms = ORM_NO_WAIT }, waits = { .read_only = false };
        assert_status(f, engine_try_open(f, file_url(f, ends[i][1]), &no_wait, &link), ORM_BUSY);
        link = engine_open(f, file_url(f, ends[i][1]), &waits);
        assert_answer(f, link, "PRAGMA journal_mode", ends[i][1]);
        link->driver->close(link);
        assert_true(wait(&outcome) == child && outcome == 0);
        assert_true(close(ready[0]) == 0 && close(ready[1]) == 0);
    }
}

/* What cannot be opened later is no lost connection. */
static void a_journal_that_cannot_be_opened(void **state)
{
    fixture *f = *state;
    char path[256];
    run_fails(f, "ATTACH '/no/such/folder/x.db' AS x", ORM_ENGINE);
    run(f, "PRAGMA journal_mode = DELETE; CREATE TABLE t (i INTEGER)");
    (void)snprintf(path, sizeof path, "%s/test.db-journal", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    query_fails(f, "INSERT INTO t VALUES (1)", NULL, 0, ORM_ENGINE);
    assert_int_equal(rmdir(path), 0);
    (void)query(f, "INSERT INTO t VALUES (1)", NULL, 0);
}

/* Columns hold what they hold, whatever they are declared as. */
static void storage_classes(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE t (i INTEGER, x); INSERT INTO t VALUES ('abc', 1), (3.0, 2.5), ('42', "
           "x'00')");
    result r = query(f, "SELECT i, x FROM t", NULL, 0);
    assert_int_equal(cell(&r, 0, 0)->type, ORM_TYPE_TEXT);
    assert_int_equal(cell(&r, 0, 1)->type, ORM_TYPE_INT);
    assert_int_equal(cell(&r, 1, 0)->type, ORM_TYPE_INT);
    assert_int_equal(cell(&r, 1, 1)->type, ORM_TYPE_REAL);
    assert_int_equal(cell(&r, 2, 0)->type, ORM_TYPE_INT);
    assert_int_equal(cell(&r, 2, 1)->type, ORM_TYPE_BLOB);
}

static orm_status insert_text(fixture *f, orm_link *link, const orm_value *text)
{
    result r;
    return query_on(f, link, "INSERT INTO t VALUES ($1)", types_of(text, 1), text, 1, &r);
}

static void a_database_in_utf16(void **state)
{
    fixture *f = *state;
    orm_link *link = engine_open(f, "sqlite::memory:", NULL);
    orm_value odd = orm_value_text("\xFF");
    result r;
    run_on(f, link, "CREATE TABLE t (s TEXT)"); /* the encoding is asked for, and then changed */
    assert_status(f, insert_text(f, link, &odd), ORM_OK);
    link->driver->close(link);
    link = engine_open(f, "sqlite::memory:", NULL);
    assert_status(f, query_on(f, link, "SELECT $1", types_of(&odd, 1), &odd, 1, &r), ORM_OK);
    run_on(f, link, "PRAGMA Encoding = 'UTF-16le'; CREATE TABLE t (s TEXT)");
    orm_value text =
        orm_value_text("a\xC3\xA9\xF0\x9F\x90\x98\xEF\xBF\xBD\xEF\xBF\xAE\xF0\x90\x80\x80");
    assert_status(f, insert_text(f, link, &text), ORM_OK);
    assert_status(f, query_on(f, link, "SELECT s FROM t", NULL, NULL, 0, &r), ORM_OK);
    assert_value(cell(&r, 0, 0), &text);
    link->driver->close(link);
}

/* What SQLite would replace is refused, as a value and in a list; UTF-8 keeps every byte. */
static void texts_that_utf16_cannot_keep(void **state)
{
    fixture *f = *state;
    static const char *const texts[] = { "\xEF\xBF\xBE", "ab\xEF\xBF\xBF",  "\xED\xA0\x80",
                                         "\xC3(",        "\xEF\xBF",        "\xE0\x9F\xBF",
                                         "\xFFz",        "\xF4\x90\x80\x80" };
    static const char *const scripts[] = { "PRAGMA encoding = 'UTF-16le'",
                                           "PRAGMA encoding = 'UTF-16be'" };
    for (size_t i = 0; i < 2 * sizeof texts / sizeof texts[0]; i++) {
        const orm_value text = orm_value_text(texts[i / 2]);
        const orm_value list = { .type = ORM_TYPE_LIST, .size = 1, .as.list = &text };
        const orm_value params[] = { orm_value_text("fine"), text };
        orm_link *link = engine_open(f, file_url(f, i % 2 == 0 ? "le.db" : "be.db"), NULL);
        run_on(f, link, scripts[i % 2]);
        run_on(f, link, "CREATE TABLE IF NOT EXISTS t (s TEXT)");
        link->driver->close(link);
        link = engine_open(f, file_url(f, i % 2 == 0 ? "le.db" : "be.db"), NULL);
        result r;
        assert_status(f, query_on(f, link, "SELECT $1, $2", types_of(params, 2), params, 2, &r),
                      ORM_CONVERSION);
        assert_int_equal(f->error.parameter, 2);
        assert_non_null(strstr(f->error.message, "UTF-16"));
        assert_status(f,
                      query_on(f, link, "SELECT 1 FROM orm_list($1)",
                               &(orm_parameter_type){ .kind = ORM_KIND_TEXT, .list = true }, &list,
                               1, &r),
                      ORM_CONVERSION);
        link->driver->close(link);
        result same = query(f, "SELECT $1", &text, 1);
        assert_value(cell(&same, 0, 0), &text);
    }
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(codes_have_causes),
    DRIVER_TEST(foreign_keys_and_quotes),
    DRIVER_TEST(a_writer_excludes_a_writer),
    DRIVER_TEST(a_stale_snapshot),
    DRIVER_TEST(a_table_in_use),
    DRIVER_TEST(a_rollback_ends_a_result),
    DRIVER_TEST(a_full_database),
    DRIVER_TEST(lists_need_their_argument),
    DRIVER_TEST(many_make_the_same_file),
    DRIVER_TEST(an_empty_file_that_another_holds),
    DRIVER_TEST(a_journal_that_cannot_be_opened),
    DRIVER_TEST(storage_classes),
    DRIVER_TEST(a_database_in_utf16),
    DRIVER_TEST(texts_that_utf16_cannot_keep),
};

DRIVER_MAIN(tests)
