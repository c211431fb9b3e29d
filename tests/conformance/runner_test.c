/* orm_run: what is run again, how often, how long, and that nothing is lost or doubled by it. */
#include "models/customers.h"
#include "models/items.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct script {
    unsigned fails; /* that many calls, with .status */
    orm_status status;
    unsigned calls;
    unsigned attempts; /* the sum of what orm_attempt told */
} script;

/* Stores a row each time; only one of them may stay. */
static orm_status store(orm_db *db, void *ctx)
{
    script *s = ctx;
    s->calls++;
    s->attempts += orm_attempt(db);
    assert_ok(db, customers_add(db, "one"));
    return s->calls <= s->fails ? s->status : ORM_OK;
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void test_b200_run_again_until_it_succeeds(void **state)
{
    engine_fixture *fx = *state;
    static const orm_status statuses[] = { ORM_SERIALIZATION, ORM_BUSY };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (int i = 0; i < 2; i++) {
        script s = { .fails = 3, .status = statuses[i] };
        assert_ok(fx->db, orm_run(fx->db, NULL, store, &s));
        assert_int_equal(s.calls, 4);
        assert_int_equal(s.attempts, 1 + 2 + 3 + 4);
        assert_int_equal(customers_count(fx->db), i + 1);
        assert_int_equal(orm_attempt(fx->db), 0);
        assert_int_equal(orm_depth(fx->db), 0);
    }
}

static void test_b200_attempts_are_limited(void **state)
{
    engine_fixture *fx = *state;
    static const struct {
        unsigned asked, calls;
    } cases[] = { { ORM_NO_RETRY, 1 }, { 2, 2 }, { 5, 5 }, { 0, 24 } };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orm_transaction_options options = { .attempts = cases[i].asked };
        script s = { .fails = 100, .status = ORM_BUSY };
        assert_fails(fx->db, ORM_BUSY, orm_run(fx->db, &options, store, &s));
        assert_int_equal(s.calls, cases[i].calls);
        assert_int_equal(orm_depth(fx->db), 0);
        assert_int_equal(orm_attempt(fx->db), 0);
    }
    assert_int_equal(customers_count(fx->db), 0);
}

static orm_status fail_otherwise(orm_db *db, void *ctx)
{
    (void)ctx;
    assert_ok(db, customers_add(db, "undone"));
    return orm_attempt(db) == 3 ? customers_fail(db) : ORM_SERIALIZATION;
}

/* The last attempt's failure is the run's. */
static void test_b200_the_last_attempt_is_told(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_fails(fx->db, ORM_CHECK, orm_run(fx->db, NULL, fail_otherwise, NULL));
    assert_string_equal(orm_db_error(fx->db)->constraint, "invoice_total_cents_check");
    assert_int_equal(customers_count(fx->db), 0);
}

static void test_b200_deadline_for_all_attempts(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const orm_transaction_options options = { .attempts = 1000000, .deadline_ms = 300 };
    script s = { .fails = 1000000, .status = ORM_SERIALIZATION };
    struct timespec start;
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    assert_fails(fx->db, ORM_SERIALIZATION, orm_run(fx->db, &options, store, &s));
    double seconds = seconds_since(&start);
    assert_true(seconds > 0.01 && seconds < 0.5);
    assert_true(s.calls > 1);
    assert_int_equal(customers_count(fx->db), 0);
    s = (script){ .fails = 0 };
    assert_ok(fx->db,
              orm_run(fx->db, &(orm_transaction_options){ .deadline_ms = INT64_MAX }, store, &s));
    assert_int_equal(customers_count(fx->db), 1);
}

