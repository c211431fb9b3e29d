/* Two handles on one database: who waits, who is told to try again, and what is kept meanwhile. */
#include "models/odd.h"
#include "models/customers.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void add_items(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    for (int64_t id = 1; id <= 2; id++) {
        struct item row = { .id = id };
        assert_ok(db, orm_insert(db, &item_entity, &row));
    }
}

/* Adds one to an item's amount. */
static orm_status increment(orm_db *db, void *ctx)
{
    const orm_value key[] = { orm_value_int(*(int64_t *)ctx) };
    struct item row;
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(NULL, &arena);
    if (status == ORM_OK) {
        status = orm_find(db, &item_entity, key, &row, arena);
    }
    if (status == ORM_OK) {
        row.amount++;
        status = orm_update(db, &item_entity, &row);
    }
    orm_arena_free(arena);
    return status;
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void test_b199_a_transaction_takes_the_write_lock_when_it_begins(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_fails(other, ORM_BUSY, orm_begin(other, NULL));
    assert_int_equal(orm_depth(other), 0);
    assert_ok(other, orm_begin(other, &(orm_transaction_options){ .read_only = true }));
    int64_t count = -1;
    assert_ok(other, customer_count(other, NULL, &count));
    assert_ok(other, orm_commit(other));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(other, orm_begin(other, NULL));
    assert_ok(other, orm_commit(other));
}

static void test_b225_the_busy_timeout_is_kept(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT timeout FROM pragma_busy_timeout"), "5000");
    orm_db *patient = engine_open(fx, &(orm_options){ .busy_timeout_ms = 300 });
    orm_db *hasty = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    struct timespec start;
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    assert_fails(hasty, ORM_BUSY, customers_add(hasty, "a"));
    double hasty_seconds = seconds_since(&start);
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    assert_fails(patient, ORM_BUSY, customers_add(patient, "a"));
    double patient_seconds = seconds_since(&start);
    assert_true(patient_seconds > 0.2 && patient_seconds > hasty_seconds);
    assert_true(orm_status_is_retryable(ORM_BUSY));
    assert_int_equal(orm_db_error(patient)->native & 0xff, 5);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(patient, customers_add(patient, "b"));
    assert_ok(hasty, customers_add(hasty, "c"));
}

/* A reader that wants to write after somebody else did: the statement alone can never succeed. */
static void test_b226_a_stale_snapshot_is_told_apart(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *other = engine_open(fx, NULL);
    assert_ok(fx->db, orm_exec(fx->db, "BEGIN"));
    int64_t count = -1;
    assert_ok(fx->db, customer_count(fx->db, NULL, &count));
    assert_ok(other, customers_add(other, "a"));
    assert_fails(fx->db, ORM_SERIALIZATION, customers_add(fx->db, "b"));
    assert_int_equal(orm_db_error(fx->db)->native, 517);
    assert_true(orm_status_is_retryable(ORM_SERIALIZATION));
    assert_fails(fx->db, ORM_SERIALIZATION, customers_add(fx->db, "b"));
    assert_ok(fx->db, orm_exec(fx->db, "ROLLBACK"));
    assert_ok(fx->db, customers_add(fx->db, "b"));
}

static void test_b227_locked_by_this_handle_is_told_apart(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 5; i++) {
        assert_ok(fx->db, customers_add(fx->db, "a"));
    }
    orm_rows *rows = NULL;
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 1 }, &rows));
    assert_ok(fx->db, orm_exec(fx->db, "DROP TABLE customer")); /* a window keeps nothing locked */
    int count = 0;
    while (customer_next(rows) != NULL) {
        count++;
    }
    assert_int_equal(count, 5);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    assert_false(orm_status_is_retryable(ORM_LOCKED));
}

static void test_b228_the_journal_of_an_existing_file_stays(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_string_equal(engine_ask(fx, fx->db, "SELECT journal_mode FROM pragma_journal_mode"),
                        "wal");
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE t (a); PRAGMA journal_mode = DELETE"));
    orm_db *other = engine_open(fx, NULL);
    assert_string_equal(engine_ask(fx, other, "SELECT journal_mode FROM pragma_journal_mode"),
                        "delete");
}

