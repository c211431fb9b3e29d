/* Processes that end in the middle of a transaction, by a signal that nobody can handle: what they
 * had not committed is gone, what they had is there. */
#include "models/customers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 400 };

/* SQLite's journal of a file that the fixture has made. */
static void use_journal(orm_db *db, const char *mode)
{
    char sql[64];
    (void)snprintf(sql, sizeof sql, "PRAGMA journal_mode = %s", mode);
    engine_exec(db, sql, NULL);
}

static long size_beside(const engine_fixture *fx, const char *suffix)
{
    char path[600];
    struct stat found;
    (void)snprintf(path, sizeof path, "%s%s", fx->url + strlen("sqlite:"), suffix);
    return stat(path, &found) == 0 ? (long)found.st_size : -1;
}

static void add_rows(orm_db *db, int count, const char *name)
{
    char long_name[1001];
    memset(long_name, name[0], sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_ok(db, orm_begin(db, NULL));
    for (int i = 0; i < count; i++) {
        assert_ok(db, customers_add(db, long_name));
    }
    assert_ok(db, orm_commit(db));
}

/* ---- the process that is killed ---- */

typedef int (*victim_fn)(orm_db *db, int out);

static void kill_and_wait(pid_t child)
{
    int status = 0;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGKILL);
}

/* Returns where the child tells what it has done. */
static int start_victim(engine_fixture *fx, victim_fn fn, pid_t *child_out)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        orm_db *db = NULL;
        (void)close(ends[0]);
        bool is_open = orm_open(fx->url, NULL, &db, NULL) == ORM_OK;
        _exit(is_open ? fn(db, ends[1]) : 1);
    }
    (void)close(ends[1]);
    *child_out = child;
    return ends[0];
}

/* Changes each row, adds as many, and has told the file so: the cache is small. */
static int fill_a_transaction(orm_db *db, int out)
{
    const bool is_sqlite = engine_is_sqlite();
    bool done = (!is_sqlite || orm_exec(db, "PRAGMA cache_size = 5") == ORM_OK) &&
                orm_begin(db, NULL) == ORM_OK &&
                orm_exec(db, "UPDATE customer SET name = name || 'changed'") == ORM_OK &&
                orm_exec(db, "INSERT INTO customer (name, tier) SELECT name, 'TIER_GOLD'"
                             " FROM customer") == ORM_OK;
    if (!done || write(out, "x", 1) != 1) {
        return 1;
    }
    for (;;) {
        (void)pause();
    }
}

/* Two rows in each transaction, and a word after each commit. */
static int commit_pairs(orm_db *db, int out)
{
    for (;;) {
        bool done = orm_begin(db, NULL) == ORM_OK && customers_add(db, "a") == ORM_OK &&
                    customers_add(db, "b") == ORM_OK && orm_commit(db) == ORM_OK;
        if (!done || write(out, "x", 1) != 1) {
            return 1;
        }
    }
}

/* ---- what is left ---- */

static void check_file(engine_fixture *fx, orm_db *db)
{
    if (engine_is_sqlite()) {
        const char *ask = "SELECT integrity_check FROM pragma_integrity_check";
        assert_string_equal(engine_ask(fx, db, ask), "ok");
    }
}

static void check_as_before(engine_fixture *fx, orm_db *db, int count)
{
    assert_int_equal(customers_count(db), count);
    assert_string_equal(
        engine_ask(fx, db, "SELECT count(*) FROM customer WHERE name LIKE '%changed'"), "0");
    check_file(fx, db);
}

/* A server notices that its client is gone, and has the locks until then. */
static void await_no_other_session(engine_fixture *fx)
{
    const char *ask = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                      " AND pid <> pg_backend_pid() AND state <> 'idle'";
    const struct timespec pause_time = { .tv_nsec = 5000000 };
    while (!engine_is_sqlite() && strcmp(engine_ask(fx, fx->db, ask), "0") != 0) {
        (void)nanosleep(&pause_time, NULL);
    }
}

static const char *const journals[] = { "DELETE", "WAL", "PERSIST", "TRUNCATE" };

/* Somebody else has the file open, or nobody has: then the next one to open it repairs it. */
static void kill_in_a_transaction(engine_fixture *fx, const char *journal, bool is_alone)
{
    char told = ' ';
    pid_t child = 0;
    use_journal(fx->db, journal);
    int count = customers_count(fx->db);
    if (is_alone) {
        orm_close(fx->db);
        fx->db = NULL;
    }
    int from = start_victim(fx, fill_a_transaction, &child);
    assert_int_equal(read(from, &told, 1), 1);
    (void)close(from);
    if (engine_is_sqlite()) { /* much is on the disk, in the file or beside it */
        assert_true(size_beside(fx, strcmp(journal, "WAL") == 0 ? "-wal" : "-journal") > 100000);
    }
    kill_and_wait(child);
    orm_db *other = engine_open(fx, NULL);
    if (is_alone) {
        fx->db = engine_open(fx, NULL);
        fx->others[1] = NULL;
    }
    await_no_other_session(fx);
    check_as_before(fx, other, count);
    check_as_before(fx, fx->db, count);
    assert_ok(other, customers_add(other, "a"));
    assert_int_equal(customers_count(fx->db), count + 1);
    engine_close(fx, other);
}

static void test_b217_killed_in_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    size_t count = engine_is_sqlite() ? sizeof journals / sizeof journals[0] : 1;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    add_rows(fx->db, ROWS, "x");
    for (size_t i = 0; i < count; i++) {
        kill_in_a_transaction(fx, journals[i], false);
        kill_in_a_transaction(fx, journals[i], true);
    }
}

static int committed_before_the_kill(engine_fixture *fx, long delay_ns)
{
    char told[4096];
    pid_t child = 0;
    int pairs = 0;
    const struct timespec time = { .tv_nsec = delay_ns };
    int from = start_victim(fx, commit_pairs, &child);
    ssize_t size = read(from, told, 1); /* it has begun */
    pairs += (int)size;
    assert_int_equal(size, 1);
    (void)nanosleep(&time, NULL);
    kill_and_wait(child);
    while ((size = read(from, told, sizeof told)) > 0) {
        pairs += (int)size;
    }
    (void)close(from);
    return pairs;
}

/* At any time: each transaction is there as a whole or not at all, and each that was committed is,
 * and at most one more. */
static void test_b217_killed_at_any_time(void **state)
{
    enum { ROUNDS = 16 };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    srand(20240229);
    int before = 0;
    for (int round = 0; round < ROUNDS; round++) {
        use_journal(fx->db, journals[round % 2]);
        int pairs = committed_before_the_kill(fx, rand() % 30000 * 1000L);
        await_no_other_session(fx);
        int count = customers_count(fx->db);
        assert_int_equal(count % 2, 0);
        assert_in_range(count / 2 - before, pairs, pairs + 1);
        assert_string_equal(
            engine_ask(fx, fx->db, "SELECT count(*) FROM customer WHERE name = 'a'"),
            engine_ask(fx, fx->db, "SELECT count(*) FROM customer WHERE name = 'b'"));
        before = count / 2;
    }
    check_file(fx, fx->db);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b217_killed_in_a_transaction),
    ENGINE_TEST(test_b217_killed_at_any_time),
};

ENGINE_MAIN(tests)
