/* orm_run against an engine that fails where real ones seldom do: what is run again, and what is
 * not. */
#include "handle.h"
#include "support/unit.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define BEGIN_OK { .op = SCRIPTED_EXEC, .sql = "BEGIN IMMEDIATE", .state = ORM_LINK_IN_TRANSACTION }
#define COMMIT_OK { .op = SCRIPTED_EXEC, .sql = "COMMIT" }
#define ROLLBACK_OK { .op = SCRIPTED_EXEC, .sql = "ROLLBACK" }

typedef struct calls {
    unsigned count;
    unsigned fails;    /* that many times, with .status */
    orm_status status; /* then ORM_OK */
    unsigned last_attempt;
} calls;

static orm_status count_call(orm_db *db, void *ctx)
{
    calls *c = ctx;
    c->count++;
    c->last_attempt = orm_attempt(db);
    assert_int_equal(orm_depth(db), 1);
    return c->count <= c->fails ? c->status : ORM_OK;
}

/* Runs with the script as the engine; the whole script is to be played. */
static orm_status run_script(const scripted_step *steps, size_t count, calls *c)
{
    handle h;
    handle_open(&h, steps, count, 0);
    orm_status status = orm_run(h.db, NULL, count_call, c);
    assert_int_equal(orm_attempt(h.db), 0);
    assert_int_equal(h.script.next, count);
    assert_string_equal(h.script.problem, "");
    handle_close(&h);
    return status;
}

static void a_begin_that_finds_a_lock(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_EXEC, .sql = "BEGIN IMMEDIATE", .status = ORM_BUSY },
        { .op = SCRIPTED_EXEC, .sql = "BEGIN IMMEDIATE", .status = ORM_BUSY },
        BEGIN_OK,
        COMMIT_OK,
    };
    calls c = { .count = 0 };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_OK);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.last_attempt, 3);
}

static void a_function_that_is_in_the_way(void **state)
{
    (void)state;
    static const scripted_step steps[] = { BEGIN_OK, ROLLBACK_OK, BEGIN_OK, COMMIT_OK };
    calls c = { .fails = 1, .status = ORM_SERIALIZATION };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_OK);
    assert_int_equal(c.last_attempt, 2);
}

/* PostgreSQL has rolled back then. */
static void a_commit_that_is_refused(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC, .sql = "COMMIT", .status = ORM_SERIALIZATION },
        BEGIN_OK,
        COMMIT_OK,
    };
    calls c = { .count = 0 };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_OK);
    assert_int_equal(c.count, 2);
}

/* SQLite has not. */
static void a_commit_that_stays_open(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC,
          .sql = "COMMIT",
          .status = ORM_BUSY,
          .state = ORM_LINK_IN_TRANSACTION },
        ROLLBACK_OK,
        BEGIN_OK,
        COMMIT_OK,
    };
    calls c = { .count = 0 };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_OK);
    assert_int_equal(c.count, 2);
}

/* It may have been stored. */
static void a_commit_without_an_answer(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC, .sql = "COMMIT", .status = ORM_CONNECTION, .state = ORM_LINK_LOST },
    };
    calls c = { .count = 0 };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_OUTCOME_UNKNOWN);
    assert_int_equal(c.count, 1);
}

/* A server that starts anew: gone, not there yet, there. */
static void a_connection_that_is_gone(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_EXEC,
          .sql = "BEGIN IMMEDIATE",
          .status = ORM_CONNECTION,
          .state = ORM_LINK_LOST },
        { .op = SCRIPTED_OPEN, .status = ORM_CONNECTION, .state = ORM_LINK_LOST },
        { .op = SCRIPTED_OPEN },
        BEGIN_OK,
        COMMIT_OK,
    };
    calls c = { .count = 0 };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_OK);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.last_attempt, 3);
}

/* It is there again, but not for this program. */
static void a_connection_that_is_refused(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_EXEC,
          .sql = "BEGIN IMMEDIATE",
          .status = ORM_CONNECTION,
          .state = ORM_LINK_LOST },
        { .op = SCRIPTED_OPEN, .status = ORM_PERMISSION, .state = ORM_LINK_LOST },
    };
    calls c = { .count = 0 };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &c), ORM_PERMISSION);
    assert_int_equal(c.count, 0);
}

/* An engine that does not even roll back: nothing is undone, so nothing is begun. */
static void a_rollback_that_fails(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC,
          .sql = "ROLLBACK",
          .status = ORM_ENGINE,
          .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC,
          .sql = "ROLLBACK",
          .status = ORM_ENGINE,
          .state = ORM_LINK_IN_TRANSACTION },
    };
    handle h;
    handle_open(&h, steps, COUNT_OF(steps), 0);
    calls c = { .fails = 9, .status = ORM_BUSY };
    assert_int_equal(orm_run(h.db, NULL, count_call, &c), ORM_BUSY);
    assert_int_equal(c.count, 1);
    assert_int_equal(orm_depth(h.db), 1);
    h.script.next = 1; /* closing tries it again */
    handle_close(&h);
}

static void other_failures_are_not_run_again(void **state)
{
    (void)state;
    static const scripted_step steps[] = { BEGIN_OK, ROLLBACK_OK };
    unsigned known = 0;
    for (int number = -1; strcmp(orm_status_name((orm_status)number), "ORM_?") != 0; number--) {
        orm_status status = (orm_status)number;
        calls c = { .fails = 9, .status = status };
        known++;
        if (!orm_status_is_retryable(status)) {
            assert_int_equal(run_script(steps, COUNT_OF(steps), &c), status);
            assert_int_equal(c.count, 1);
        }
    }
    assert_in_range(known, 24, 100);
}

/* ---- pauses ---- */

static void pauses_grow_to_a_limit(void **state)
{
    (void)state;
    const int64_t ms = 1000000;
    orm_backoff backoff = { .state = 0 };
    for (unsigned attempt = 1; attempt <= 40; attempt++) {
        int64_t most = attempt < 7 ? (INT64_C(4) << (attempt - 1)) * ms : 256 * ms;
        int64_t largest = 0;
        for (int i = 0; i < 200; i++) {
            int64_t delay = orm__backoff_delay(&backoff, attempt);
            assert_true(delay >= 0 && delay < most);
            largest = delay > largest ? delay : largest;
        }
        assert_true(largest > most / 2);
    }
}

static void no_two_handles_pause_alike(void **state)
{
    (void)state;
    orm_backoff one = { .state = 0 }, other = { .state = 0 };
    bool differ = false;
    for (int i = 0; i < 4; i++) {
        differ |= orm__backoff_delay(&one, 9) != orm__backoff_delay(&other, 9);
    }
    assert_true(differ);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_begin_that_finds_a_lock),
    cmocka_unit_test(a_function_that_is_in_the_way),
    cmocka_unit_test(a_commit_that_is_refused),
    cmocka_unit_test(a_commit_that_stays_open),
    cmocka_unit_test(a_commit_without_an_answer),
    cmocka_unit_test(a_connection_that_is_gone),
    cmocka_unit_test(a_connection_that_is_refused),
    cmocka_unit_test(a_rollback_that_fails),
    cmocka_unit_test(other_failures_are_not_run_again),
    cmocka_unit_test(pauses_grow_to_a_limit),
    cmocka_unit_test(no_two_handles_pause_alike),
};

UNIT_MAIN(tests)
