/* What happens to a file of SQLite's beneath a handle: it is replaced or deleted, may not be
 * written, or cannot grow. */
#include "models/customers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const journals[] = { "DELETE", "WAL" };
enum { IN_FILE, IN_LOG, JOURNAL_COUNT };

/* ---- the file ---- */

static const char *path_of(const engine_fixture *fx)
{
    return fx->url + strlen("sqlite:");
}

/* A handle on a file beside that of the fixture, with one row; the suffix may be empty. */
static orm_db *make_file(const engine_fixture *fx, const char *suffix, int journal,
                         const char *name)
{
    char text[640];
    orm_db *db = NULL;
    (void)snprintf(text, sizeof text, "%s%s", fx->url, suffix);
    assert_int_equal(orm_open(text, NULL, &db, NULL), ORM_OK);
    (void)snprintf(text, sizeof text, "PRAGMA journal_mode = %s", journals[journal]);
    assert_ok(db, orm_exec(db, text));
    assert_ok(db, orm_create_all(db, &shop_schema));
    assert_ok(db, customers_add(db, name));
    return db;
}

static void delete_file(const engine_fixture *fx)
{
    static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        char path[640];
        (void)snprintf(path, sizeof path, "%s%s", path_of(fx), suffixes[i]);
        (void)unlink(path);
    }
}

/* As one restores a copy: what belonged to the old file goes with it. */
static void replace_file(engine_fixture *fx, int journal)
{
    char path[640];
    orm_close(make_file(fx, ".copy", journal, "of the copy"));
    (void)snprintf(path, sizeof path, "%s.copy", path_of(fx));
    delete_file(fx);
    assert_int_equal(rename(path, path_of(fx)), 0);
}

/* Without the fixture's own handle, which would keep its locks and its log. */
static engine_fixture *begin_test(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_close(fx->db);
    fx->db = NULL;
    delete_file(fx);
    return fx;
}

static void expect_name(engine_fixture *fx, orm_db *db, const char *name)
{
    struct customer found = { .id = 0 };
    assert_ok(db, customer_find(db, 1, &found, fx->arena));
    assert_string_equal(found.name, name);
}

/* ---- replaced, deleted ---- */

static void expect_refused(orm_db *db)
{
    enum { DATABASE_MOVED = 1032 };
    assert_fails(db, ORM_READ_ONLY, customers_add(db, "lost"));
    assert_int_equal(orm_db_error(db)->native, DATABASE_MOVED);
    assert_int_equal(orm_depth(db), 0);
}

static void test_b232_a_file_that_was_replaced(void **state)
{
    engine_fixture *fx = begin_test(state);
    for (int journal = 0; journal < JOURNAL_COUNT; journal++) {
        orm_db *db = make_file(fx, "", journal, "of the old file");
        replace_file(fx, journal);
        expect_name(fx, db, "of the old file");
        expect_refused(db);
        expect_name(fx, db, "of the old file");
        assert_ok(db, orm_reconnect(db));
        expect_name(fx, db, "of the copy");
        assert_int_equal(customers_count(db), 1);
        assert_ok(db, customers_add(db, "kept"));
        orm_db *other = engine_open(fx, NULL);
        assert_int_equal(customers_count(other), 2);
        assert_string_equal(
            engine_ask(fx, other, "SELECT integrity_check FROM pragma_integrity_check"), "ok");
        engine_close(fx, other);
        orm_close(db);
        delete_file(fx);
    }
}

static void test_b232_a_file_that_was_deleted(void **state)
{
    engine_fixture *fx = begin_test(state);
    for (int journal = 0; journal < JOURNAL_COUNT; journal++) {
        int64_t count = -1;
        orm_db *db = make_file(fx, "", journal, "of the old file");
        delete_file(fx);
        expect_name(fx, db, "of the old file");
        expect_refused(db);
        assert_ok(db, orm_reconnect(db)); /* makes a new one */
        assert_fails(db, ORM_SCHEMA, customer_count(db, NULL, &count));
        orm_close(db);
        delete_file(fx);

        const orm_options options = { .must_exist = true };
        orm_close(make_file(fx, "", journal, "of the old file"));
        db = engine_open(fx, &options);
        delete_file(fx);
        assert_fails(db, ORM_NOT_FOUND, orm_reconnect(db));
        expect_name(fx, db, "of the old file"); /* what it had */
        engine_close(fx, db);
    }
}