static void test_b230_a_writer_does_not_block_readers(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    int64_t count = -1;
    assert_ok(other, customer_count(other, NULL, &count));
    assert_int_equal(count, 0);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(other, customer_count(other, NULL, &count));
    assert_int_equal(count, 1);
}

enum { WRITERS = 3, INCREMENTS = 60 };

/* In a child process: only its own handle, and no end that tidies the parent's. */
static void write_as_a_process(const engine_fixture *fx)
{
    orm_db *db = NULL;
    int64_t id = 1;
    bool done = orm_open(fx->url, NULL, &db, NULL) == ORM_OK;
    for (int i = 0; done && i < INCREMENTS; i++) {
        orm_status status = ORM_BUSY;
        for (int tries = 0; tries < 100 && orm_status_is_retryable(status); tries++) {
            status = orm_run(db, NULL, increment, &id);
        }
        done = status == ORM_OK;
    }
    orm_close(db);
    _exit(done ? 0 : 1);
}

static void test_b217_b229_writers_of_several_processes_lose_nothing(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only(); /* PostgreSQL's own default lets two transactions read the same number */
    add_items(fx->db);
    pid_t children[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            write_as_a_process(fx);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int result = -1;
        assert_true(waitpid(children[i], &result, 0) == children[i]);
        assert_int_equal(result, 0);
    }
    char expected[16];
    (void)snprintf(expected, sizeof expected, "%d", WRITERS * INCREMENTS);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT amount FROM item WHERE id = 1"), expected);
}

static void *write_as_a_thread(void *ctx)
{
    static orm_status failed = ORM_ENGINE, done = ORM_OK;
    orm_db *db = NULL;
    orm_status status = orm_open(ctx, NULL, &db, NULL);
    for (int i = 0; status == ORM_OK && i < INCREMENTS; i++) {
        status = customers_add(db, "from a thread");
    }
    orm_close(db);
    return status == ORM_OK ? &done : &failed;
}

/* Handles share nothing, the constant tables excepted. */
static void test_b216_each_thread_with_its_own_handle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    pthread_t threads[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, write_as_a_thread, fx->url), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_int_equal(*(orm_status *)result, ORM_OK);
    }
    int64_t count = -1;
    assert_ok(fx->db, customer_count(fx->db, NULL, &count));
    assert_int_equal(count, WRITERS * INCREMENTS);
}

/* A table that another handle has changed: statements are prepared again by themselves. */
static void test_b231_a_schema_change_by_another_handle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, 1, &found, fx->arena));
    orm_db *other = engine_open(fx, NULL);
    assert_ok(other, orm_exec(other, "ALTER TABLE customer ADD COLUMN extra TEXT"));
    assert_ok(fx->db, customer_find(fx->db, 1, &found, fx->arena));
    assert_ok(fx->db, customers_add(fx->db, "b"));
    assert_ok(other, orm_exec(other, "DROP TABLE invoice; DROP TABLE customer"));
    assert_fails(fx->db, ORM_SCHEMA, customers_add(fx->db, "c"));
    assert_fails(fx->db, ORM_SCHEMA, customer_find(fx->db, 1, &found, fx->arena));
    assert_ok(other, orm_create_all(other, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "d"));
}

static void test_b232_a_full_database(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_exec(fx->db, "PRAGMA max_page_count = 40"));
    static char name[100000];
    memset(name, 'x', sizeof name - 1);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    orm_status status = ORM_OK;
    for (int i = 0; i < 20 && status == ORM_OK; i++) {
        status = customers_add(fx->db, name);
    }
    assert_int_equal(status, ORM_FULL);
    assert_int_equal(orm_db_error(fx->db)->status, ORM_FULL);
    if (orm_depth(fx->db) > 0) {
        assert_ok(fx->db, orm_rollback(fx->db));
    }
    assert_ok(fx->db, customers_add(fx->db, "b"));
    int64_t count = -1;
    assert_ok(fx->db, customer_count(fx->db, NULL, &count));
    assert_int_equal(count, 1);
}

