/* A session or a server that ends at the moment of a commit: what the answer says is true of the
 * rows. */
#include "pools.h"
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const victim_name = "victim";

/* ---- at the moment of a commit ---- */

static const char *const terminate_victim =
    "DO 'BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = ''victim''; END'";

typedef struct killer {
    pthread_t thread;
    orm_db *db; /* that ends the victim's session; NULL = the server is stopped */
    orm_db *victim;
    int kind;
    long delay_ns;
    orm_status status;
    bool is_stopped;
} killer;

static void *kill_later(void *ctx)
{
    killer *k = ctx;
    const struct timespec time = { .tv_nsec = k->delay_ns };
    (void)nanosleep(&time, NULL);
    if (k->db == NULL) {
        k->is_stopped = server_stops("immediate");
    } else {
        k->status = orm_exec(k->db, terminate_victim);
    }
    return NULL;
}

static orm_status store(orm_db *db, int kind, const char *name)
{
    if (kind == 0) {
        return customers_add(db, name);
    }
    orm_status status = orm_begin(db, NULL);
    if (status != ORM_OK) {
        return status;
    }
    status = customers_add(db, name);
    if (status == ORM_OK) {
        return orm_commit(db);
    }
    assert_ok(db, orm_rollback(db));
    return status;
}

static int rows_named(engine_fixture *fx, const char *name)
{
    int64_t count = -1;
    assert_ok(fx->db, customer_count(fx->db, &(orm_query){ .where = orm_eq(customer_.name, name) },
                                     &count));
    return (int)count;
}

typedef struct tally {
    int stored, lost, unknown, unknown_stored;
} tally;

/* What a round said is true. */
static void judge(tally *sums, orm_status status, int rows)
{
    if (status == ORM_OK) {
        assert_int_equal(rows, 1);
        sums->stored++;
    } else if (status == ORM_OUTCOME_UNKNOWN) {
        assert_in_range(rows, 0, 1);
        sums->unknown++;
        sums->unknown_stored += rows;
    } else {
        assert_int_equal(status, ORM_CONNECTION);
        assert_int_equal(rows, 0);
        sums->lost++;
    }
}

/* Each row takes some time, and the commit some more. */
static const char *const slow_rows =
    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " PERFORM pg_sleep(0.002); RETURN NEW; END $$;"
    "CREATE TRIGGER row BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION slow();"
    "CREATE CONSTRAINT TRIGGER commit AFTER INSERT ON customer DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION slow()";

static orm_status one_round(engine_fixture *fx, orm_db *victim, int round, const char *name)
{
    killer k = { .db = round % 4 == 3 ? NULL : fx->db, .delay_ns = rand() % 8000 * 1000L };
    assert_int_equal(pthread_create(&k.thread, NULL, kill_later, &k), 0);
    if (k.db == NULL) { /* the script takes some time, too */
        pools_sleep_ms(rand() % 16);
    }
    orm_status status = store(victim, round / 4 % 2, name);
    assert_int_equal(pthread_join(k.thread, NULL), 0);
    assert_int_equal(orm_depth(victim), 0);
    if (k.db == NULL) {
        assert_true(k.is_stopped);
        server_start();
        assert_ok(fx->db, orm_reconnect(fx->db));
    } else {
        assert_ok(fx->db, k.status);
        engine_terminate(fx, victim_name); /* waits for its end */
    }
    return status;
}

static void test_b209_the_answer_to_a_commit_is_true(void **state)
{
    enum { ROUNDS = 32 };
    engine_fixture *fx = server_begin_test(state);
    tally sums = { 0 };
    assert_ok(fx->db, orm_exec(fx->db, slow_rows));
    orm_db *victim = engine_open_with(fx, "application_name=victim", NULL);
    srand(20240229);
    for (int round = 0; round < ROUNDS; round++) {
        char name[32];
        (void)snprintf(name, sizeof name, "round %d", round);
        orm_status status = one_round(fx, victim, round, name);
        judge(&sums, status, rows_named(fx, name));
        assert_ok(victim, orm_reconnect(victim));
    }
    print_message("%d stored, %d lost, %d unknown (%d of them stored)\n", sums.stored, sums.lost,
                  sums.unknown, sums.unknown_stored);
    assert_true(sums.lost + sums.unknown > 0);
}

/* A commit that waits for a standby is stored already, and cannot be taken back. */
typedef enum ending { TERMINATED, STOPPED, CANCELLED, TIMED_OUT, ENDING_COUNT } ending;

static void *end_commit(void *ctx)
{
    killer *k = ctx;
    pools_sleep_ms(100);
    k->status = k->kind == CANCELLED    ? orm_cancel(k->victim)
                : k->kind == TERMINATED ? orm_exec(k->db, terminate_victim)
                                        : ORM_OK;
    k->is_stopped = k->kind == STOPPED && server_stops("immediate");
    return NULL;
}

/* A commit that is asked for, or that of an insert of its own. */
static orm_status commit_that_waits(orm_db *victim, orm_db *db, ending kind, bool in_transaction)
{
    killer k = { .db = db, .victim = victim, .kind = (int)kind };
    if (in_transaction) {
        assert_ok(victim, orm_begin(victim, NULL));
        assert_ok(victim, customers_add(victim, "waits"));
    }
    assert_int_equal(pthread_create(&k.thread, NULL, end_commit, &k), 0);
    assert_ok(victim, orm_set_timeout(victim, kind == TIMED_OUT ? 100 : 0));
    orm_status status = in_transaction ? orm_commit(victim) : customers_add(victim, "waits");
    assert_int_equal(pthread_join(k.thread, NULL), 0);
    assert_int_equal(k.status, ORM_OK);
    assert_int_equal(orm_depth(victim), 0);
    assert_ok(victim, orm_set_timeout(victim, 0));
    if (kind == STOPPED) {
        assert_true(k.is_stopped);
        server_start();
    }
    return status;
}

static void test_b209_a_commit_that_waits_for_a_standby(void **state)
{
    engine_fixture *fx = server_begin_test(state);
    /* all others do not wait, or what cleans up after a failure would */
    assert_ok(fx->db, orm_exec(fx->db, "ALTER SYSTEM SET synchronous_commit = 'local'"));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'"));
    assert_ok(fx->db, orm_exec(fx->db, "SELECT pg_reload_conf()"));
    pools_sleep_ms(100);
    orm_db *victim =
        engine_open_with(fx, "application_name=victim&options=-csynchronous_commit%3Don", NULL);
    for (int i = 0; i < ENDING_COUNT * 2; i++) {
        ending kind = (ending)(i / 2);
        orm_status status = commit_that_waits(victim, fx->db, kind, i % 2 == 0);
        bool is_told = kind == CANCELLED || kind == TIMED_OUT;
        assert_int_equal(status, is_told ? ORM_OK : ORM_OUTCOME_UNKNOWN);
        assert_ok(fx->db, orm_reconnect(fx->db));
        assert_int_equal(customers_count(fx->db), i + 1);
        assert_ok(victim, orm_reconnect(victim));
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b209_the_answer_to_a_commit_is_true),
    ENGINE_TEST(test_b209_a_commit_that_waits_for_a_standby),
};

ENGINE_MAIN(tests)