/* The whole of it, at the first write or at COMMIT. */
static void test_b232_a_transaction_on_a_file_that_was_replaced(void **state)
{
    engine_fixture *fx = begin_test(state);
    for (int journal = 0; journal < JOURNAL_COUNT; journal++) {
        orm_db *db = make_file(fx, "", journal, "of the old file");
        replace_file(fx, journal);
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, orm_begin(db, NULL));
        orm_status written = customers_add(db, "lost");
        assert_int_equal(written, journal == IN_FILE ? ORM_READ_ONLY : ORM_OK);
        if (written == ORM_OK) {
            assert_ok(db, orm_commit(db));
            assert_fails(db, ORM_READ_ONLY, orm_commit(db));
            assert_int_equal(orm_depth(db), 0);
        }
        while (orm_depth(db) > 0) {
            assert_ok(db, orm_rollback(db));
        }
        expect_refused(db);
        assert_fails(db, ORM_READ_ONLY, orm_exec(db, "DELETE FROM customer"));
        expect_name(fx, db, "of the old file");
        assert_int_equal(customers_count(db), 1);
        orm_close(db);
        delete_file(fx);
    }
}

/* A file that nobody touched, beside one that was replaced. */
static void test_b232_an_attached_file_that_was_replaced(void **state)
{
    engine_fixture *fx = begin_test(state);
    char sql[700];
    orm_db *db = make_file(fx, "", IN_LOG, "a");
    orm_close(make_file(fx, ".other", IN_LOG, "b"));
    (void)snprintf(sql, sizeof sql, "ATTACH '%s.other' AS other", path_of(fx));
    assert_ok(db, orm_exec(db, sql));
    replace_file(fx, IN_LOG);
    assert_ok(db, orm_exec(db, "UPDATE other.customer SET name = 'c'"));
    assert_fails(db, ORM_READ_ONLY, orm_exec(db, "UPDATE main.customer SET name = 'c'"));
    (void)snprintf(sql, sizeof sql, "%s.other", path_of(fx));
    assert_int_equal(unlink(sql), 0);
    assert_fails(db, ORM_READ_ONLY, orm_exec(db, "UPDATE other.customer SET name = 'd'"));
    orm_close(db);
}

/* Who asks hears of it; who has asked for a new connection gets one. */
static void test_b232_a_look_at_a_file_that_was_replaced(void **state)
{
    engine_fixture *fx = begin_test(state);
    const orm_options options = { .reconnect = true };
    struct customer found = { .id = 0 };
    for (int journal = 0; journal < JOURNAL_COUNT; journal++) {
        orm_db *db = make_file(fx, "", journal, "of the old file");
        orm_db *other = engine_open(fx, &options);
        expect_name(fx, other, "of the old file");
        assert_true(orm_is_connected(db));
        replace_file(fx, journal);
        assert_false(orm_is_connected(db));
        assert_fails(db, ORM_CONNECTION, customer_find(db, 1, &found, fx->arena));
        assert_fails(db, ORM_CONNECTION, customers_add(db, "lost"));
        assert_ok(db, orm_reconnect(db));
        assert_true(orm_is_connected(db));
        assert_ok(other, customers_add(other, "kept"));
        expect_name(fx, db, "of the copy");
        assert_int_equal(customers_count(db), 2);
        engine_close(fx, other);
        orm_close(db);
        delete_file(fx);
    }
}

static orm_db *borrow(orm_pool *pool)
{
    orm_db *db = NULL;
    assert_int_equal(orm_pool_acquire(pool, &db, NULL), ORM_OK);
    return db;
}