static void test_run_refuses_what_means_nothing(void **state)
{
    engine_fixture *fx = *state;
    script s = { .fails = 0 };
    assert_fails(fx->db, ORM_MISUSE,
                 orm_run(fx->db, &(orm_transaction_options){ .deadline_ms = -1 }, store, &s));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_run(fx->db, &(orm_transaction_options){ .deferrable = true }, store, &s));
    assert_fails(fx->db, ORM_MISUSE, orm_run(fx->db, NULL, NULL, &s));
    assert_int_equal(orm_run(NULL, NULL, store, &s), ORM_MISUSE);
    assert_int_equal(orm_attempt(NULL), 0);
    assert_fails(fx->db, ORM_MISUSE,
                 orm_begin(fx->db, &(orm_transaction_options){ .attempts = 2 }));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_begin(fx->db, &(orm_transaction_options){ .deadline_ms = 2 }));
    assert_int_equal(s.calls, 0);
    assert_int_equal(orm_depth(fx->db), 0);
}

/* ---- nested ---- */

typedef struct nest {
    script inner;
    unsigned outer_calls;
} nest;

static orm_status run_inner(orm_db *db, void *ctx)
{
    nest *n = ctx;
    n->outer_calls++;
    assert_ok(db, customers_add(db, "outer"));
    const orm_transaction_options options = { .attempts = 50 };
    return orm_run(db, &options, store, &n->inner);
}

static void test_b200_only_the_outermost_runs_again(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    nest n = { .inner = { .fails = 2, .status = ORM_SERIALIZATION } };
    assert_ok(fx->db, orm_run(fx->db, NULL, run_inner, &n));
    assert_int_equal(n.outer_calls, 3);
    assert_int_equal(n.inner.calls, 3);
    assert_int_equal(n.inner.attempts, 1 + 2 + 3);
    assert_int_equal(customers_count(fx->db), 2);
    assert_ok(fx->db, orm_begin(fx->db, NULL)); /* a run in a transaction is nested, too */
    script s = { .fails = 1, .status = ORM_SERIALIZATION };
    assert_fails(fx->db, ORM_SERIALIZATION, orm_run(fx->db, NULL, store, &s));
    assert_int_equal(s.calls, 1);
    assert_int_equal(s.attempts, 0);
    assert_int_equal(orm_depth(fx->db), 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 2);
}

static orm_status commit_and_fail(orm_db *db, void *ctx)
{
    unsigned *calls = ctx;
    ++*calls;
    assert_ok(db, customers_add(db, "kept"));
    assert_ok(db, orm_commit(db));
    assert_ok(db, orm_begin(db, NULL));
    return ORM_BUSY;
}

/* What was committed is not to be done twice. */
static void test_b200_a_function_that_commits_is_not_run_again(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    unsigned calls = 0;
    assert_int_equal(orm_run(fx->db, NULL, commit_and_fail, &calls), ORM_BUSY);
    assert_int_equal(calls, 1);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(customers_count(fx->db), 1);
}

/* ---- real conflicts ---- */