static void test_b200_a_serialization_failure_is_retryable(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db);
    orm_db *other = engine_open(fx, NULL);
    int64_t id = 1;
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_exec(fx->db, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
    int64_t count = 0;
    assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &count));
    assert_ok(other, orm_run(other, NULL, increment, &id));
    assert_fails(fx->db, ORM_SERIALIZATION, increment(fx->db, &id));
    assert_string_equal(orm_db_error(fx->db)->sqlstate, "40001");
    assert_true(orm_status_is_retryable(ORM_SERIALIZATION));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, orm_run(fx->db, NULL, increment, &id));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT amount FROM item WHERE id = 1"), "2");
}

typedef struct crossing {
    orm_db *db;
    int64_t second;
    orm_status status;
} crossing;

static void *take_second(void *ctx)
{
    crossing *own = ctx;
    own->status = increment(own->db, &own->second);
    return NULL;
}

static void test_b200_a_deadlock_is_retryable(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db);
    crossing a = { .db = engine_open(fx, NULL), .second = 2 };
    crossing b = { .db = engine_open(fx, NULL), .second = 1 };
    assert_ok(a.db, orm_exec(a.db, "SET deadlock_timeout = '50ms'"));
    assert_ok(b.db, orm_exec(b.db, "SET deadlock_timeout = '50ms'"));
    assert_ok(a.db, orm_begin(a.db, NULL));
    assert_ok(b.db, orm_begin(b.db, NULL));
    assert_ok(a.db, increment(a.db, &b.second));
    assert_ok(b.db, increment(b.db, &a.second));
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, take_second, &a), 0);
    (void)take_second(&b);
    if (b.status != ORM_OK) { /* the loser lets the other one go on */
        assert_ok(b.db, orm_rollback(b.db));
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    const crossing *loser = a.status != ORM_OK ? &a : &b;
    assert_int_equal(loser->status, ORM_SERIALIZATION);
    assert_string_equal(orm_db_error(loser->db)->sqlstate, "40P01");
    assert_int_equal(a.status == ORM_OK, b.status != ORM_OK);
}

static void test_b211_a_lock_timeout_is_told(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_items(fx->db);
    orm_db *other = engine_open(fx, NULL);
    int64_t id = 1;
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, increment(fx->db, &id));
    assert_ok(other, orm_exec(other, "SET lock_timeout = '50ms'"));
    assert_fails(other, ORM_BUSY, increment(other, &id));
    assert_ok(other, orm_exec(other, "SET lock_timeout = 0; SET statement_timeout = '50ms'"));
    assert_true(increment(other, &id) < 0);
    assert_string_equal(orm_db_error(other)->sqlstate, "57014");
    assert_ok(other, orm_exec(other, "SET statement_timeout = 0"));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(other, increment(other, &id));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b199_a_transaction_takes_the_write_lock_when_it_begins),
    ENGINE_TEST(test_b200_a_serialization_failure_is_retryable),
    ENGINE_TEST(test_b200_a_deadlock_is_retryable),
    ENGINE_TEST(test_b211_a_lock_timeout_is_told),
    ENGINE_TEST(test_b216_each_thread_with_its_own_handle),
    ENGINE_TEST(test_b225_the_busy_timeout_is_kept),
    ENGINE_TEST(test_b226_a_stale_snapshot_is_told_apart),
    ENGINE_TEST(test_b227_locked_by_this_handle_is_told_apart),
    ENGINE_TEST(test_b228_the_journal_of_an_existing_file_stays),
    ENGINE_TEST(test_b217_b229_writers_of_several_processes_lose_nothing),
    ENGINE_TEST(test_b230_a_writer_does_not_block_readers),
    ENGINE_TEST(test_b231_a_schema_change_by_another_handle),
    ENGINE_TEST(test_b232_a_full_database),
};

ENGINE_MAIN(tests)