static void test_b232_a_pool_on_a_file_that_was_replaced(void **state)
{
    engine_fixture *fx = begin_test(state);
    orm_pool *pool = NULL;
    orm_close(make_file(fx, "", IN_LOG, "of the old file"));
    assert_int_equal(orm_pool_open(fx->url, NULL, &pool, NULL), ORM_OK);
    orm_db *db = borrow(pool);
    expect_name(fx, db, "of the old file");
    assert_int_equal(orm_pool_release(pool, db), ORM_OK);
    replace_file(fx, IN_LOG);
    db = borrow(pool);
    expect_name(fx, db, "of the copy");
    assert_ok(db, customers_add(db, "kept"));
    assert_int_equal(orm_pool_release(pool, db), ORM_OK);
    assert_int_equal(orm_pool_close(pool, NULL), ORM_OK);
}

/* ---- in a process that may do less ---- */

/* Returns the line that went wrong, 0 = none. */
typedef int (*child_fn)(const engine_fixture *fx, int number);

#define REQUIRE(condition) \
    if (!(condition)) {    \
        return __LINE__;   \
    }

static int in_child(const engine_fixture *fx, child_fn fn, int number)
{
    int ends[2], line = -1;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        line = fn(fx, number);
        _exit(write(ends[1], &line, sizeof line) == (ssize_t)sizeof line ? 0 : 1);
    }
    (void)close(ends[1]);
    assert_int_equal(read(ends[0], &line, sizeof line), sizeof line);
    (void)close(ends[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return line;
}

/* Root is not kept from anything by permissions. */
static bool give_up_rights(void)
{
    enum { NOBODY = 65534 };
    return geteuid() != 0 || seteuid(NOBODY) == 0;
}

typedef struct rights {
    mode_t file, folder;
    int journal;
    orm_status opens, opens_to_read; /* with read_only; ORM_OK: reading works, writing does not */
} rights;

static const rights all_rights[] = {
    { 0444, 0755, IN_FILE, ORM_PERMISSION, ORM_OK },
    { 0444, 0555, IN_FILE, ORM_PERMISSION, ORM_OK },
    { 0666, 0555, IN_FILE, ORM_OK, ORM_OK },                /* there can be no journal */
    { 0444, 0555, IN_LOG, ORM_PERMISSION, ORM_PERMISSION }, /* nor a log */
    { 0000, 0755, IN_FILE, ORM_PERMISSION, ORM_PERMISSION },
};

static int read_and_be_refused(orm_db *db, orm_arena *arena)
{
    struct customer found = { .id = 0 };
    for (int i = 0; i < 2; i++) {
        REQUIRE(customer_find(db, 1, &found, arena) == ORM_OK);
        REQUIRE(customers_add(db, "refused") == ORM_READ_ONLY);
        REQUIRE(orm_db_error(db)->status == ORM_READ_ONLY && orm_depth(db) == 0);
        REQUIRE(orm_begin(db, NULL) != ORM_OK || customers_add(db, "refused") == ORM_READ_ONLY);
        REQUIRE(orm_depth(db) == 0 || orm_rollback(db) == ORM_OK);
    }
    REQUIRE(customer_find(db, 1, &found, arena) == ORM_OK);
    return 0;
}

static int use_with_less_rights(const engine_fixture *fx, int index)
{
    const rights *r = &all_rights[index];
    REQUIRE(give_up_rights());
    for (int read_only = 0; read_only < 2; read_only++) {
        const orm_options options = { .read_only = read_only == 1 };
        orm_db *db = NULL;
        orm_error error;
        orm_status expected = read_only == 1 ? r->opens_to_read : r->opens;
        REQUIRE(orm_open(fx->url, &options, &db, &error) == expected);
        int line = expected == ORM_OK ? read_and_be_refused(db, fx->arena) : 0;
        REQUIRE(expected == ORM_OK || error.message[0] != '\0');
        orm_close(db);
        if (line != 0) {
            return line;
        }
    }
    return 0;
}

static void test_b232_files_and_folders_that_may_not_be_written(void **state)
{
    engine_fixture *fx = begin_test(state);
    char folder[600];
    (void)snprintf(folder, sizeof folder, "%s", path_of(fx));
    *strrchr(folder, '/') = '\0';
    for (int i = 0; i < (int)(sizeof all_rights / sizeof all_rights[0]); i++) {
        const rights *r = &all_rights[i];
        orm_close(make_file(fx, "", r->journal, "a"));
        assert_int_equal(chmod(path_of(fx), r->file), 0);
        assert_int_equal(chmod(folder, r->folder), 0);
        int line = in_child(fx, use_with_less_rights, i);
        assert_int_equal(chmod(folder, 0700), 0);
        assert_int_equal(chmod(path_of(fx), 0600), 0);
        assert_int_equal(line, 0);
        orm_db *db = engine_open(fx, NULL);
        assert_int_equal(customers_count(db), 1);
        engine_close(fx, db);
        delete_file(fx);
    }
}

/* ---- a file that cannot grow ---- */

static void limit_files(rlim_t size)
{
    struct rlimit limit = { .rlim_cur = 0 };
    (void)getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = size == RLIM_INFINITY ? limit.rlim_max : size;
    (void)setrlimit(RLIMIT_FSIZE, &limit);
}

static int64_t count_rows(orm_db *db)
{
    int64_t count = -1;
    return customer_count(db, NULL, &count) == ORM_OK ? count : -1;
}

static orm_status fill(orm_db *db, int rows)
{
    char name[2001];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    orm_status status = ORM_OK;
    for (int i = 0; i < rows && status == ORM_OK; i++) {
        status = customers_add(db, name);
    }
    return status;
}

static int write_to_the_limit(const engine_fixture *fx, int in_transaction)
{
    orm_db *db = NULL;
    (void)signal(SIGXFSZ, SIG_IGN);
    REQUIRE(orm_open(fx->url, NULL, &db, NULL) == ORM_OK);
    REQUIRE(orm_exec(db, "PRAGMA cache_size = 5") == ORM_OK);
    limit_files(200000);
    int64_t before = count_rows(db);
    REQUIRE(in_transaction == 0 || orm_begin(db, NULL) == ORM_OK);
    orm_status status = fill(db, 1000);
    REQUIRE(status == ORM_FULL || status == ORM_ENGINE);
    REQUIRE(orm_db_error(db)->status == status && orm_db_error(db)->message[0] != '\0');
    REQUIRE(orm_depth(db) == (unsigned)in_transaction);
    REQUIRE(in_transaction == 0 || orm_rollback(db) == ORM_OK);
    REQUIRE(orm_depth(db) == 0);
    int64_t after = count_rows(db);
    REQUIRE(in_transaction == 1 ? after == before : after > before);
    limit_files(RLIM_INFINITY);
    REQUIRE(fill(db, 100) == ORM_OK && count_rows(db) == after + 100);
    orm_close(db);
    return 0;
}

static void test_b232_a_file_that_cannot_grow(void **state)
{
    engine_fixture *fx = begin_test(state);
    for (int i = 0; i < JOURNAL_COUNT * 2; i++) {
        orm_close(make_file(fx, "", i / 2, "a"));
        assert_int_equal(in_child(fx, write_to_the_limit, i % 2), 0);
        orm_db *db = engine_open(fx, NULL);
        assert_string_equal(
            engine_ask(fx, db, "SELECT integrity_check FROM pragma_integrity_check"), "ok");
        engine_close(fx, db);
        delete_file(fx);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b232_a_file_that_was_replaced),
    ENGINE_TEST(test_b232_a_file_that_was_deleted),
    ENGINE_TEST(test_b232_a_transaction_on_a_file_that_was_replaced),
    ENGINE_TEST(test_b232_an_attached_file_that_was_replaced),
    ENGINE_TEST(test_b232_a_look_at_a_file_that_was_replaced),
    ENGINE_TEST(test_b232_a_pool_on_a_file_that_was_replaced),
    ENGINE_TEST(test_b232_files_and_folders_that_may_not_be_written),
    ENGINE_TEST(test_b232_a_file_that_cannot_grow),
};

ENGINE_MAIN(tests)