/* Reads, adds one, writes. */
static orm_status add_one(orm_db *db, void *ctx)
{
    const orm_value key[] = { orm_value_int(*(const int64_t *)ctx) };
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

typedef struct rival {
    orm_db *other;
    unsigned attempts;
} rival;

/* In the first attempt somebody else changes what has been read. */
static orm_status lose_once(orm_db *db, void *ctx)
{
    rival *r = ctx;
    int64_t count = 0, id = 1;
    r->attempts = orm_attempt(db);
    orm_status status = orm_count(db, &item_entity, NULL, &count);
    if (status == ORM_OK && r->attempts == 1) {
        assert_ok(r->other, orm_run(r->other, NULL, add_one, &id));
    }
    return status == ORM_OK ? add_one(db, &id) : status;
}

static void test_b200_a_conflict_is_run_again(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    rival r = { .other = engine_open(fx, NULL) };
    const orm_transaction_options options = { .isolation = ORM_ISOLATION_SERIALIZABLE,
                                              .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED };
    assert_ok(fx->db, orm_run(fx->db, &options, lose_once, &r));
    assert_int_equal(r.attempts, 2);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"), "12");
}

/* A reader holds COMMIT up: in a file without a write-ahead log SQLite says BUSY then. */
static orm_status let_go_later(orm_db *db, void *ctx)
{
    orm_db *reader = ctx;
    int64_t id = 1, count = 0;
    if (orm_attempt(db) == 1) {
        assert_ok(reader, orm_begin(reader, &(orm_transaction_options){ .read_only = true }));
        assert_ok(reader, orm_count(reader, &item_entity, NULL, &count));
    } else if (orm_depth(reader) > 0) {
        assert_ok(reader, orm_rollback(reader));
    }
    return add_one(db, &id);
}

static void test_b200_a_busy_commit_is_run_again(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    items_add(fx->db);
    assert_ok(fx->db, orm_exec(fx->db, "PRAGMA journal_mode = DELETE"));
    orm_db *db = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    orm_db *reader = engine_open(fx, NULL);
    assert_ok(db, orm_run(db, NULL, let_go_later, reader));
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"), "11");
}

/* The server finds out when it commits. */
static orm_status skew(orm_db *db, void *ctx)
{
    rival *r = ctx;
    int64_t id = 1, other_id = 2, count = 0;
    r->attempts = orm_attempt(db);
    const orm_query query = { .where = orm_lt(item_.amount, 1000) };
    assert_ok(db, orm_count(db, &item_entity, &query, &count));
    assert_ok(db, add_one(db, &id));
    if (r->attempts == 1) {
        const orm_transaction_options options = { .isolation = ORM_ISOLATION_SERIALIZABLE };
        assert_ok(r->other, orm_begin(r->other, &options));
        assert_ok(r->other, orm_count(r->other, &item_entity, &query, &count));
        assert_ok(r->other, add_one(r->other, &other_id));
        assert_ok(r->other, orm_commit(r->other));
    }
    return ORM_OK;
}

static void test_b200_a_refused_commit_is_run_again(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    items_add(fx->db);
    rival r = { .other = engine_open(fx, NULL) };
    const orm_transaction_options options = { .isolation = ORM_ISOLATION_SERIALIZABLE };
    assert_ok(fx->db, orm_run(fx->db, &options, skew, &r));
    assert_int_equal(r.attempts, 2);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"), "11");
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 2)"), "21");
}

/* ---- a connection that is lost ---- */

typedef struct loss {
    engine_fixture *fx;
    bool writes_before;
    unsigned calls;
} loss;

static orm_status lose_connection(orm_db *db, void *ctx)
{
    loss *l = ctx;
    int64_t count = -1;
    assert_ok(db, customer_count(db, NULL, &count));
    if (l->writes_before) {
        assert_ok(db, customers_add(db, "undone"));
    }
    if (l->calls++ == 0) {
        engine_terminate(l->fx, "victim");
    }
    orm_status status = customer_count(db, NULL, &count);
    return status == ORM_OK ? customers_add(db, "kept") : status;
}

static void test_b200_a_connection_lost_before_the_first_write(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *db = engine_open_with(fx, "application_name=victim", NULL);
    script s = { .fails = 0 };
    engine_terminate(fx, "victim");
    assert_fails(db, ORM_CONNECTION,
                 orm_run(db, &(orm_transaction_options){ .attempts = ORM_NO_RETRY }, store, &s));
    assert_int_equal(s.calls, 0);
    assert_ok(db, orm_run(db, NULL, store, &s)); /* lost before BEGIN */
    assert_int_equal(s.attempts, 2);
    loss reader = { .fx = fx };
    assert_ok(db, orm_run(db, NULL, lose_connection, &reader));
    assert_int_equal(reader.calls, 2);
    assert_int_equal(customers_count(fx->db), 2);
    loss writer = { .fx = fx, .writes_before = true };
    assert_fails(db, ORM_CONNECTION, orm_run(db, NULL, lose_connection, &writer));
    assert_int_equal(writer.calls, 1);
    assert_int_equal(orm_depth(db), 0);
    assert_int_equal(customers_count(fx->db), 2);
}

/* ---- many at once ---- */

enum { WORKERS = 4, ROUNDS = 250 };

typedef struct worker {
    const engine_fixture *fx;
    orm_transaction_options options;
    orm_status (*fn)(orm_db *db, void *ctx);
    int64_t first;
    int rounds;
    orm_status status;
} worker;

