/* orm_run while its engine fails: each call of the driver once, in each way that is run again and
 * in some that are not. Whatever happens, a row is stored once or not at all, what waits for the
 * end hears of the right one, and the handle works afterwards or says why not. */
#include "models/customers.h"
#include "support/chaos_alloc.h"
#include "support/fault_driver.h"

#include <stdio.h>
#include <time.h>

typedef struct work {
    unsigned calls, registered, commits, rollbacks;
    bool is_nested;
} work;

static void note_commit(orm_db *db, void *ctx)
{
    assert_int_equal(orm_depth(db), 0);
    ((work *)ctx)->commits++;
}

static void note_rollback(orm_db *db, void *ctx)
{
    (void)db;
    ((work *)ctx)->rollbacks++;
}

static orm_status add_inside(orm_db *db, void *ctx)
{
    (void)ctx;
    return customers_add(db, "one");
}

/* Reads, waits for both ends, writes. */
static orm_status store(orm_db *db, void *ctx)
{
    work *w = ctx;
    int64_t count = -1;
    orm_status status = customer_count(db, NULL, &count);
    w->calls++;
    if (status == ORM_OK) {
        status = orm_on_commit(db, note_commit, w);
    }
    if (status == ORM_OK) {
        status = orm_on_rollback(db, note_rollback, w);
    }
    w->registered += status == ORM_OK;
    if (status == ORM_OK) {
        status = w->is_nested ? orm_run(db, NULL, add_inside, NULL) : customers_add(db, "one");
    }
    return status;
}

/* What has come of one run; before: rows in the table until then. Returns how many there are. */
static int64_t check_end(orm_db *db, orm_db *witness, const work *w, int64_t before,
                         orm_status status)
{
    int64_t count = customers_count(witness);
    if (status == ORM_OK) {
        assert_int_equal(count, before + 1);
        assert_int_equal(w->commits, 1);
        assert_int_equal(w->rollbacks, w->registered - 1);
    } else {
        assert_int_equal(w->commits, 0);
        assert_int_equal(orm_db_error(db)->status, status);
    }
    if (status < 0 && status != ORM_OUTCOME_UNKNOWN) {
        assert_int_equal(count, before);
        assert_int_equal(w->rollbacks, w->registered);
    }
    assert_in_range(count, before, before + 1);
    return count;
}

static void fail_each_call(engine_fixture *fx, orm_status status, bool loses_link, bool is_nested)
{
    const orm_driver *inner = engine_is_sqlite() ? &orm_driver_sqlite : &orm_driver_postgresql;
    int64_t before = customers_count(fx->db);
    bool was_reached = true;
    for (size_t n = 2; was_reached; n++) { /* the first one opens */
        static fault_driver fault;         /* a test that fails leaves its handle */
        fault_init(&fault, inner, n, status);
        fault.loses_link = loses_link;
        orm_db *db = engine_open(fx, &(orm_options){ .driver = &fault.driver });
        work w = { .is_nested = is_nested };
        const orm_transaction_options options = { .attempts = 3 };
        orm_status ended = orm_run(db, &options, store, &w);
        was_reached = fault.calls >= n;
        before = check_end(db, fx->db, &w, before, ended);
        bool is_run_again = orm_status_is_retryable(status) && !loses_link;
        if (!was_reached || is_run_again) {
            assert_int_equal(ended, ORM_OK);
        }
        if (!loses_link) {
            fault.fail_at = 0;
            assert_int_equal(orm_depth(db), 0);
            assert_ok(db, orm_begin(db, NULL));
            assert_ok(db, customers_add(db, "afterwards"));
            assert_ok(db, orm_rollback(db));
        }
        engine_close(fx, db);
    }
}

static void test_b200_b232_each_call_fails_once(void **state)
{
    engine_fixture *fx = *state;
    static const orm_status statuses[] = { ORM_BUSY, ORM_SERIALIZATION, ORM_FULL, ORM_ENGINE,
                                           ORM_NO_MEMORY };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        fail_each_call(fx, statuses[i], false, false);
        fail_each_call(fx, statuses[i], false, true);
    }
}

static void test_b200_b209_the_connection_is_lost_at_each_call(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    fail_each_call(fx, ORM_CONNECTION, true, false);
    fail_each_call(fx, ORM_CONNECTION, true, true);
}

/* ---- memory ---- */

static orm_status run_once(void *ctx, const orm_allocator *allocator)
{
    const engine_fixture *fx = ctx;
    orm_db *db = NULL;
    work w = { .is_nested = true };
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        int64_t before = customers_count(fx->db);
        status = orm_run(db, NULL, store, &w);
        assert_int_equal(customers_count(fx->db), before + (status == ORM_OK));
        assert_int_equal(w.commits, status == ORM_OK);
    }
    orm_close(db);
    return status;
}

static void test_b200_b270_memory_that_runs_out(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(chaos_each(run_once, fx), "");
}

/* ---- a lock that nobody lets go ---- */

static orm_status rename_first(orm_db *db, void *ctx)
{
    struct customer row = { .id = 1, .name = (char *)"renamed" };
    ++*(unsigned *)ctx;
    return customer_update(db, &row);
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Whether the engine waits for the lock or the runner pauses: not beyond the deadline. */
static void test_b200_b211_nobody_waits_beyond_the_deadline(void **state)
{
    engine_fixture *fx = *state;
    unsigned calls = 0;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "first"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, rename_first(fx->db, &calls));
    for (int hasty = 0; hasty < 2; hasty++) {
        orm_db *db =
            engine_open(fx, &(orm_options){ .busy_timeout_ms = hasty == 1 ? ORM_NO_WAIT : 0 });
        const orm_transaction_options options = { .attempts = 100000, .deadline_ms = 400 };
        struct timespec start;
        (void)clock_gettime(CLOCK_MONOTONIC, &start);
        orm_status status = orm_run(db, &options, rename_first, &calls);
        double seconds = seconds_since(&start);
        assert_true(status == ORM_BUSY || status == ORM_TIMEOUT);
        assert_true(seconds > 0.1 && seconds < 2);
        assert_int_equal(orm_depth(db), 0);
    }
    assert_ok(fx->db, orm_commit(fx->db));
    orm_db *db = engine_open(fx, NULL);
    assert_ok(
        db, orm_run(db, &(orm_transaction_options){ .deadline_ms = 60000 }, rename_first, &calls));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b200_b232_each_call_fails_once),
    ENGINE_TEST(test_b200_b209_the_connection_is_lost_at_each_call),
    ENGINE_TEST(test_b200_b270_memory_that_runs_out),
    ENGINE_TEST(test_b200_b211_nobody_waits_beyond_the_deadline),
};

ENGINE_MAIN(tests)