static void *work(void *ctx)
{
    worker *w = ctx;
    orm_db *db = NULL;
    w->status = orm_open(w->fx->url, NULL, &db, NULL);
    for (int i = 0; w->status == ORM_OK && i < w->rounds; i++) {
        w->status = orm_run(db, &w->options, w->fn, &w->first);
    }
    orm_close(db);
    return NULL;
}

static void work_together(const worker *each, size_t count)
{
    pthread_t threads[WORKERS];
    worker workers[WORKERS];
    for (size_t i = 0; i < count; i++) {
        workers[i] = *each;
        workers[i].first = each->first == 0 ? (int64_t)i % 2 + 1 : each->first;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(workers[i].status, ORM_OK);
    }
}

static void test_b200_b229_no_increment_is_lost(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const orm_transaction_options ways[] = {
        { .isolation = ORM_ISOLATION_SERIALIZABLE },
        { .isolation = ORM_ISOLATION_REPEATABLE_READ, .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED },
    };
    for (int i = 0; i < 2; i++) {
        const worker each = {
            .fx = fx, .options = ways[i], .fn = add_one, .first = 1, .rounds = ROUNDS
        };
        work_together(&each, WORKERS);
        char expected[16];
        (void)snprintf(expected, sizeof expected, "%d", 10 + (i + 1) * WORKERS * ROUNDS);
        assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"),
                            expected);
    }
}

/* Two rows, in one order or in the other: deadlocks, which the server ends. */
static orm_status add_to_both(orm_db *db, void *ctx)
{
    int64_t first = *(const int64_t *)ctx;
    int64_t second = 3 - first;
    orm_status status = add_one(db, &first);
    return status == ORM_OK ? add_one(db, &second) : status;
}

static void test_b200_deadlocks_are_run_again(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    if (!engine_is_sqlite()) {
        engine_exec(
            fx->db, NULL,
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''10ms''',"
            " current_database()); END $$");
    }
    const worker each = { .fx = fx,
                          .options = { .isolation = ORM_ISOLATION_REPEATABLE_READ },
                          .fn = add_to_both,
                          .rounds = 100 };
    work_together(&each, 2);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"), "210");
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 2)"), "220");
}

/* In a child process: only its own handle, and no end that tidies the parent's. */
static void work_as_a_process(const engine_fixture *fx)
{
    worker w = { .fx = fx,
                 .options = { .isolation = ORM_ISOLATION_SERIALIZABLE },
                 .fn = add_one,
                 .first = 1,
                 .rounds = 2 * ROUNDS };
    (void)work(&w);
    _exit(w.status == ORM_OK ? 0 : 1);
}

static void test_b217_b229_processes_with_the_runner(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    pid_t children[2];
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            work_as_a_process(fx);
        }
    }
    for (int i = 0; i < 2; i++) {
        int result = -1;
        assert_true(waitpid(children[i], &result, 0) == children[i]);
        assert_int_equal(result, 0);
    }
    char expected[16];
    (void)snprintf(expected, sizeof expected, "%d", 10 + 4 * ROUNDS);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"), expected);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b200_run_again_until_it_succeeds),
    ENGINE_TEST(test_b200_attempts_are_limited),
    ENGINE_TEST(test_b200_the_last_attempt_is_told),
    ENGINE_TEST(test_b200_deadline_for_all_attempts),
    ENGINE_TEST(test_run_refuses_what_means_nothing),
    ENGINE_TEST(test_b200_only_the_outermost_runs_again),
    ENGINE_TEST(test_b200_a_function_that_commits_is_not_run_again),
    ENGINE_TEST(test_b200_a_conflict_is_run_again),
    ENGINE_TEST(test_b200_a_busy_commit_is_run_again),
    ENGINE_TEST(test_b200_a_refused_commit_is_run_again),
    ENGINE_TEST(test_b200_a_connection_lost_before_the_first_write),
    ENGINE_TEST(test_b200_b229_no_increment_is_lost),
    ENGINE_TEST(test_b200_deadlocks_are_run_again),
    ENGINE_TEST(test_b217_b229_processes_with_the_runner),
};

ENGINE_MAIN(tests)
